package io.holdfast.config;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One declared setting.
 *
 * @param name its name in its section
 * @param type what it takes
 * @param fallback its value when nobody sets it, as it would be written; null where there is none
 * @param meaning what it does, in one sentence
 */
record Key<T>(String name, ValueType<T> type, @Nullable String fallback, String meaning) {
    static <T> Key<T> of(String name, ValueType<T> type, String fallback, String meaning) {
        return new Key<>(name, type, fallback, meaning);
    }

    /** A key without a value of its own. */
    static <T> Key<T> open(String name, ValueType<T> type, String meaning) {
        return new Key<>(name, type, null, meaning);
    }

    Optional<T> standard() {
        if (fallback == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(type.read(fallback));
        } catch (InvalidValue e) {
            throw new IllegalStateException("the default of " + name + " is not valid", e);
        }
    }
}

package io.holdfast.transfer;

import io.holdfast.engine.DataType;
import java.util.Locale;

/** Spells a type for people. */
final class TypeText {
    private TypeText() {}

    static String of(DataType type) {
        String base = type.base().name().toLowerCase(Locale.ROOT);
        return type.precision() == 0 ? base : "%s(%d,%d)".formatted(base, type.precision(), type.scale());
    }
}

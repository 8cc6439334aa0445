package io.holdfast.engine.document;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where in a document a field is that can be indexed and looked for.
 *
 * @param keys from the outermost to the field's own
 */
public record Field(List<String> keys) {
    private static final Pattern KEY = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");

    /**
     * Keeps a copy.
     *
     * @throws io.holdfast.error.HoldfastException of kind CONFIGURATION if a key is not a plain word
     */
    public Field {
        keys = List.copyOf(keys);
        if (keys.isEmpty() || !keys.stream().allMatch(key -> KEY.matcher(key).matches())) {
            throw Failure.of(
                            ErrorKind.CONFIGURATION,
                            "\"%s\" is not a field that can be looked for; expected words of letters, digits and underscores, with points between them"
                                    .formatted(String.join(".", keys)))
                    .withHint("give the field a plain name, such as email or metadata.storage_location")
                    .exception();
        }
    }

    /**
     * The one that is written as {@code path}, with points between its keys.
     *
     * @throws io.holdfast.error.HoldfastException of kind CONFIGURATION if a key is not a plain word
     */
    public static Field of(String path) {
        return new Field(List.of(path.split("\\.", -1)));
    }

    /** As a part of the name of an index or a rule. */
    public String name() {
        return String.join("_", keys);
    }

    /** As it is written. */
    @Override
    public String toString() {
        return String.join(".", keys);
    }
}

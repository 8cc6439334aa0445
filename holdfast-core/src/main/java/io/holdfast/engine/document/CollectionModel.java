package io.holdfast.engine.document;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a collection of documents is called, and the fields by which its documents are found fast.
 *
 * @param name in lower-case words with underscores
 * @param indexes the fields
 */
public record CollectionModel(String name, List<Field> indexes) {
    private static final Pattern NAME = Pattern.compile("(?!holdfast_)[a-z][a-z0-9_]{0,39}");

    /**
     * Keeps a copy.
     *
     * @throws io.holdfast.error.HoldfastException of kind CONFIGURATION if no collection can have this name
     */
    public CollectionModel {
        indexes = List.copyOf(indexes);
        if (!NAME.matcher(name).matches()) {
            throw Failure.of(
                            ErrorKind.CONFIGURATION,
                            "no collection can be called \"%s\"; expected up to 40 lower-case letters, digits and underscores, a letter first, and not holdfast_ before all"
                                    .formatted(name))
                    .withHint("choose a name such as users or move_records")
                    .exception();
        }
    }

    /** One without indexes beside those that every collection has. */
    public static CollectionModel named(String name) {
        return new CollectionModel(name, List.of());
    }

    /** A copy with an index of the field at {@code path}, too. */
    public CollectionModel indexedBy(String path) {
        List<Field> more = new ArrayList<>(indexes);
        more.add(Field.of(path));
        return new CollectionModel(name, more);
    }
}

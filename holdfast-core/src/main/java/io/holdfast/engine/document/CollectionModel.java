package io.holdfast.engine.document;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a collection of documents is called, the fields by which its documents are found fast, and what its database refuses.
 *
 * @param name in lower-case words with underscores
 * @param indexes the fields
 * @param rules what holds of every document
 */
public record CollectionModel(String name, List<Field> indexes, List<Rule> rules) {
    private static final int LONGEST_NAME = 63; // of anything in PostgreSQL, which cuts what is longer
    private static final int OWN_WORDS = 6; // before and behind the fields
    private static final Pattern NAME = Pattern.compile("(?!holdfast_)[a-z][a-z0-9_]{0,39}");

    /**
     * Keeps a copy.
     *
     * @throws io.holdfast.error.HoldfastException of kind CONFIGURATION if no collection can have this name
     */
    public CollectionModel {
        indexes = List.copyOf(indexes);
        rules = List.copyOf(rules);
        if (!NAME.matcher(name).matches()) {
            throw Failure.of(
                            ErrorKind.CONFIGURATION,
                            "no collection can be called \"%s\"; expected up to 40 lower-case letters, digits and underscores, a letter first, and not holdfast_ before all"
                                    .formatted(name))
                    .withHint("choose a name such as users or move_records")
                    .exception();
        }
        Stream.concat(indexes.stream().map(Field::name), rules.stream().map(Rule::name))
                .forEach(part -> checkLength(name, part));
    }

    private static void checkLength(String name, String part) {
        int length = name.length() + part.length() + OWN_WORDS;
        if (length > LONGEST_NAME) {
            throw Failure.of(
                            ErrorKind.CONFIGURATION,
                            "the names of the collection %s and its field %s are too long together: %d letters, expected at most %d"
                                    .formatted(name, part, length - OWN_WORDS, LONGEST_NAME - OWN_WORDS))
                    .withHint("choose a shorter name for one of them")
                    .exception();
        }
    }

    /** One without indexes beside those that every collection has, and without rules. */
    public static CollectionModel named(String name) {
        return new CollectionModel(name, List.of(), List.of());
    }

    /** A copy with an index of the field at {@code path}, too. */
    public CollectionModel indexedBy(String path) {
        List<Field> more = new ArrayList<>(indexes);
        more.add(Field.of(path));
        return new CollectionModel(name, more, rules);
    }

    /** A copy to whose documents {@code rule} applies, too. */
    public CollectionModel keeping(Rule rule) {
        List<Rule> more = new ArrayList<>(rules);
        more.add(rule);
        return new CollectionModel(name, indexes, more);
    }
}

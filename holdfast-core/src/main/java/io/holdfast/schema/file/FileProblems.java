package io.holdfast.schema.file;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with files of migrations; all of it is told together. */
public final class FileProblems {
    private final List<String> sentences = new ArrayList<>();

    /** Adds one. */
    public void add(String where, String sentence) {
        sentences.add(where + ": " + sentence);
    }

    /** Adds one that says itself where. */
    public void add(String sentence) {
        sentences.add(sentence);
    }

    /** What is wrong, in the order in which it was found. */
    public List<String> sentences() {
        return List.copyOf(sentences);
    }

    /**
     * Goes on where nothing is wrong.
     *
     * @param database whose migrations they are
     * @throws io.holdfast.error.HoldfastException of kind VERIFICATION with all of it, otherwise
     */
    public void throwIfAny(String database, String hint) {
        if (sentences.isEmpty()) {
            return;
        }
        String count = sentences.size() == 1 ? "a problem" : sentences.size() + " problems";
        throw Failure.of(
                        ErrorKind.VERIFICATION,
                        "%s with the migrations of %s; nothing was touched:%n  %s"
                                .formatted(count, database, String.join("%n  ".formatted(), sentences)))
                .withHint(hint)
                .during("migrate", database)
                .exception();
    }
}

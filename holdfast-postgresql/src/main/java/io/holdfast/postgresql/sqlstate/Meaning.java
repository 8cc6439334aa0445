package io.holdfast.postgresql.sqlstate;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.Phase;
import io.holdfast.error.RetryClass;

/**
 * What a failure means, in words for people.
 *
 * @param kind what went wrong
 * @param course what may be done again
 * @param sentence one sentence, without a final stop, a value or a secret
 * @param hint what to do next
 */
public record Meaning(ErrorKind kind, Course course, String sentence, String hint) {

    /**
     * The failure that this is in {@code phase}.
     *
     * @param where the table, column or constraint concerned, to be added to the sentence; may be empty
     */
    public Failure in(Phase phase, String where) {
        RetryClass retry = course.in(phase);
        if (retry == RetryClass.RESOLVE) {
            return Failure.of(ErrorKind.OUTCOME_UNKNOWN, sentence + ", so it is not known whether the work took effect")
                    .withHint("look at the data before the work is done again");
        }
        return Failure.of(kind, sentence + where).withHint(hint).withRetry(retry);
    }

    /** The same, with another sentence. */
    public Meaning saying(String other) {
        return new Meaning(kind, course, other, hint);
    }

    /** The same, after which nobody knows what became of the work. */
    public Meaning inDoubt() {
        return new Meaning(kind, Course.IN_DOUBT, sentence, hint);
    }
}

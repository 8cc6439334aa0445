package io.holdfast.mongodb.errorcode;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.Phase;
import io.holdfast.error.RetryClass;

/**
 * What a failure means, in words for people.
 *
 * @param kind what went wrong
 * @param course what may be done again
 * @param sentence without a final stop
 * @param hint what to do next
 */
record Meaning(ErrorKind kind, Course course, String sentence, String hint) {

    /** The failure that this is in {@code phase}. */
    Failure in(Phase phase) {
        RetryClass retry = course.in(phase);
        if (retry == RetryClass.RESOLVE) {
            return Failure.of(
                            ErrorKind.OUTCOME_UNKNOWN, sentence + ", so it is not known whether the write took effect")
                    .withHint("look whether the change is there before it is made again");
        }
        return Failure.of(kind, sentence).withHint(hint).withRetry(retry);
    }

    /** A copy with another sentence. */
    Meaning saying(String other) {
        return new Meaning(kind, course, other, hint);
    }

    /** A copy with another course. */
    Meaning going(Course other) {
        return new Meaning(kind, other, sentence, hint);
    }
}

package io.holdfast.sqlite.resultcode;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.Phase;
import io.holdfast.error.RetryClass;

/**
 * What a failure means, in words for people.
 *
 * @param kind what went wrong
 * @param course what may be done again
 * @param sentence without a final stop; {@code {}} stands for what SQLite says
 * @param hint what to do next
 */
record Meaning(ErrorKind kind, Course course, String sentence, String hint) {

    /** The failure that this is in {@code phase}, when SQLite has said {@code said}. */
    Failure in(Phase phase, String said) {
        RetryClass retry = course.in(phase);
        String words = sentence.replace("{}", said);
        if (retry == RetryClass.RESOLVE) {
            return Failure.of(ErrorKind.OUTCOME_UNKNOWN, words + ", so it is not known whether the commit was written")
                    .withHint("open the database again and look whether the change is there");
        }
        boolean open = course == Course.LOCKED && phase == Phase.COMMIT;
        return Failure.of(kind, words)
                .withHint(open ? "the transaction is still open: commit again in a moment, or roll it back" : hint)
                .withRetry(retry);
    }

    /** The same, when a commit has met something that leaves its outcome open. */
    Meaning inDoubt() {
        return new Meaning(kind, Course.BROKEN, sentence, hint);
    }
}

package io.holdfast.app.explain;

import io.holdfast.app.output.ExitCode;
import io.holdfast.engine.ErrorCodes;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.RetryClass;
import io.holdfast.error.explain.Explanation;
import io.holdfast.error.explain.Repetition;
import java.util.Arrays;
import java.util.List;

/** What somebody asks about. */
public sealed interface Topic {

    /** A kind of error. */
    record Kind(ErrorKind kind) implements Topic {
        Explanation explanation() {
            return Explanation.of(kind);
        }

        RetryClass retry() {
            return kind.usualRetry();
        }

        String repetition() {
            return Repetition.of(kind);
        }

        ExitCode exitCode() {
            return ExitCode.of(kind);
        }

        /** Every kind, in the order of {@link ErrorKind}. */
        static List<Kind> all() {
            return Arrays.stream(ErrorKind.values()).map(Kind::new).toList();
        }
    }

    /** The code with which a command ends. */
    record Exit(ExitCode code) implements Topic {
        /** The kinds of error that lead to it; empty where none does. */
        List<Kind> kinds() {
            return Kind.all().stream().filter(kind -> kind.exitCode() == code).toList();
        }
    }

    /**
     * A code of a database.
     *
     * @param engine the engine whose code it is
     * @param meaning what it means
     */
    record Code(String engine, ErrorCodes.Meaning meaning) implements Topic {
        Kind kind() {
            return new Kind(meaning.atWork().kind());
        }

        RetryClass retry() {
            return meaning.atWork().retry();
        }

        String repetition() {
            return Repetition.of(retry());
        }

        /** Whether a commit that meets it leaves open what became of the work, although other work does not. */
        boolean isInDoubtAtCommit() {
            return meaning.atCommit().kind() == ErrorKind.OUTCOME_UNKNOWN
                    && meaning.atWork().kind() != ErrorKind.OUTCOME_UNKNOWN;
        }
    }
}

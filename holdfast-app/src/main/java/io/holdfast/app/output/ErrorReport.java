package io.holdfast.app.output;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.error.MaskedCause;
import io.holdfast.error.Masking;
import java.io.PrintStream;

/** Tells the user about a failure: one sentence, one hint, and the trace only when it was asked for. */
public final class ErrorReport {
    private final PrintStream err;
    private final Detail detail;

    /** How much is told. */
    public enum Detail {
        /** Sentence and hint. */
        SHORT,
        /** The trace as well, without its secrets. */
        TRACE
    }

    /** Reports to {@code err}. */
    public ErrorReport(PrintStream err, Detail detail) {
        this.err = err;
        this.detail = detail;
    }

    /** Reports a sentence and a hint; an empty hint is left out. */
    public void say(String sentence, String hint) {
        err.println("holdfast: " + Masking.clean(sentence));
        if (!hint.isEmpty()) {
            err.println("hint: " + Masking.clean(hint));
        }
        err.flush();
    }

    /** Reports {@code failure} and says with which code to end. */
    public ExitCode tell(Throwable failure) {
        ExitCode code = failure instanceof HoldfastException known ? known(known) : unknown(failure);
        if (detail == Detail.TRACE) {
            MaskedCause.of(failure).printStackTrace(err);
            err.flush();
        }
        return code;
    }

    private ExitCode known(HoldfastException exception) {
        Failure failure = exception.failure();
        boolean named = failure.database().isEmpty() || failure.sentence().contains(failure.database());
        say(named ? failure.sentence() : failure.database() + ": " + failure.sentence(), hint(failure));
        if (detail == Detail.TRACE) {
            String kind = failure.kind().code();
            err.printf("kind: %s (holdfast explain %s tells what that means)%n", kind, kind);
            if (!exception.correlation().isEmpty()) {
                err.printf("correlation id: %s (the log has the story of it under that)%n", exception.correlation());
            }
        }
        return ExitCode.of(failure.kind());
    }

    private static String hint(Failure failure) {
        boolean settings =
                failure.kind() == ErrorKind.CONFIGURATION && failure.hint().isEmpty();
        return settings ? "holdfast config reference tells every key, and how values are written" : failure.hint();
    }

    private ExitCode unknown(Throwable failure) {
        String hint = detail == Detail.TRACE
                ? "this is a defect of Holdfast: please report it with the trace"
                : "this is a defect of Holdfast: run again with --debug and report the trace";
        say("unexpected failure: " + failure, hint);
        return ExitCode.INTERNAL;
    }
}

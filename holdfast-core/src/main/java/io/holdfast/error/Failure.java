package io.holdfast.error;

import org.jspecify.annotations.Nullable;

/**
 * The facts of one failure, safe to show: every text in it has been through {@link Masking}.
 *
 * @param kind what went wrong
 * @param retry what may be done again
 * @param sentence one sentence a person can act on, without a final stop
 * @param hint what to do next; empty where the sentence says it all
 * @param database the name of the database concerned; empty where none is
 * @param operation what was being done; empty where unknown
 * @param sqlState the SQLSTATE, if the engine gave one
 * @param vendorCode the engine's own code, if it gave one
 */
public record Failure(
        ErrorKind kind,
        RetryClass retry,
        String sentence,
        String hint,
        String database,
        String operation,
        @Nullable String sqlState,
        @Nullable Integer vendorCode) {

    /** Cleans the texts. */
    public Failure {
        sentence = Masking.clean(sentence);
        hint = Masking.clean(hint);
    }

    /** A failure of {@code kind} with its usual retry class. */
    public static Failure of(ErrorKind kind, String sentence) {
        return new Failure(kind, kind.usualRetry(), sentence, "", "", "", null, null);
    }

    /** A copy that tells what to do next. */
    public Failure withHint(String hint) {
        return new Failure(kind, retry, sentence, hint, database, operation, sqlState, vendorCode);
    }

    /** A copy with another retry class. */
    public Failure withRetry(RetryClass retry) {
        return new Failure(kind, retry, sentence, hint, database, operation, sqlState, vendorCode);
    }

    /** A copy that names the database and what was being done to it. */
    public Failure during(String operation, String database) {
        return new Failure(kind, retry, sentence, hint, database, operation, sqlState, vendorCode);
    }

    /** A copy with the engine's codes. */
    public Failure withCodes(@Nullable String sqlState, @Nullable Integer vendorCode) {
        return new Failure(kind, retry, sentence, hint, database, operation, sqlState, vendorCode);
    }

    /** The exception for this failure, of the type that its kind calls for. */
    public HoldfastException exception() {
        return HoldfastException.of(this, null);
    }

    /** The exception for this failure; {@code cause} is kept for the log, with its texts masked. */
    public HoldfastException causedBy(Throwable cause) {
        return HoldfastException.of(this, cause);
    }
}

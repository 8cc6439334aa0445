package io.holdfast.app.audit;

import io.holdfast.audit.AuditAction;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;

/** Prints actions as they are found, so that their number needs no memory. */
public sealed interface Rows permits TableRows, JsonRows, CommaRows {

    /** Prints {@code action}, at the latest with those that follow. */
    void add(AuditAction action);

    /** Prints what is left. */
    void end();

    /** Rows in the form that was asked for. */
    static Rows of(boolean csv, boolean json, PrintStream out) {
        if (csv) {
            return commaSeparated(out);
        }
        return json ? json(out) : table(out);
    }

    /** Rows in columns, for people. */
    static Rows table(PrintStream out) {
        return new TableRows(out);
    }

    /** One JSON document. */
    static Rows json(PrintStream out) {
        return new JsonRows(out);
    }

    /** Comma-separated values under their names. */
    static Rows commaSeparated(PrintStream out) {
        return new CommaRows(out);
    }

    /** When it ended; empty if that is not on record. */
    static String ended(AuditAction action) {
        return action.ended().map(Instant::toString).orElse("");
    }

    /** How long it took, in seconds; empty if that is not known. */
    static String took(AuditAction action) {
        return action.ended()
                .map(end -> Duration.between(action.begun(), end).toMillis())
                .map(millis -> "%d.%03d s".formatted(millis / 1000, millis % 1000))
                .orElse("");
    }
}

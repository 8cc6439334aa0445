package io.holdfast.app.output;

import io.holdfast.error.ErrorKind;

/** The exit codes of every command: one table, and stable. {@code docs/exit-codes.md} is made from it. */
public enum ExitCode {
    /** Everything asked for was done. */
    DONE(0, "done", "Everything asked for was done."),
    /** A defect of Holdfast. */
    INTERNAL(1, "internal error", "A defect of Holdfast. Run again with --debug and report the trace."),
    /** The command line or the configuration is wrong. */
    USAGE(2, "usage or configuration", "The command line or the configuration is wrong. Nothing was touched."),
    /** A check or a comparison found something. */
    FINDING(
            3,
            "found something",
            "A check or verification found something that needs attention. Nothing was published."),
    /** The work failed and everything is as before. */
    FAILED(4, "failed and rolled back", "The work failed, and everything is as it was before."),
    /** Part of the work is done. */
    PARTIAL(5, "partial", "Part of the work is done, or its outcome is not known. Somebody needs to look."),
    /** Somebody else is at work there. */
    BUSY(6, "busy or locked", "Another run holds the lock, or the server has no room now. Run it again later."),
    /** The database cannot be reached. */
    UNREACHABLE(
            7, "cannot connect", "A database cannot be reached or found, or it refused user, password or certificate."),
    /** A person has to choose. */
    DECISION(
            8,
            "a decision is needed",
            "A person has to choose before the work can go on. The message says between what."),
    /** There is work to do, and the caller asked whether there is. */
    PENDING(10, "pending work", "There is work to be done, and the question was whether there is any."),
    /** Stopped by Ctrl-C or by a request to end. */
    INTERRUPTED(130, "interrupted", "Stopped by Ctrl-C or by a request to end, and cleaned up.");

    private final int number;
    private final String title;
    private final String meaning;

    ExitCode(int number, String title, String meaning) {
        this.number = number;
        this.title = title;
        this.meaning = meaning;
    }

    /** The number the process ends with. */
    public int number() {
        return number;
    }

    /** A few words for the table. */
    public String title() {
        return title;
    }

    /** One or two sentences for the documentation. */
    public String meaning() {
        return meaning;
    }

    /** The exit code for a failure of {@code kind}. */
    public static ExitCode of(ErrorKind kind) {
        return switch (kind) {
            case CONNECTION, AUTHENTICATION, TLS, NOT_FOUND -> UNREACHABLE;
            case POOL_EXHAUSTED, RESOURCE, LOCKED -> BUSY;
            case TIMEOUT,
                    PERMISSION,
                    ALREADY_EXISTS,
                    UNIQUE_VIOLATION,
                    FOREIGN_KEY_VIOLATION,
                    CHECK_VIOLATION,
                    NOT_NULL_VIOLATION,
                    DATA,
                    SYNTAX,
                    DEADLOCK,
                    SERIALIZATION,
                    READ_ONLY,
                    DISK_FULL,
                    MIGRATION -> FAILED;
            case CORRUPT, VERIFICATION -> FINDING;
            case CONFIGURATION, UNSUPPORTED -> USAGE;
            case DECISION_NEEDED -> DECISION;
            case OUTCOME_UNKNOWN -> PARTIAL;
            case CANCELLED -> INTERRUPTED;
            case INTERNAL -> INTERNAL;
        };
    }
}

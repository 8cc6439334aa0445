package io.holdfast.error;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What went wrong, independent of the engine that reported it. {@code io.holdfast.error.explain} says it in words for
 * people.
 */
public enum ErrorKind {
    /** The server cannot be reached, refused the connection, or the connection broke. */
    CONNECTION(RetryClass.RECONNECT),
    /** A deadline or a server-side timeout passed. */
    TIMEOUT(RetryClass.NEVER),
    /** Every connection of the pool was in use until the caller's patience ended. */
    POOL_EXHAUSTED(RetryClass.BACK_OFF),
    /** User or password were refused. */
    AUTHENTICATION(RetryClass.REFRESH_CREDENTIALS),
    /** The encrypted connection could not be trusted or established. */
    TLS(RetryClass.NEVER),
    /** The user may not do this. */
    PERMISSION(RetryClass.NEVER),
    /** The database, file, schema or object does not exist. */
    NOT_FOUND(RetryClass.NEVER),
    /** The object to be made exists already. */
    ALREADY_EXISTS(RetryClass.NEVER),
    /** A unique or exclusion constraint refused the row. */
    UNIQUE_VIOLATION(RetryClass.NEVER),
    /** A foreign key refused the row. */
    FOREIGN_KEY_VIOLATION(RetryClass.NEVER),
    /** A check constraint refused the row. */
    CHECK_VIOLATION(RetryClass.NEVER),
    /** A column that must have a value got none. */
    NOT_NULL_VIOLATION(RetryClass.NEVER),
    /** A value does not fit its type. */
    DATA(RetryClass.NEVER),
    /** The statement is not valid for this database. */
    SYNTAX(RetryClass.NEVER),
    /** Two transactions waited for each other and this one was chosen to fail. */
    DEADLOCK(RetryClass.REPLAY),
    /** Concurrent transactions could not be put in an order. */
    SERIALIZATION(RetryClass.REPLAY),
    /** Another session holds the lock. */
    LOCKED(RetryClass.REPLAY),
    /** The database or server takes no writes. */
    READ_ONLY(RetryClass.FAILOVER),
    /** The disk has no room left. */
    DISK_FULL(RetryClass.BACK_OFF),
    /** The server ran out of connections, memory or another resource. */
    RESOURCE(RetryClass.BACK_OFF),
    /** Stored data is damaged. */
    CORRUPT(RetryClass.NEVER),
    /** The work was cancelled. */
    CANCELLED(RetryClass.NEVER),
    /** A setting or an argument is wrong. */
    CONFIGURATION(RetryClass.NEVER),
    /** A schema migration failed. */
    MIGRATION(RetryClass.NEVER),
    /** A check or comparison found a difference. */
    VERIFICATION(RetryClass.NEVER),
    /** A person has to choose before work can go on. */
    DECISION_NEEDED(RetryClass.NEVER),
    /** A commit was sent and its answer was lost. */
    OUTCOME_UNKNOWN(RetryClass.RESOLVE),
    /** The engine cannot do what was asked. */
    UNSUPPORTED(RetryClass.NEVER),
    /** A failure that nobody foresaw: a defect of Holdfast, or an error code unknown to it. */
    INTERNAL(RetryClass.NEVER);

    private final RetryClass usualRetry;

    ErrorKind(RetryClass usualRetry) {
        this.usualRetry = usualRetry;
    }

    /** The kind as reports and JSON write it: in lower case with dashes, such as {@code unique-violation}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind that {@code code} names, written as {@link #code} does; empty where there is no such kind. */
    public static Optional<ErrorKind> of(String code) {
        return Arrays.stream(values()).filter(kind -> kind.code().equals(code)).findFirst();
    }

    /** The retry class of this kind where phase and code say nothing else. */
    public RetryClass usualRetry() {
        return usualRetry;
    }
}

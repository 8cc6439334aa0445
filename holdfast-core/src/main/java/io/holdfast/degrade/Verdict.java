package io.holdfast.degrade;

import io.holdfast.database.Database;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.event.Availability;

/** What a failed attempt at a write says. */
enum Verdict {
    /** The database is away, or of no use to anybody now. */
    DATABASE_AWAY,
    /** Others were in the way of this one. */
    IN_THE_WAY,
    /** The reason lies in the entry or in others, which nobody can tell: it counts only when it goes on for long. */
    UNCLEAR,
    /** The reason lies in what was to be written. */
    OWN_FAULT;

    static Verdict of(Throwable failure, Database database) {
        if (failure instanceof Applied.Unusable unusable) {
            Verdict ofCause = of(unusable.reason(), database);
            return ofCause == OWN_FAULT ? DATABASE_AWAY : ofCause;
        }
        if (!(failure instanceof HoldfastException known)) {
            return OWN_FAULT;
        }
        boolean here = known.failure().database().equals(database.name());
        return switch (known.kind()) {
            case DEADLOCK, SERIALIZATION, LOCKED -> IN_THE_WAY;
            case CONNECTION, POOL_EXHAUSTED, TLS, DISK_FULL, OUTCOME_UNKNOWN ->
                here || !takesWrites(database) ? DATABASE_AWAY : UNCLEAR;
            case AUTHENTICATION, RESOURCE, READ_ONLY, CANCELLED, TIMEOUT ->
                takesWrites(database) ? UNCLEAR : DATABASE_AWAY;
            default -> takesWrites(database) ? OWN_FAULT : DATABASE_AWAY;
        };
    }

    /** Whether a caller whose direct attempt ended with {@code failure} is told so, and nothing is queued. */
    static boolean isTold(HoldfastException failure, Database database) {
        Verdict verdict = of(failure, database);
        return verdict == OWN_FAULT || (verdict == UNCLEAR && failure.kind() == ErrorKind.TIMEOUT);
    }

    /** Whether a write has a way to go. */
    static boolean takesWrites(Database database) {
        Availability availability = database.availability();
        return availability == Availability.READY
                || (availability == Availability.DEGRADED
                        && database.status().write().isPresent());
    }

    /** What a caller is told whose operation cannot be done while {@code database} is away. */
    static HoldfastException away(String operation, Database database, HoldfastException reason) {
        return Failure.of(
                        reason.kind(),
                        "%s is not possible now: the database %s is away (%s)"
                                .formatted(
                                        operation,
                                        database.name(),
                                        reason.failure().sentence()))
                .withHint("try again in a while; what needs no database goes on")
                .withRetry(reason.retry())
                .during(operation, database.name())
                .causedBy(reason);
    }

    /** Why {@code database} takes no writes. */
    static HoldfastException reason(Database database) {
        return database.failure()
                .orElseGet(() -> Failure.of(
                                ErrorKind.READ_ONLY,
                                database.status().problem().isEmpty()
                                        ? "no server takes writes"
                                        : database.status().problem())
                        .withHint(database.status().fix())
                        .during("write", database.name())
                        .exception());
    }
}

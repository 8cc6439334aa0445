package io.holdfast.audit;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which actions are looked for: those that fit everything that is said.
 *
 * @param since they began then or later
 * @param until they began earlier
 * @param actor who did it; empty for everybody
 * @param action what was done; empty for everything
 * @param database on which database; empty for all
 * @param outcome how it ended; empty for any
 */
public record AuditFilter(
        Instant since,
        Instant until,
        String actor,
        String action,
        String database,
        Optional<AuditAction.Outcome> outcome)
        implements Predicate<AuditAction> {
    /** Everything. */
    public static final AuditFilter ALL = new AuditFilter(Instant.MIN, Instant.MAX, "", "", "", Optional.empty());

    @Override
    public boolean test(AuditAction found) {
        return !found.begun().isBefore(since)
                && found.begun().isBefore(until)
                && fits(actor, found.actor())
                && fits(action, found.name())
                && fits(database, found.database())
                && outcome.filter(wanted -> wanted != found.outcome()).isEmpty();
    }

    private static boolean fits(String wanted, String found) {
        return wanted.isEmpty() || wanted.equals(found);
    }
}

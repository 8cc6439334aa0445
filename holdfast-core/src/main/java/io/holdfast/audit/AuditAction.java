package io.holdfast.audit;

import io.holdfast.event.Entry;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * An action, with its outcome if that is on record.
 *
 * @param id what correlates everything that concerns it
 * @param begun when it began; when it ended, if only its end is on record
 * @param ended when it ended; empty if that is not on record
 * @param name what was done
 * @param actor who did it
 * @param database on which database; empty where none is concerned
 * @param outcome how it ended
 * @param sentence why it failed; empty unless it did
 * @param details what else is on record
 */
public record AuditAction(
        UUID id,
        Instant begun,
        Optional<Instant> ended,
        String name,
        String actor,
        String database,
        Outcome outcome,
        String sentence,
        Map<String, String> details) {

    /** How an action ended. */
    public enum Outcome {
        /** It was done. */
        DONE,
        /** It failed. */
        FAILED,
        /** No end is on record: it is still running, or its process died. */
        OPEN;

        /** The word for it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One that ended with {@code end}, and began with {@code intent} if that is on record. */
    static AuditAction ended(Entry end, Optional<Entry> intent) {
        Outcome outcome = end.stage() == Entry.Stage.DONE ? Outcome.DONE : Outcome.FAILED;
        Instant begun = intent.map(Entry::at).orElse(end.at());
        return of(end, begun, Optional.of(end.at()), outcome);
    }

    /** One that began with {@code intent}, and has not ended. */
    static AuditAction open(Entry intent) {
        return of(intent, intent.at(), Optional.empty(), Outcome.OPEN);
    }

    private static AuditAction of(Entry entry, Instant begun, Optional<Instant> ended, Outcome outcome) {
        return new AuditAction(
                entry.action(),
                begun,
                ended,
                entry.name(),
                entry.actor(),
                entry.database(),
                outcome,
                entry.sentence(),
                entry.details());
    }
}

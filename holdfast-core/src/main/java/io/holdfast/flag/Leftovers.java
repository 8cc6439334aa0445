package io.holdfast.flag;

import io.holdfast.database.Database;
import io.holdfast.error.HoldfastException;
import io.holdfast.event.Entry;
import io.holdfast.event.RecordFiles;
import io.holdfast.event.Recording;
import io.holdfast.log.Log;
import io.holdfast.transaction.TransactionOptions;
import java.time.InstantSource;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Settings whose intent is on record without an outcome. One setting is done at a time in a home, and each begins with what
 * the one before left, so whoever holds the lock knows that nobody is at it.
 *
 * <p>The database knows the outcome, but a commit may still be on its way. So the action is declared void there: if that
 * finds it committed, it was done; if not, it can never be committed any more. Only the database in which the flag was to be
 * set knows: a setting in another one stays open, and is told.
 */
final class Leftovers {
    private static final Log log = Log.of(Leftovers.class);
    private static final TransactionOptions FIX = TransactionOptions.named("settle-flag");

    private final Database database;
    private final FlagTrail trail;
    private final Outcomes outcomes;
    private final InstantSource clock;
    private final Consumer<SetStep> steps;
    private final Set<UUID> told = ConcurrentHashMap.newKeySet();

    Leftovers(Database database, FlagTrail trail, RecordFiles files, InstantSource clock, Consumer<SetStep> steps) {
        this.database = database;
        this.trail = trail;
        this.outcomes = new Outcomes(files, database.name());
        this.clock = clock;
        this.steps = steps;
    }

    /** Whether every setting in this database has its outcome; one that is being done now has none. */
    boolean none() {
        Outcomes.Open open = outcomes.open();
        open.elsewhere().forEach(this::tell);
        return open.here().isEmpty();
    }

    /** It may be at work: then this is early, and true all the same. */
    private void tell(Entry intent) {
        if (told.add(intent.action())) {
            log.warn(
                    "whether the action {} set a flag in {} is not on record, and {} cannot tell: it is found out when {}"
                            + " is the control database again",
                    intent.action(),
                    intent.database(),
                    database.name(),
                    intent.database());
        }
    }

    /** Finds out what became of the newest setting, and puts it on record. For the holder of the lock. */
    void settle() {
        for (Entry intent : outcomes.open().here()) {
            settle(intent, "it was left without an outcome; it was not committed, and nothing was changed");
        }
    }

    /**
     * Finds out what became of the setting that began with {@code intent}, and puts it on record.
     *
     * @return whether the flag was set
     * @throws HoldfastException if the database cannot be asked now, or what it says cannot be put on record
     */
    boolean settle(Entry intent, String otherwise) {
        UUID action = intent.id();
        boolean done = database.inTransaction(FIX, transaction -> {
            var rows = new FlagRows(transaction.connection());
            rows.declareVoid(action.toString(), intent.actor(), clock.instant().toString());
            return rows.isSet(action.toString());
        });
        steps.accept(SetStep.LEFTOVER_FIXED);
        Recording recording = trail.recorder().takeOver(intent);
        if (done) {
            done(recording);
        } else {
            written(recording, () -> recording.failed(otherwise));
        }
        return done;
    }

    /**
     * Puts on record that the flag was set.
     *
     * @throws HoldfastException if that cannot be written; it is found out again then
     */
    void done(Recording recording) {
        written(recording, recording::done);
    }

    private void written(Recording recording, Runnable outcome) {
        try {
            outcome.run();
        } catch (HoldfastException unwritable) {
            outcomes.doubt(recording.intent());
            throw unwritable;
        }
    }

    /** Puts on record that it was not; false if that cannot be written, and is to be found out again. */
    boolean failed(Recording recording, Throwable failure) {
        boolean written = recording.failed(failure);
        if (!written) {
            outcomes.doubt(recording.intent());
        }
        return written;
    }
}

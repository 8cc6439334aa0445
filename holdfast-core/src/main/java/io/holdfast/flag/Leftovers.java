package io.holdfast.flag;

import io.holdfast.database.Database;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.event.Entry;
import io.holdfast.event.RecordFiles;
import io.holdfast.transaction.TransactionOptions;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Settings whose intent is on record without an outcome. One setting is done at a time in a home, and each begins with what
 * the one before left, so only the newest can be without an outcome, and whoever holds the lock knows that nobody is at it.
 *
 * <p>The database knows the outcome, but a commit may still be on its way. So the action is declared void there: if that
 * finds it committed, it was done; if not, it can never be committed any more.
 */
final class Leftovers {
    private static final TransactionOptions FIX = TransactionOptions.named("settle-flag");

    private final Database database;
    private final FlagTrail trail;
    private final RecordFiles files;
    private final InstantSource clock;
    private final Consumer<SetStep> steps;

    Leftovers(Database database, FlagTrail trail, RecordFiles files, InstantSource clock, Consumer<SetStep> steps) {
        this.database = database;
        this.trail = trail;
        this.files = files;
        this.clock = clock;
        this.steps = steps;
    }

    /** Whether every setting has its outcome; one that is being done now has none. */
    boolean none() {
        return open().isEmpty();
    }

    /** Finds out what became of the newest setting, and puts it on record. For the holder of the lock. */
    void settle() {
        for (Entry intent : open()) {
            settle(intent, "it was left without an outcome; it was not committed, and nothing was changed");
        }
    }

    /**
     * Finds out what became of the setting that began with {@code intent}, and puts it on record.
     *
     * @return whether the flag was set
     */
    boolean settle(Entry intent, String otherwise) {
        UUID action = intent.id();
        boolean done = database.inTransaction(FIX, transaction -> {
            var rows = new FlagRows(transaction.connection());
            rows.declareVoid(action.toString(), intent.actor(), clock.instant().toString());
            return rows.isSet(action.toString());
        });
        steps.accept(SetStep.LEFTOVER_FIXED);
        if (done) {
            trail.recorder().takeOver(intent).done();
        } else {
            trail.recorder()
                    .takeOver(intent)
                    .failed(Failure.of(ErrorKind.CANCELLED, otherwise).exception());
        }
        return done;
    }

    /** Looked for from the end: what is before the last setting has its outcome. */
    private List<Entry> open() {
        Map<UUID, Entry> begun = new LinkedHashMap<>();
        List<UUID> ended = new ArrayList<>();
        List<Path> all = files.chained();
        for (int at = all.size() - 1; at >= 0 && begun.isEmpty(); at--) {
            files.each(
                    all.get(at),
                    line -> line.said()
                            .filter(entry -> entry.name().equals(Flags.ACTION))
                            .ifPresent(entry -> {
                                if (entry.stage() == Entry.Stage.BEGUN) {
                                    begun.put(entry.action(), entry);
                                } else {
                                    ended.add(entry.action());
                                }
                            }));
        }
        ended.forEach(begun::remove);
        return List.copyOf(begun.values());
    }
}

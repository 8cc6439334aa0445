package io.holdfast.event;

import io.holdfast.disk.Disk;
import io.holdfast.error.HoldfastException;
import io.holdfast.log.Correlation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Puts administrative actions on record: the intent is durable before the action, the outcome after it.
 *
 * <pre>{@code
 * Recording recording = recorder.record("transfer", user, "app", Map.of("from", file));
 * try {
 *     …
 *     recording.done();
 * } catch (RuntimeException failure) {
 *     recording.failed(failure);
 *     throw failure;
 * }
 * }</pre>
 *
 * <p>Safe for use by many threads, and by many processes on one folder.
 */
public final class Recorder implements AutoCloseable {
    private final RecordFiles files;
    private final Path folder;
    private final Spool spool;
    private final TimeOrderedIds ids;
    private final InstantSource clock;
    private final Events events;

    private Recorder(
            RecordFiles files, Path folder, Spool spool, TimeOrderedIds ids, InstantSource clock, Events events) {
        this.files = files;
        this.folder = folder;
        this.spool = spool;
        this.ids = ids;
        this.clock = clock;
        this.events = events;
    }

    /** Where the record is in {@code home}, the folder for Holdfast's own files. */
    public static Path folder(Path home) {
        return home.resolve("record");
    }

    /**
     * Opens the record in {@code folder}, which is made if it is missing.
     *
     * @param random where ids get their random part from
     * @param events who is told of actions that begin and end
     * @throws HoldfastException if the folder cannot be used
     */
    public static Recorder open(Disk disk, Path folder, InstantSource clock, RandomGenerator random, Events events) {
        return open(disk, folder, clock, random, events, SpoolOptions.USUAL);
    }

    static Recorder open(
            Disk disk, Path folder, InstantSource clock, RandomGenerator random, Events events, SpoolOptions options) {
        var ids = new TimeOrderedIds(clock, random);
        try {
            Spool spool = Spool.open(disk, folder, clock, options);
            return new Recorder(new RecordFiles(disk, folder), folder, spool, ids, clock, events);
        } catch (IOException failure) {
            throw unwritable(folder, failure, "nothing was done");
        }
    }

    /**
     * Writes down that {@code action} is about to be done. It may be done when this returns, and not if it throws.
     *
     * @param action in lower-case words with dashes, such as {@code transfer}
     * @param actor who does it
     * @param database the name of the database concerned; empty where none is
     * @param details what else is worth knowing; where configuration changes, what was and what will be, as {@code
     *     before.KEY} and {@code after.KEY}. The id under which this thread works is added as {@code correlation-id}
     * @return takes the outcome
     * @throws HoldfastException if the intent could not be made durable
     */
    public Recording record(String action, String actor, String database, Map<String, String> details) {
        UUID id = ids.next();
        var intent =
                new Entry(id, id, clock.instant(), Entry.Stage.BEGUN, action, actor, database, "", correlated(details));
        write(intent, "nothing was done");
        events.publish(new Event.ActionBegun(intent));
        return new Recording(this, intent);
    }

    /**
     * An action whose intent is on record without an outcome, since its process died or never learned of it: whoever finds
     * out what became of it takes it over.
     *
     * @param intent the entry with which it began
     */
    public Recording takeOver(Entry intent) {
        return new Recording(this, intent);
    }

    /**
     * Writes down what happened by itself, or without an intent before it; durable when it returns.
     *
     * @param event what happened, in lower-case words with dashes, such as {@code failover}
     * @param actor who or what did it
     * @param failure why it failed; empty if it was done
     * @throws HoldfastException if it could not be made durable
     */
    public void note(String event, String actor, String database, Map<String, String> details, String failure) {
        UUID id = ids.next();
        Entry.Stage stage = failure.isEmpty() ? Entry.Stage.DONE : Entry.Stage.FAILED;
        var entry = new Entry(id, id, clock.instant(), stage, event, actor, database, failure, correlated(details));
        write(entry, "it happened all the same");
        events.publish(new Event.ActionFinished(entry));
    }

    /** With the id that the caller works under, where there is one and {@code details} do not name another. */
    private static Map<String, String> correlated(Map<String, String> details) {
        Optional<String> id = Correlation.current();
        if (id.isEmpty() || details.containsKey(Correlation.KEY)) {
            return details;
        }
        Map<String, String> all = new LinkedHashMap<>(details);
        all.put(Correlation.KEY, id.get());
        return all;
    }

    /**
     * The id of the chain of this folder, made at the first call; durable when it returns.
     *
     * @throws HoldfastException if it cannot be read or made durable
     */
    public UUID chain() {
        try {
            return spool.chain(ids.next());
        } catch (IOException failure) {
            throw unwritable(folder, failure, "the chain has no name");
        }
    }

    void finish(Entry intent, Entry.Stage stage, String sentence) {
        Entry outcome = intent.ending(ids.next(), clock.instant(), stage, sentence);
        write(outcome, stage == Entry.Stage.DONE ? "the action was done" : "the action had failed");
        events.publish(new Event.ActionFinished(outcome));
    }

    /**
     * Everything on record in the folder, and what is damaged in it.
     *
     * @throws HoldfastException if the folder cannot be read
     */
    public Reading read() {
        return Reading.of(files);
    }

    /**
     * Keeps a checkpoint of the last record beside the record; durable when it returns.
     *
     * @return it, to be kept in another place as well; empty if nothing is on record
     * @throws HoldfastException if it could not be made durable
     */
    public Optional<Checkpoint> checkpoint() {
        try {
            return spool.checkpoint();
        } catch (IOException failure) {
            throw unwritable(folder, failure, "no checkpoint was kept");
        }
    }

    /** Lets go of the files; harmless when repeated. */
    @Override
    public void close() {
        try {
            spool.close();
        } catch (IOException failure) {
            throw unwritable(folder, failure, "what was acknowledged is safe");
        }
    }

    private void write(Entry entry, String consequence) {
        try {
            spool.append(entry);
        } catch (IOException failure) {
            throw unwritable(folder, failure, consequence);
        }
    }

    private static HoldfastException unwritable(Path folder, IOException failure, String consequence) {
        return RecordFailure.of(folder, "written", failure, "; " + consequence);
    }
}

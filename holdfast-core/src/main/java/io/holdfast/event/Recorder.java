package io.holdfast.event;

import io.holdfast.disk.Disk;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
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
    private final Path folder;
    private final Spool spool;
    private final TimeOrderedIds ids;
    private final InstantSource clock;
    private final Events events;

    private Recorder(Path folder, Spool spool, TimeOrderedIds ids, InstantSource clock, Events events) {
        this.folder = folder;
        this.spool = spool;
        this.ids = ids;
        this.clock = clock;
        this.events = events;
    }

    /**
     * Opens the record in {@code folder}, which is made if it is missing.
     *
     * @param random where ids get their random part from
     * @param events who is told of actions that begin and end
     * @throws HoldfastException if the folder cannot be used
     */
    public static Recorder open(Disk disk, Path folder, InstantSource clock, RandomGenerator random, Events events) {
        return open(disk, folder, clock, random, events, step -> {});
    }

    static Recorder open(
            Disk disk,
            Path folder,
            InstantSource clock,
            RandomGenerator random,
            Events events,
            Consumer<SpoolStep> steps) {
        var ids = new TimeOrderedIds(clock, random);
        try {
            return new Recorder(folder, Spool.open(disk, folder, ids, steps), ids, clock, events);
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
     * @param details what else is worth knowing
     * @return takes the outcome
     * @throws HoldfastException if the intent could not be made durable
     */
    public Recording record(String action, String actor, String database, Map<String, String> details) {
        UUID id = ids.next();
        var intent = new Entry(id, id, clock.instant(), Entry.Stage.BEGUN, action, actor, database, "", details);
        write(intent, "nothing was done");
        events.publish(new Event.ActionBegun(intent));
        return new Recording(this, intent);
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
        try {
            return spool.read();
        } catch (IOException failure) {
            throw failure(folder, "read", failure, "").causedBy(failure);
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
        return failure(folder, "written", failure, "; " + consequence).causedBy(failure);
    }

    private static Failure failure(Path folder, String verb, IOException failure, String consequence) {
        return Failure.of(
                        kind(failure),
                        "the record of administrative actions in %s cannot be %s: %s%s"
                                .formatted(folder, verb, reason(failure), consequence))
                .withHint("make the folder writable and give it space, or name another one");
    }

    private static ErrorKind kind(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return ErrorKind.PERMISSION;
        }
        return reason(failure).contains("No space left") ? ErrorKind.DISK_FULL : ErrorKind.RESOURCE;
    }

    private static String reason(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        return String.valueOf(failure.getMessage());
    }
}

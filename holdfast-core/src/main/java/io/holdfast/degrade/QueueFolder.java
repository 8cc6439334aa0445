package io.holdfast.degrade;

import io.holdfast.config.QueueConfig;
import io.holdfast.degrade.Requests.Request;
import io.holdfast.degrade.Requests.Wish;
import io.holdfast.degrade.queue.QueueFailure;
import io.holdfast.degrade.queue.QueueLimits;
import io.holdfast.degrade.queue.QueueReading;
import io.holdfast.degrade.queue.QueueStore;
import io.holdfast.disk.Disk;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.resilience.Deadline;
import io.holdfast.resilience.Time;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The queue as somebody sees it who is not the application: read without a lock while the application runs, and changed
 * through it, or directly where nobody holds it.
 */
public final class QueueFolder {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration LOOK = Duration.ofMillis(50);

    private final Disk disk;
    private final Path folder;
    private final QueueConfig config;
    private final Time time;
    private final Requests requests;

    private QueueFolder(Disk disk, Path folder, QueueConfig config, Time time) {
        this.disk = disk;
        this.folder = folder;
        this.config = config;
        this.time = time;
        this.requests = new Requests(disk, folder);
    }

    /** The one in {@code home}, the folder for Holdfast's own files; it may be missing. */
    public static QueueFolder in(Disk disk, Path home, QueueConfig config, Time time) {
        return new QueueFolder(disk, Operations.folder(home), config, time);
    }

    /** Where it is. */
    public Path path() {
        return folder;
    }

    /**
     * What is in it now.
     *
     * @throws HoldfastException if it cannot be read
     */
    public QueueStatus status() {
        return QueueStatus.of(reading());
    }

    /**
     * The bytes of an entry's payload; empty if there is no such entry.
     *
     * @throws HoldfastException if it cannot be read
     */
    public Optional<byte[]> payload(UUID id) {
        return reading().items().stream()
                .filter(item -> item.id().equals(id))
                .map(item -> item.entry().payload())
                .findFirst();
    }

    private QueueReading reading() {
        try {
            return QueueReading.of(disk, folder);
        } catch (IOException failure) {
            throw QueueFailure.of(folder, "read", failure, "nothing was done");
        }
    }

    /**
     * Lets entries that were set aside wait for their turn again; all of them if {@code ids} is empty.
     *
     * @throws HoldfastException if that cannot be done
     */
    public QueueChange retry(List<UUID> ids) {
        return change(new Request(Wish.RETRY, ids));
    }

    /**
     * Throws entries away; they are not applied then.
     *
     * @throws HoldfastException if that cannot be done
     */
    public QueueChange drop(List<UUID> ids) {
        return change(new Request(Wish.DROP, ids));
    }

    /**
     * Asks the application to try everything now.
     *
     * @return why some of it waits still, by database and deferred write
     * @throws HoldfastException of kind UNSUPPORTED if no application runs that could
     */
    public QueueChange tryEverything() {
        if (!isHeld()) {
            throw Failure.of(
                            ErrorKind.UNSUPPORTED,
                            "no application has the queue in %s open, and only it knows how to apply the entries"
                                    .formatted(folder))
                    .withHint("start the application, and keep it running until the queue is empty")
                    .exception();
        }
        return ask(new Request(Wish.DRAIN, List.of()));
    }

    /** Whether a running application, or another command, has it. */
    public boolean isHeld() {
        Optional<QueueStore> mine = hold();
        mine.ifPresent(QueueStore::close);
        return mine.isEmpty();
    }

    private QueueChange change(Request request) {
        Optional<QueueStore> mine = hold();
        if (mine.isEmpty()) {
            return ask(request);
        }
        try (QueueStore store = mine.get()) {
            return request.wish() == Wish.RETRY
                    ? QueueChange.retry(store, request.ids(), item -> {})
                    : QueueChange.drop(store, request.ids(), item -> true);
        }
    }

    private Optional<QueueStore> hold() {
        try {
            return Optional.of(
                    QueueStore.open(disk, folder, QueueLimits.of(config.maxEntries(), config.maxBytes()), step -> {}));
        } catch (HoldfastException failure) {
            if (failure.kind() == ErrorKind.LOCKED) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    private QueueChange ask(Request request) {
        UUID id = requests.leave(request);
        Deadline deadline = Deadline.after(PATIENCE, time.ticker());
        try {
            while (!deadline.hasPassed()) {
                Optional<QueueChange> answer = requests.answer(id);
                if (answer.isPresent()) {
                    return answer.get();
                }
                time.pauser().pause(LOOK);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return afterAll(id);
    }

    /** The time is over: an answer that came just now, or why there is none. */
    private QueueChange afterAll(UUID id) {
        if (requests.takeBack(id)) {
            requests.forget(id);
            throw Failure.of(
                            ErrorKind.TIMEOUT,
                            "the process that has the queue in %s did not begin within %d s"
                                    .formatted(folder, PATIENCE.toSeconds()))
                    .withHint("look whether the application is well; the request was taken back")
                    .exception();
        }
        return requests.answer(id)
                .orElseThrow(() -> Failure.of(
                                ErrorKind.OUTCOME_UNKNOWN,
                                ("the process that has the queue in %s began and did not answer within %d s;"
                                                + " whether it was done is not known")
                                        .formatted(folder, PATIENCE.toSeconds()))
                        .withHint("look at what is there now with holdfast queue show")
                        .exception());
    }
}

package io.holdfast.degrade.queue;

import io.holdfast.degrade.queue.Journal.Certainty;
import io.holdfast.degrade.queue.Journal.WriteFailure;
import io.holdfast.degrade.queue.QueueRecord.Queued;
import io.holdfast.disk.Disk;
import io.holdfast.disk.DiskFile;
import io.holdfast.error.HoldfastException;
import io.holdfast.error.MaskedCause;
import io.holdfast.log.Log;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The entries of a queue, in memory and on disk, in the hands of the one process that holds the folder. An entry is durable
 * before {@link #add} returns. What becomes of an entry is written a little later: should that be lost, the entry is tried
 * again, and its database knows whether it was applied.
 *
 * <p>Safe for use by many threads.
 */
public final class QueueStore implements Closeable {
    private static final Log log = Log.of(QueueStore.class);
    private static final String LOCK = "lock";
    private static final int MARKS_AT_ONCE = 10_000;

    /** About so long is a line without its payload. */
    private static final int LINE_BYTES = 300;

    private final Path folder;
    private final Closeable hold;
    private final Journal journal;
    private final Upkeep upkeep;
    private final String name;
    private final Room room;
    private final QueueReading found;
    private final InHand inHand;

    private final Object state = new Object();
    private final Map<UUID, QueueItem> items = new HashMap<>();
    private final List<QueueRecord> marks = new ArrayList<>();
    private Consumer<QueueItem> listener = item -> {};

    private QueueStore(
            Disk disk, Path folder, QueueLimits limits, Closeable hold, QueueReading found, Consumer<QueueStep> steps)
            throws IOException {
        this.folder = folder;
        this.name = Segments.name(disk, folder);
        this.hold = hold;
        this.found = found;
        this.journal = new Journal(disk, folder, found, limits.segment(), steps);
        this.upkeep = new Upkeep(disk, folder, found.segments(), limits.segment(), steps);
        this.room = new Room(folder, limits);
        this.inHand = new InHand(disk, folder, steps);
        found.items().forEach(item -> {
            items.put(item.id(), item);
            room.take(item.entry().payload().length);
        });
    }

    /**
     * Opens the queue in {@code folder}, which is made if it is missing.
     *
     * @throws HoldfastException of kind LOCKED if another process has it; of another kind if it cannot be used
     */
    public static QueueStore open(Disk disk, Path folder, QueueLimits limits, Consumer<QueueStep> steps) {
        try {
            disk.makeDirectories(folder);
            steps.accept(QueueStep.FOLDER_READY);
            Closeable hold = disk.tryHold(folder.resolve(LOCK)).orElseThrow(() -> QueueFailure.held(folder));
            try {
                forceAll(disk, folder);
                steps.accept(QueueStep.FOUND_FORCED);
                QueueStore store = new QueueStore(disk, folder, limits, hold, QueueReading.of(disk, folder), steps);
                store.tell();
                store.inHand.countEnded(store);
                return store;
            } catch (IOException failure) {
                hold.close();
                throw failure;
            }
        } catch (IOException failure) {
            throw QueueFailure.of(folder, "opened", failure, "nothing can be queued");
        }
    }

    /** A process that was killed may have left what is in no file yet but in memory only: nothing is to rest on that. */
    private static void forceAll(Disk disk, Path folder) throws IOException {
        for (Path file : Segments.in(disk, folder)) {
            try (DiskFile open = disk.open(file)) {
                open.force();
            }
        }
        disk.forceDirectory(folder);
    }

    /** The name that the queue was given when it was made; no other one has it. */
    public String name() {
        return name;
    }

    private void tell() {
        if (found.unfinished() > 0) {
            log.info(
                    "the queue in {} has {} bytes that were being written when a process stopped; they count for nothing, and"
                            + " nobody was told that they were queued",
                    folder,
                    found.unfinished());
        }
        found.damages()
                .forEach(damage -> log.error(
                        "the queue is damaged: {} at byte {}, {} bytes; entries or marks may be missing",
                        damage.file(),
                        damage.offset(),
                        damage.bytes()));
    }

    /** Whoever applies an entry does so through this. */
    public InHand inHand() {
        return inHand;
    }

    /** What was damaged when it was opened, in the files that are there still. */
    public List<QueueReading.Damage> damages() {
        return found.damages().stream()
                .filter(damage -> upkeep.has(damage.file()))
                .toList();
    }

    /**
     * Damaged files in which nothing is left to do, kept for a person to look at.
     *
     * @throws HoldfastException if the folder cannot be read
     */
    public List<Path> kept() {
        try {
            return upkeep.kept();
        } catch (IOException failure) {
            throw QueueFailure.of(folder, "read", failure, "whether files are damaged is not known");
        }
    }

    /** Has {@code added} told of each entry that is durable, in their order, before its caller knows; quick, never throws. */
    public void listen(Consumer<QueueItem> added) {
        synchronized (state) {
            listener = added;
        }
    }

    /**
     * Puts an entry in the queue; durable when it returns.
     *
     * @param draft the entry; its sequence is given to it here
     * @throws HoldfastException if it could not be queued: then nothing was done, unless the kind is OUTCOME_UNKNOWN
     */
    public void add(Queued draft) {
        room.reserve(draft.payload().length);
        boolean added = false;
        try {
            journal.add(draft, (segment, sequence) -> insert(QueueItem.fresh(withSequence(draft, sequence), segment)));
            added = true;
        } catch (WriteFailure failure) {
            if (failure.certainty() == Certainty.UNKNOWN) {
                // a later process may find it there, unless the file goes before
                upkeep.holds(QueueItem.fresh(draft, failure.segment()));
                throw QueueFailure.unknown(folder, failure.reason());
            }
            throw QueueFailure.of(
                    folder, "written", failure.reason(), "the entry was not queued, and nothing was done");
        } finally {
            if (!added) {
                room.release(draft.payload().length);
            }
        }
    }

    private static Queued withSequence(Queued draft, long sequence) {
        return new Queued(
                draft.id(),
                sequence,
                draft.at(),
                draft.handler(),
                draft.version(),
                draft.database(),
                draft.key(),
                draft.payload());
    }

    private void insert(QueueItem item) {
        upkeep.holds(item);
        synchronized (state) {
            items.put(item.id(), item);
            listener.accept(item);
        }
    }

    /** Every entry that is not finished, in their order. */
    public List<QueueItem> items() {
        return items(item -> true);
    }

    /** Every entry that waits for its turn and was put in the queue before {@code time}, in their order. */
    public List<QueueItem> waitingSince(Instant time) {
        return items(item -> item.isWaiting() && item.entry().at().isBefore(time));
    }

    /** Put in order when the callers have their entries in again: a long queue would keep them. */
    private List<QueueItem> items(Predicate<QueueItem> wanted) {
        List<QueueItem> some = new ArrayList<>();
        synchronized (state) {
            for (QueueItem item : items.values()) {
                if (wanted.test(item)) {
                    some.add(item);
                }
            }
        }
        some.sort(Comparator.comparingLong(item -> item.entry().sequence()));
        return List.copyOf(some);
    }

    /** The entry with this id, unless it is finished. */
    public Optional<QueueItem> item(UUID id) {
        synchronized (state) {
            return Optional.ofNullable(items.get(id));
        }
    }

    /** How many entries there are. */
    public int length() {
        synchronized (state) {
            return items.size();
        }
    }

    /** An entry was applied. Durable a little later. */
    public void finished(UUID id) {
        gone(id, new QueueRecord.Finished(id));
    }

    /** Throws entries away; durable when {@link #flush} has returned. */
    public void drop(UUID id) {
        gone(id, new QueueRecord.Dropped(id));
    }

    private void gone(UUID id, QueueRecord mark) {
        synchronized (state) {
            QueueItem item = items.remove(id);
            if (item != null) {
                room.release(item.entry().payload().length);
                marks.add(mark);
            }
        }
    }

    /** An attempt at an entry failed. Durable a little later. */
    public void failed(UUID id, int attempts, String sentence) {
        change(id, item -> item.failed(attempts, sentence), new QueueRecord.Failed(id, attempts, sentence));
    }

    /** Sets an entry aside, unless it is finished; whether it was there. Durable a little later. */
    public boolean setAside(UUID id, Instant at, String sentence) {
        return change(id, item -> item.setAside(sentence), new QueueRecord.SetAside(id, at, sentence));
    }

    /** Lets an entry wait for its turn again; durable when {@link #flush} has returned. */
    public void giveBack(UUID id) {
        change(id, QueueItem::givenBack, new QueueRecord.GivenBack(id));
    }

    private boolean change(UUID id, UnaryOperator<QueueItem> how, QueueRecord mark) {
        synchronized (state) {
            boolean there = items.computeIfPresent(id, (same, item) -> how.apply(item)) != null;
            if (there) {
                marks.add(mark);
            }
            return there;
        }
    }

    /**
     * Makes what became of entries durable.
     *
     * @throws HoldfastException if that failed; it is tried again at the next call
     */
    public void flush() {
        while (true) {
            List<QueueRecord> some = takeMarks();
            if (some.isEmpty()) {
                return;
            }
            try {
                journal.write(some, upkeep::grown);
            } catch (WriteFailure failure) {
                synchronized (state) {
                    marks.addAll(0, some);
                }
                throw QueueFailure.of(
                        folder, "written", failure.reason(), "what became of some entries is written down later");
            }
        }
    }

    private List<QueueRecord> takeMarks() {
        synchronized (state) {
            List<QueueRecord> first = marks.subList(0, Math.min(MARKS_AT_ONCE, marks.size()));
            List<QueueRecord> some = List.copyOf(first);
            first.clear();
            return some;
        }
    }

    /**
     * Removes segments in which nothing is left to do, and carries over what holds up the removal of many; {@link #flush}
     * first.
     *
     * @throws HoldfastException if that failed; it is tried again at the next call
     */
    public void tidy() {
        flush();
        try {
            upkeep.removeEmpty(journal.newest(), this::liveIn);
            carryOver();
        } catch (IOException failure) {
            throw QueueFailure.of(folder, "tidied", failure, "nothing is lost");
        }
    }

    private List<QueueItem> liveIn(int segment) {
        return items(item -> item.segment() == segment);
    }

    private void carryOver() {
        Optional<Integer> oldest = upkeep.worthEmptying(journal.newest(), room.lineBytes(LINE_BYTES));
        List<QueueItem> left = oldest.map(this::liveIn).orElse(List.of());
        if (left.isEmpty()) {
            return;
        }
        List<QueueRecord> again = new ArrayList<>();
        left.forEach(item -> again.addAll(upkeep.again(item)));
        try {
            journal.write(again, segment -> moved(left, segment));
            upkeep.carried();
        } catch (WriteFailure failure) {
            log.debug("the queue is not tidied now", MaskedCause.of(failure));
        }
    }

    /** An entry that was finished, or changed, while it was carried over: what became of it is said once more behind it. */
    private void moved(Collection<QueueItem> carried, int segment) {
        synchronized (state) {
            for (QueueItem before : carried) {
                upkeep.holds(before.in(segment));
                QueueItem now = items.computeIfPresent(before.id(), (id, item) -> item.in(segment));
                if (now == null) {
                    marks.add(new QueueRecord.Finished(before.id()));
                } else if (!now.equals(before.in(segment))) {
                    marks.addAll(upkeep.state(now));
                }
            }
        }
    }

    /** The ids below {@code limit} that can be read in no file; if they lie in very many parts, the widest ones. */
    public List<IdRange> unused(long limit) {
        return upkeep.unused(limit);
    }

    /** Makes what became of entries durable, and lets go of the folder. */
    @Override
    public void close() {
        try (hold;
                inHand) {
            try {
                flush();
            } finally {
                journal.close();
            }
        } catch (IOException failure) {
            throw QueueFailure.of(folder, "closed", failure, "what was queued is safe");
        }
    }
}

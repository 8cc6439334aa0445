package io.holdfast.degrade;

import io.holdfast.degrade.queue.QueueItem;
import io.holdfast.resilience.Backoff;
import io.holdfast.resilience.Deadline;
import io.holdfast.resilience.Time;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is: one lane for each key of a database, in which entries go one after the other, while lanes go side by
 * side. A lane rests after a failure of its own; all lanes of a database rest while it is away.
 *
 * <p>Safe for use by many threads.
 */
final class Lanes {
    private final Time time;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    private final Map<Key, Lane> lanes = new ConcurrentHashMap<>(); // changed under the lock, asked without
    private final Queue<Lane> ready = new ArrayDeque<>();
    private final ParkedLanes parked;
    private boolean closed;

    Lanes(Time time, Backoff backoff) {
        this.time = time;
        this.parked = new ParkedLanes(time, backoff);
    }

    /** What has an order of its own. */
    record Key(String database, String key) {
        static Key of(QueueItem item) {
            return new Key(item.entry().database(), item.entry().key());
        }
    }

    /** An entry whose turn it is, until {@link #done}, {@link #failed} or {@link #databaseAway} is told. */
    static final class Turn {
        private final Lane lane;
        private final Lane.Waiting entry;

        private Turn(Lane lane, Lane.Waiting entry) {
            this.lane = lane;
            this.entry = entry;
        }

        /** The entry. */
        UUID id() {
            return entry.id;
        }
    }

    /** Entries of {@code handler} can be applied from now on. */
    void knows(String handler) {
        lock.lock();
        try {
            parked.takeWaitingFor(handler).forEach(this::list);
        } finally {
            lock.unlock();
        }
    }

    void add(QueueItem item) {
        lock.lock();
        try {
            Lane lane = lanes.computeIfAbsent(Key.of(item), Lane::new);
            lane.waiting.put(item.entry().sequence(), new Lane.Waiting(item));
            if (!lane.listed) {
                lane.listed = true;
                list(lane);
            } else if (!lane.isBusy() && lane.beginsWith(item)) {
                unlist(lane); // what it waits for is not this one's
                list(lane);
            }
        } finally {
            lock.unlock();
        }
    }

    private void list(Lane lane) {
        ready.add(lane);
        changed.signalAll();
    }

    /** Takes a lane that is not busy out of wherever it waits. */
    private void unlist(Lane lane) {
        ready.remove(lane);
        parked.remove(lane);
    }

    /** Takes {@code item} out, unless it is just being applied. */
    boolean remove(QueueItem item) {
        lock.lock();
        try {
            Lane lane = lanes.get(Key.of(item));
            if (lane == null) {
                return true;
            }
            boolean first = lane.beginsWith(item);
            Lane.Waiting applied = lane.applied;
            if (applied != null && applied.sequence == item.entry().sequence()) {
                return false;
            }
            lane.waiting.remove(item.entry().sequence());
            if (first && applied == null) {
                unlist(lane); // what it waited for was the first one's
                goOn(lane);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void forgetIfEmpty(Lane lane) {
        if (lane.waiting.isEmpty() && !lane.isBusy()) {
            lanes.remove(lane.key, lane);
            changed.signalAll();
        }
    }

    /** The next entry whose turn it is; waits for one; null once this is closed. */
    @Nullable
    Turn take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed) {
                long now = time.ticker().nanos();
                long next = parked.release(now, ready);
                Turn turn = nextReady(now);
                if (turn != null) {
                    return turn;
                }
                if (next == Long.MAX_VALUE) {
                    changed.await();
                } else {
                    changed.awaitNanos(next - now);
                }
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Turn nextReady(long now) {
        Lane lane = ready.poll();
        while (lane != null) {
            if (lane.waiting.isEmpty()) {
                lane.listed = false;
                forgetIfEmpty(lane);
            } else if (!lane.isBusy() && !parked.parks(lane, now)) {
                Lane.Waiting first = lane.first();
                lane.applied = first;
                return new Turn(lane, first);
            }
            lane = ready.poll();
        }
        return null;
    }

    /** The entry is done with, applied or set aside; the next of its lane follows. */
    void done(Turn turn) {
        lock.lock();
        try {
            Lane lane = turn.lane;
            wake(lane.key.database());
            lane.waiting.computeIfPresent(turn.entry.sequence, (sequence, entry) -> entry == turn.entry ? null : entry);
            lane.failures = 0;
            goOn(lane);
        } finally {
            lock.unlock();
        }
    }

    /** The entry failed, and its lane rests a while; the others go on. */
    void failed(Turn turn) {
        lock.lock();
        try {
            Lane lane = turn.lane;
            wake(lane.key.database());
            lane.applied = null;
            parked.rest(lane);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The database of the entry is away: none of its lanes asks it for a while. */
    void databaseAway(Turn turn) {
        lock.lock();
        try {
            Lane lane = turn.lane;
            lane.applied = null;
            parked.databaseAway(lane);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void goOn(Lane lane) {
        lane.applied = null;
        if (lane.waiting.isEmpty()) {
            lane.listed = false;
            forgetIfEmpty(lane);
        } else {
            list(lane);
        }
    }

    /** The database may be back: its lanes ask it now. */
    void wake(String database) {
        lock.lock();
        try {
            parked.takeWaitingForDatabase(database).forEach(this::list);
        } finally {
            lock.unlock();
        }
    }

    /** Every lane is tried now. */
    void wakeAll() {
        lock.lock();
        try {
            parked.takeAll().forEach(this::list);
        } finally {
            lock.unlock();
        }
    }

    /** Whether nothing of {@code key} waits. */
    boolean isEmpty(Key key) {
        return !lanes.containsKey(key);
    }

    /** Waits until nothing of {@code key} waits any more; how many do when the time is over. */
    int awaitEmpty(Key key, Deadline deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                Lane lane = lanes.get(key);
                Duration left = deadline.remaining();
                if (lane == null || left.isZero() || closed) {
                    return lane == null ? 0 : lane.waiting.size();
                }
                changed.awaitNanos(left.toNanos());
            }
        } finally {
            lock.unlock();
        }
    }

    /** How many lanes wait for a handler that nobody registered, by its name. */
    Map<String, Integer> strangers() {
        lock.lock();
        try {
            return parked.strangers();
        } finally {
            lock.unlock();
        }
    }

    /** Nobody gets a turn any more. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}

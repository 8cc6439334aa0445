package io.holdfast.degrade;

import io.holdfast.degrade.queue.QueueItem;
import io.holdfast.resilience.Backoff;
import io.holdfast.resilience.Deadline;
import io.holdfast.resilience.Time;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
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
    private final Backoff backoff;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    private final Map<Key, Lane> lanes = new ConcurrentHashMap<>(); // changed under the lock, asked without
    private final Queue<Lane> ready = new ArrayDeque<>();
    private final Queue<Lane> resting = new PriorityQueue<>(Comparator.comparingLong(lane -> lane.rests));
    private final Map<String, Away> away = new HashMap<>();
    private final Map<String, List<Lane>> strangers = new HashMap<>();
    private final Set<String> handlers = new HashSet<>();
    private boolean closed;

    Lanes(Time time, Backoff backoff) {
        this.time = time;
        this.backoff = backoff;
    }

    /** What has an order of its own. */
    record Key(String database, String key) {
        static Key of(QueueItem item) {
            return new Key(item.entry().database(), item.entry().key());
        }
    }

    /** The entries of one key. */
    static final class Lane {
        private final Key key;
        private final TreeMap<Long, Waiting> waiting = new TreeMap<>();
        private boolean listed;
        private @Nullable Waiting applied;
        private int failures;
        private long rests;

        private Lane(Key key) {
            this.key = key;
        }

        private boolean isBusy() {
            return applied != null;
        }
    }

    /** An entry in a lane; one that comes back after it was set aside is another one, though its id is the same. */
    private static final class Waiting {
        private final long sequence;
        private final UUID id;
        private final String handler;

        private Waiting(QueueItem item) {
            this.sequence = item.entry().sequence();
            this.id = item.id();
            this.handler = item.entry().handler();
        }
    }

    /** A database that is away: until when nobody asks again, and which lanes wait for it. */
    private static final class Away {
        private final List<Lane> lanes = new ArrayList<>();
        private int failures;
        private long until;
        private boolean asked;
    }

    /** An entry whose turn it is, until {@link #done}, {@link #failed} or {@link #databaseAway} is told. */
    static final class Turn {
        private final Lane lane;
        private final Waiting entry;

        private Turn(Lane lane, Waiting entry) {
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
            handlers.add(handler);
            List<Lane> waiting = strangers.remove(handler);
            if (waiting != null) {
                waiting.forEach(this::list);
            }
        } finally {
            lock.unlock();
        }
    }

    void add(QueueItem item) {
        lock.lock();
        try {
            Lane lane = lanes.computeIfAbsent(Key.of(item), Lane::new);
            lane.waiting.put(item.entry().sequence(), new Waiting(item));
            if (!lane.listed) {
                lane.listed = true;
                list(lane);
            } else if (!lane.isBusy() && lane.waiting.firstKey() == item.entry().sequence()) {
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
        resting.remove(lane);
        away.values().forEach(database -> database.lanes.remove(lane));
        strangers.values().forEach(waiting -> waiting.remove(lane));
        strangers.values().removeIf(List::isEmpty);
    }

    /** Takes {@code item} out, unless it is just being applied. */
    boolean remove(QueueItem item) {
        lock.lock();
        try {
            Lane lane = lanes.get(Key.of(item));
            if (lane == null) {
                return true;
            }
            boolean first = !lane.waiting.isEmpty()
                    && lane.waiting.firstKey() == item.entry().sequence();
            Waiting applied = lane.applied;
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
                long next = wakeRested(now);
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

    /** Lists the lanes that have rested enough; when the next ones will have. */
    private long wakeRested(long now) {
        long next = Long.MAX_VALUE;
        while (!resting.isEmpty() && resting.element().rests - now <= 0) {
            ready.add(resting.remove());
        }
        if (!resting.isEmpty()) {
            next = resting.element().rests;
        }
        for (Away each : away.values()) {
            if (each.until - now <= 0) {
                ready.addAll(each.lanes);
                each.lanes.clear();
            } else if (!each.lanes.isEmpty()) {
                next = Math.min(next, each.until);
            }
        }
        return next;
    }

    private @Nullable Turn nextReady(long now) {
        Lane lane = ready.poll();
        while (lane != null) {
            if (lane.waiting.isEmpty()) {
                lane.listed = false;
                forgetIfEmpty(lane);
            } else if (!lane.isBusy() && !isParked(lane, now)) {
                Waiting first = lane.waiting.firstEntry().getValue();
                lane.applied = first;
                return new Turn(lane, first);
            }
            lane = ready.poll();
        }
        return null;
    }

    /** One lane at a time asks a database that was away. */
    private boolean isParked(Lane lane, long now) {
        String handler = lane.waiting.firstEntry().getValue().handler;
        if (!handlers.contains(handler)) {
            strangers.computeIfAbsent(handler, name -> new ArrayList<>()).add(lane);
            return true;
        }
        Away database = away.get(lane.key.database());
        if (database == null) {
            return false;
        }
        if (database.until - now > 0 || database.asked) {
            database.lanes.add(lane);
            return true;
        }
        database.asked = true;
        return false;
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
            lane.failures++;
            lane.rests = time.ticker().nanos()
                    + backoff.steadyAfter(lane.failures, time.random()).toNanos();
            resting.add(lane);
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
            Away database = away.computeIfAbsent(lane.key.database(), name -> new Away());
            database.failures++;
            database.asked = false;
            database.until = time.ticker().nanos()
                    + backoff.steadyAfter(database.failures, time.random()).toNanos();
            database.lanes.add(lane);
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
            Away known = away.remove(database);
            if (known != null) {
                known.lanes.forEach(this::list);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Every lane is tried now. */
    void wakeAll() {
        lock.lock();
        try {
            List.copyOf(away.keySet()).forEach(this::wake);
            resting.forEach(this::list);
            resting.clear();
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
            Map<String, Integer> counts = new HashMap<>();
            strangers.forEach((handler, waiting) -> counts.put(handler, waiting.size()));
            return counts;
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

package io.holdfast.degrade;

import io.holdfast.resilience.Backoff;
import io.holdfast.resilience.Time;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;

/**
 * The lanes that wait for something else than a worker: for the end of their rest after a failure, for a database that is
 * away, or for a handler that nobody has registered. Used under the lock of its {@link Lanes}.
 */
final class ParkedLanes {
    private final Time time;
    private final Backoff backoff;

    private final Queue<Lane> resting = new PriorityQueue<>(Comparator.comparingLong(lane -> lane.rests));
    private final Map<String, Away> away = new HashMap<>();
    private final Map<String, List<Lane>> strangers = new HashMap<>();
    private final Set<String> handlers = new HashSet<>();

    ParkedLanes(Time time, Backoff backoff) {
        this.time = time;
        this.backoff = backoff;
    }

    /** A database that is away: until when nobody asks again, and which lanes wait for it. */
    private static final class Away {
        private final List<Lane> lanes = new ArrayList<>();
        private int failures;
        private long until;
        private boolean asked;
    }

    /** {@code handler} is known from now on; the lanes that have waited for it. */
    List<Lane> takeWaitingFor(String handler) {
        handlers.add(handler);
        List<Lane> waiting = strangers.remove(handler);
        return waiting == null ? List.of() : waiting;
    }

    /** The database may be back; the lanes that have waited for it. */
    List<Lane> takeWaitingForDatabase(String database) {
        Away known = away.remove(database);
        return known == null ? List.of() : known.lanes;
    }

    /** All but those that wait for a handler. */
    List<Lane> takeAll() {
        List<Lane> all = new ArrayList<>(resting);
        resting.clear();
        away.values().forEach(database -> all.addAll(database.lanes));
        away.clear();
        return all;
    }

    void remove(Lane lane) {
        resting.remove(lane);
        away.values().forEach(database -> database.lanes.remove(lane));
        strangers.values().forEach(waiting -> waiting.remove(lane));
        strangers.values().removeIf(List::isEmpty);
    }

    /** Puts those that have waited long enough among {@code ready}; when the next ones will have. */
    long release(long now, Collection<Lane> ready) {
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

    /** Takes {@code lane} in if it has to wait; one lane at a time asks a database that was away. */
    boolean parks(Lane lane, long now) {
        String handler = lane.first().handler;
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

    /** {@code lane} rests a while, longer after each failure. */
    void rest(Lane lane) {
        lane.failures++;
        lane.rests = time.ticker().nanos()
                + backoff.steadyAfter(lane.failures, time.random()).toNanos();
        resting.add(lane);
    }

    /** The database of {@code lane} is away: none of its lanes asks it for a while. */
    void databaseAway(Lane lane) {
        Away database = away.computeIfAbsent(lane.key.database(), name -> new Away());
        database.failures++;
        database.asked = false;
        database.until = time.ticker().nanos()
                + backoff.steadyAfter(database.failures, time.random()).toNanos();
        database.lanes.add(lane);
    }

    /** How many lanes wait for a handler that nobody registered, by its name. */
    Map<String, Integer> strangers() {
        Map<String, Integer> counts = new HashMap<>();
        strangers.forEach((handler, waiting) -> counts.put(handler, waiting.size()));
        return counts;
    }
}

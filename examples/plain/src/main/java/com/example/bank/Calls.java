package com.example.bank;

import com.example.bank.Call.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All calls so far: those that have ended, and those that still wait for their answer. */
final class Calls {
    private final Map<Long, Long> starts = new HashMap<>();
    private final List<Call> ended = new ArrayList<>();
    private long last;
    private int seen;

    /** Notes that a call begins; gives its number. */
    synchronized long begin() {
        last++;
        starts.put(last, System.nanoTime());
        return last;
    }

    /** Notes how it ended. */
    synchronized void end(long number, Outcome outcome) {
        long end = System.nanoTime();
        Long start = starts.remove(number);
        ended.add(new Call(number, start == null ? end : start, end, outcome));
    }

    /** How many have waited for longer than {@code time}. */
    synchronized long waitingLongerThan(Duration time) {
        long now = System.nanoTime();
        return starts.values().stream()
                .filter(start -> now - start > time.toNanos())
                .count();
    }

    /** Those that have ended since this was asked last. */
    synchronized List<Call> fresh() {
        List<Call> fresh = List.copyOf(ended.subList(seen, ended.size()));
        seen = ended.size();
        return fresh;
    }

    /** Those that have ended, in the order in which they did. */
    synchronized List<Call> all() {
        return List.copyOf(ended);
    }
}

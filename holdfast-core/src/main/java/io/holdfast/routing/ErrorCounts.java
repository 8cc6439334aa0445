package io.holdfast.routing;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/** How often what failed, since the stores were opened. Safe for use by many threads. */
public final class ErrorCounts {
    private final ConcurrentMap<Place, LongAdder> counts = new ConcurrentHashMap<>();

    ErrorCounts() {}

    /**
     * Where something fails.
     *
     * @param role in which database
     * @param operation what was being done, in lower-case words with dashes
     * @param stage on which part of its way
     */
    public record Place(Role role, String operation, Stage stage) implements Comparable<Place> {
        private static final Comparator<Place> ORDER = Comparator.comparing(Place::role)
                .thenComparing(Place::operation)
                .thenComparing(Place::stage);

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    void add(Place place) {
        counts.computeIfAbsent(place, first -> new LongAdder()).increment();
    }

    /** The counts of this moment, in the order of roles, operations and stages; nothing for what never failed. */
    public Map<Place, Long> all() {
        Map<Place, Long> all = new TreeMap<>();
        counts.forEach((place, count) -> all.put(place, count.sum()));
        return all;
    }

    /** How often {@code stage} of {@code operation} failed in the database of {@code role}. */
    public long of(Role role, String operation, Stage stage) {
        LongAdder count = counts.get(new Place(role, operation, stage));
        return count == null ? 0 : count.sum();
    }
}

package io.holdfast.degrade;

import io.holdfast.event.TimeOrderedIds;
import java.util.TreeMap;
import java.util.UUID;

/** The ids of writes that have not been answered yet. Safe for use by many threads. */
final class InFlight {
    private final TimeOrderedIds ids;
    private final TreeMap<Long, Integer> begun = new TreeMap<>();

    InFlight(TimeOrderedIds ids) {
        this.ids = ids;
    }

    /** A new id, in flight until {@link #end}. */
    synchronized UUID begin() {
        UUID id = ids.next();
        begun.merge(id.getMostSignificantBits(), 1, Integer::sum);
        return id;
    }

    synchronized void end(UUID id) {
        begun.computeIfPresent(id.getMostSignificantBits(), (made, count) -> count == 1 ? null : count - 1);
    }

    /** Every id in flight, and every one that is made later, begins with this number or a higher one. */
    synchronized long lowest() {
        return begun.isEmpty() ? ids.next().getMostSignificantBits() : begun.firstKey();
    }
}

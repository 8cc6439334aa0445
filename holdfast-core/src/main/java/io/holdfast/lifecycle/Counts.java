package io.holdfast.lifecycle;

import io.holdfast.routing.Role;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What became of the documents of an earlier collection, or what would.
 *
 * @param read how many there were
 * @param bytes how many bytes they have in BSON
 * @param stored how many live now in which database; copies in a backup are not counted
 * @param present how many were there already, with the same content
 * @param refused how many were not imported, and why
 */
public record Counts(long read, long bytes, Map<Role, Long> stored, long present, Map<Reason, Long> refused) {
    /** None at all. */
    public static final Counts NONE = new Counts(0, 0, Map.of(), 0, Map.of());

    /** Keeps copies. */
    public Counts {
        stored = Collections.unmodifiableMap(copy(stored, Role.class));
        refused = Collections.unmodifiableMap(copy(refused, Reason.class));
    }

    private static <K extends Enum<K>> Map<K, Long> copy(Map<K, Long> counts, Class<K> keys) {
        Map<K, Long> copy = new EnumMap<>(keys);
        copy.putAll(counts);
        return copy;
    }

    /** How many were not imported, for whatever reason. */
    public long allRefused() {
        return refused.values().stream().mapToLong(Long::longValue).sum();
    }

    /** How many were imported. */
    public long allStored() {
        return stored.values().stream().mapToLong(Long::longValue).sum();
    }

    /** These and {@code more}. */
    public Counts and(Counts more) {
        Map<Role, Long> allStored = copy(stored, Role.class);
        more.stored.forEach((role, count) -> allStored.merge(role, count, Long::sum));
        Map<Reason, Long> allRefused = copy(refused, Reason.class);
        more.refused.forEach((reason, count) -> allRefused.merge(reason, count, Long::sum));
        return new Counts(read + more.read, bytes + more.bytes, allStored, present + more.present, allRefused);
    }

    /** That of one document of so many {@code bytes}. */
    static Counts of(Outcome outcome, long bytes) {
        if (outcome instanceof Outcome.Stored stored) {
            return new Counts(1, bytes, Map.of(stored.home(), 1L), 0, Map.of());
        }
        if (outcome instanceof Outcome.Refused refused) {
            return new Counts(1, bytes, Map.of(), 0, Map.of(refused.reason(), 1L));
        }
        return new Counts(1, bytes, Map.of(), 1, Map.of());
    }
}

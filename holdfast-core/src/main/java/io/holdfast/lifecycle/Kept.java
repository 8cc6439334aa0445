package io.holdfast.lifecycle;

import io.holdfast.routing.Role;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far an import is, as its file keeps it.
 *
 * @param phase what is being done
 * @param startedAt when it began, by the clock of a target, as an instant in ISO form
 * @param refusedBytes how much of the file of refusals counts
 * @param collections how far each is, in their order
 */
record Kept(Phase phase, String startedAt, long refusedBytes, List<Part> collections) {

    /** What is being done. */
    enum Phase {
        /** Documents are copied. */
        COPYING,
        /** Everything is copied, and compared. */
        COMPARING,
        /** Nothing any more. */
        FINISHED
    }

    /**
     * How far a collection is.
     *
     * @param name its name
     * @param after the key of the last document that was handled; empty for none
     * @param total how many there were at the beginning
     * @param read whether all of it was read
     * @param counts what became of them
     */
    record Part(String name, String after, long total, boolean read, Tally counts) {
        /** A copy of which no more is to be read. */
        Part ended() {
            return new Part(name, after, total, true, counts);
        }

        Optional<String> cursor() {
            return after.isEmpty() ? Optional.empty() : Optional.of(after);
        }
    }

    /** {@link Counts} with names for keys. */
    record Tally(long read, long bytes, Map<String, Long> stored, long present, Map<String, Long> refused) {
        static Tally of(Counts counts) {
            Map<String, Long> stored = new LinkedHashMap<>();
            counts.stored().forEach((role, count) -> stored.put(role.name(), count));
            Map<String, Long> refused = new LinkedHashMap<>();
            counts.refused().forEach((reason, count) -> refused.put(reason.name(), count));
            return new Tally(counts.read(), counts.bytes(), stored, counts.present(), refused);
        }

        Counts counts() {
            Map<Role, Long> byRole = new EnumMap<>(Role.class);
            stored.forEach((role, count) -> byRole.put(Role.valueOf(role), count));
            Map<Reason, Long> byReason = new EnumMap<>(Reason.class);
            refused.forEach((reason, count) -> byReason.put(Reason.valueOf(reason), count));
            return new Counts(read, bytes, byRole, present, byReason);
        }
    }

    /** A copy with {@code part} in the place of the one of its name, of refusals up to {@code bytes}. */
    Kept with(Part part, long bytes) {
        List<Part> parts = new ArrayList<>(collections);
        parts.replaceAll(each -> each.name().equals(part.name()) ? part : each);
        return new Kept(phase, startedAt, bytes, List.copyOf(parts));
    }

    /** A copy in {@code next}. */
    Kept in(Phase next) {
        return new Kept(next, startedAt, refusedBytes, collections);
    }
}

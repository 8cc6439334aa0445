package io.holdfast.audit;

import io.holdfast.event.Entry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The actions that began and have not ended, while entries go by. Those that ended take no memory. */
final class OpenActions {
    private final Map<UUID, Entry> begun = new LinkedHashMap<>();

    /** Takes note of {@code entry}; returns the one with which the action began, if it ends here and that was seen. */
    Optional<Entry> see(Entry entry) {
        if (entry.stage() == Entry.Stage.BEGUN) {
            begun.put(entry.action(), entry);
            return Optional.empty();
        }
        return Optional.ofNullable(begun.remove(entry.action()));
    }

    /** Those that are open, the oldest first. */
    List<Entry> all() {
        return List.copyOf(begun.values());
    }
}

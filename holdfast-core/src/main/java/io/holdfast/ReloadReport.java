package io.holdfast;

import io.holdfast.config.ConfigChange;
import io.holdfast.error.HoldfastException;
import java.util.List;
import java.util.Optional;

/**
 * What became of a change of the configuration: all of it holds, or nothing of it.
 *
 * @param changes the settings that differ from those that held before; empty also where the files could not be read
 * @param refusal why nothing of it holds, with every reason; empty where all of it does
 */
public record ReloadReport(List<ConfigChange> changes, Optional<HoldfastException> refusal) {
    /** Keeps a copy of the list. */
    public ReloadReport {
        changes = List.copyOf(changes);
    }

    /** Whether something holds now that did not hold before. */
    public boolean isApplied() {
        return refusal.isEmpty() && !changes.isEmpty();
    }
}

package io.holdfast.schema;

import java.util.Optional;

/**
 * How migrations are to be run.
 *
 * @param target the last version to apply, or the one to go back to; empty for all
 * @param unit whether each is done or not, or all or none
 * @param outOfOrder whether one may be applied that is older than the newest applied one
 * @param dataLoss whether undoing may lose rows or values that are there
 */
public record MigrationOptions(Optional<String> target, Unit unit, boolean outOfOrder, boolean dataLoss) {
    /** All that are pending, each by itself, in their order, and nothing that loses data. */
    public static final MigrationOptions USUAL = new MigrationOptions(Optional.empty(), Unit.EACH, false, false);

    /** What is undone when one fails. */
    public enum Unit {
        /** That one. */
        EACH,
        /** All of this run. */
        ALL
    }

    /** A copy that ends at {@code version}. */
    public MigrationOptions to(String version) {
        return new MigrationOptions(Optional.of(version), unit, outOfOrder, dataLoss);
    }

    /** A copy that does all or nothing. */
    public MigrationOptions atomic() {
        return new MigrationOptions(target, Unit.ALL, outOfOrder, dataLoss);
    }

    /** A copy that may apply what is older than the newest applied one. */
    public MigrationOptions inAnyOrder() {
        return new MigrationOptions(target, unit, true, dataLoss);
    }

    /** A copy that may lose rows and values by undoing. */
    public MigrationOptions losingData() {
        return new MigrationOptions(target, unit, outOfOrder, true);
    }
}

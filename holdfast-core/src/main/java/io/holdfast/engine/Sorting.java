package io.holdfast.engine;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.error.Phase;

/**
 * Turns what was thrown while somebody worked with a database into what the caller gets: the database's failures sorted,
 * the caller's own exceptions as they are.
 *
 * @param database the database's name
 */
public record Sorting(Engine engine, String database) {

    /**
     * What the caller gets for {@code thrown}. An interrupt that was caught is set again.
     *
     * @param operation what was being done
     */
    public RuntimeException sort(Exception thrown, Phase phase, String operation) {
        if (thrown instanceof HoldfastException known) {
            return known;
        }
        if (thrown instanceof InterruptedException) {
            Thread.currentThread().interrupt();
            return Failure.of(ErrorKind.CANCELLED, "%s was interrupted".formatted(operation))
                    .during(operation, database)
                    .causedBy(thrown);
        }
        Failure failure = engine.classify(thrown, phase);
        if (thrown instanceof RuntimeException own && isForeign(failure)) {
            return own;
        }
        return failure.during(operation, database).causedBy(thrown);
    }

    /** The engine knows nothing of it. */
    private static boolean isForeign(Failure failure) {
        return failure.kind() == ErrorKind.INTERNAL && failure.sqlState() == null && failure.vendorCode() == null;
    }
}

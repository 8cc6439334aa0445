package io.holdfast.engine;

import io.holdfast.config.TimeoutsConfig;
import java.time.Duration;

/**
 * How long the server lets a session work and idle.
 *
 * @param statement the longest that one statement may take
 * @param idleTransaction the longest that a transaction may be open without a statement
 */
public record Limits(Duration statement, Duration idleTransaction) {

    /** Those that {@code timeouts} call for. */
    public static Limits of(TimeoutsConfig timeouts) {
        return new Limits(timeouts.statement(), timeouts.transaction());
    }
}

package io.holdfast.gate;

import io.holdfast.config.DatabaseConfig;
import io.holdfast.config.ProbeConfig;
import io.holdfast.resilience.Backoff;
import io.holdfast.resilience.Retry;
import io.holdfast.resilience.Time;

/**
 * What holds for a call from its beginning to its end, whatever is changed in the configuration meanwhile. All of it follows
 * from one configuration.
 *
 * @param config the configuration
 * @param retry how work is repeated
 * @param patience how long a caller waits for a connection, in nanoseconds
 * @param verdict how long it takes at most until a silent server is given up, in nanoseconds; zero where no other could
 *     stand in
 */
public record Terms(DatabaseConfig config, Retry retry, long patience, long verdict) {

    /** Those that follow from {@code config}. */
    static Terms of(DatabaseConfig config, Time time) {
        var backoff = new Backoff(config.retry().first(), config.retry().cap());
        return new Terms(
                config,
                new Retry(config.retry().attempts(), backoff, time),
                config.pool().acquireTimeout().toNanos(),
                config.standby().isPresent() ? verdict(config.probe()) : 0);
    }

    private static long verdict(ProbeConfig probe) {
        return probe.timeout().multipliedBy(probe.misses()).plus(probe.every()).toNanos();
    }
}

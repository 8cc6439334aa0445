package io.holdfast.gate;

import io.holdfast.config.DatabaseConfig;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.error.RetryClass;
import io.holdfast.log.Log;
import io.holdfast.resilience.Backoff;
import io.holdfast.resilience.Deadline;
import io.holdfast.resilience.Readiness;
import io.holdfast.resilience.Time;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Waits at the start until a database answers, or the time it may take is up. */
final class Opening {
    private static final Log log = Log.of(Opening.class);
    private static final Duration SHORTEST_TRY = Duration.ofSeconds(1);

    /** What may go away by itself while a server starts, or while a standby is promoted. */
    private static final Set<ErrorKind> PASSING = Set.of(
            ErrorKind.CONNECTION,
            ErrorKind.TIMEOUT,
            ErrorKind.RESOURCE,
            ErrorKind.LOCKED,
            ErrorKind.READ_ONLY,
            ErrorKind.DISK_FULL,
            ErrorKind.POOL_EXHAUSTED);

    private final DatabaseConfig config;
    private final Time time;

    Opening(DatabaseConfig config, Time time) {
        this.config = config;
        this.time = time;
    }

    /** Tries until {@link DatabaseConfig#await()} is over; logs each try that failed, once. */
    Readiness.Result<?> await(Traffic traffic) {
        var readiness = new Readiness(Backoff.DEFAULTS, time, Opening::mayPass);
        Deadline deadline = Deadline.after(config.await(), time.ticker());
        return readiness.await(deadline, () -> greet(traffic, deadline), this::logFailed);
    }

    /** Not the server that answers and says that it will never do what is asked. */
    private static boolean mayPass(HoldfastException failure) {
        boolean refused =
                failure.kind() == ErrorKind.CONNECTION && failure.failure().retry() == RetryClass.NEVER;
        return PASSING.contains(failure.kind()) && !refused;
    }

    /** The standby is on its way by itself; if it takes writes, the primary is not waited for. */
    private Server greet(Traffic traffic, Deadline deadline) {
        Optional<HoldfastException> failure = lookAtPrimary(traffic, deadline);
        if (failure.isPresent() && traffic.route().write() instanceof Route.Way.Shut) {
            throw failure.get();
        }
        return traffic.primary();
    }

    private Optional<HoldfastException> lookAtPrimary(Traffic traffic, Deadline deadline) {
        Server primary = traffic.primary();
        Duration remaining = deadline.remainingUpTo(config.timeouts().connect());
        long start = time.ticker().nanos();
        try {
            Server.Greeting greeting = primary.greet(remaining.compareTo(SHORTEST_TRY) < 0 ? SHORTEST_TRY : remaining);
            return traffic.up(primary, greeting, start);
        } catch (Exception failure) {
            HoldfastException sorted = primary.sorted(failure);
            traffic.stillDown(primary, sorted, start);
            return Optional.of(sorted);
        }
    }

    private void logFailed(int attempt, HoldfastException failure, Duration next) {
        String outlook = next.isZero() ? "giving up" : "trying again in %d ms".formatted(next.toMillis());
        log.warn("{}: attempt {} to open it failed: {}; {}", config.name(), attempt, failure.getMessage(), outlook);
        log.debug("{}: the cause of attempt {}", config.name(), attempt, failure);
    }
}

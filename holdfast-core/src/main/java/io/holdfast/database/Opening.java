package io.holdfast.database;

import io.holdfast.config.DatabaseConfig;
import io.holdfast.engine.Engine;
import io.holdfast.engine.Place;
import io.holdfast.engine.Session;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.error.Phase;
import io.holdfast.pool.Pool;
import io.holdfast.resilience.Backoff;
import io.holdfast.resilience.Deadline;
import io.holdfast.resilience.Readiness;
import io.holdfast.resilience.Time;
import java.time.Duration;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits until a database answers, or the time it may take is up. */
final class Opening {
    private static final Logger log = LoggerFactory.getLogger(Opening.class);
    private static final Duration SHORTEST_TRY = Duration.ofSeconds(1);

    /** What may go away by itself while a server starts. */
    private static final Set<ErrorKind> PASSING = Set.of(
            ErrorKind.CONNECTION,
            ErrorKind.TIMEOUT,
            ErrorKind.RESOURCE,
            ErrorKind.LOCKED,
            ErrorKind.DISK_FULL,
            ErrorKind.POOL_EXHAUSTED);

    private final DatabaseConfig config;
    private final Engine engine;
    private final Time time;

    Opening(DatabaseConfig config, Engine engine, Time time) {
        this.config = config;
        this.engine = engine;
        this.time = time;
    }

    /** Tries until {@link DatabaseConfig#await()} is over; logs each try that failed, once. */
    Readiness.Result<State.Up> await() {
        var readiness = new Readiness(Backoff.DEFAULTS, time, failure -> PASSING.contains(failure.kind()));
        Deadline deadline = Deadline.after(config.await(), time.ticker());
        return readiness.await(deadline, () -> open(deadline), this::logFailed);
    }

    private State.Up open(Deadline deadline) {
        try {
            Place place = Place.of(engine, config.endpoint());
            try {
                greet(place, deadline);
                return new State.Up(place, Pool.open(engine, place.endpoint(), config, time));
            } catch (Exception failure) {
                place.close();
                throw failure;
            }
        } catch (Exception failure) {
            throw sorted(failure);
        }
    }

    /** One connection of our own: a pool would only say that it has none. */
    private void greet(Place place, Deadline deadline) throws Exception {
        Duration remaining = deadline.remainingUpTo(config.timeouts().connect());
        Duration patience = remaining.compareTo(SHORTEST_TRY) < 0 ? SHORTEST_TRY : remaining;
        try (Session session = engine.open(place.endpoint(), patience)) {
            if (!session.ping(patience)) {
                throw Failure.of(
                                ErrorKind.CONNECTION,
                                "%s takes connections and does not answer".formatted(config.name()))
                        .withHint("see what the server is busy with")
                        .exception();
            }
        }
    }

    private HoldfastException sorted(Exception failure) {
        if (failure instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        if (failure instanceof HoldfastException known
                && !known.failure().database().isEmpty()) {
            return known;
        }
        return engine.classify(failure, Phase.CONNECT)
                .during("open", config.name())
                .causedBy(failure);
    }

    private void logFailed(int attempt, HoldfastException failure, Duration next) {
        String outlook = next.isZero() ? "giving up" : "trying again in %d ms".formatted(next.toMillis());
        log.warn("{}: attempt {} to open it failed: {}; {}", config.name(), attempt, failure.getMessage(), outlook);
        log.debug("{}: the cause of attempt {}", config.name(), attempt, failure);
    }
}

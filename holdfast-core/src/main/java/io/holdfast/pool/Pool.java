package io.holdfast.pool;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.pool.HikariPool;
import io.holdfast.config.DatabaseConfig;
import io.holdfast.config.Endpoint;
import io.holdfast.config.PoolConfig;
import io.holdfast.engine.Engine;
import io.holdfast.engine.Session;
import io.holdfast.engine.SqlSession;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.error.Phase;
import io.holdfast.resilience.Deadline;
import io.holdfast.resilience.Time;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import javax.sql.DataSource;

/**
 * The connections to one database that speaks SQL, borrowed and given back. HikariCP keeps them; it is given connections
 * that the engine opened, and so never sees an address or a password. Safe for use by many threads.
 */
public final class Pool implements AutoCloseable {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);
    private static final Duration PATIENCE_AT_CLOSING = Duration.ofSeconds(5);
    private static final Duration SHORTEST_HIKARI_ALLOWS = Duration.ofMillis(250);

    private final Engine engine;
    private final Endpoint endpoint;
    private final PoolConfig config;
    private final Duration connectTimeout;
    private final Time time;
    private final HikariPool connections;

    /** Every physical connection that somebody still holds: HikariCP only aborts what is lent, and SQLite knows no abort. */
    private final Set<Connection> physical =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private final DataSource dataSource;
    private volatile State state = State.OPEN;

    private enum State {
        OPEN,
        CLOSING,
        CLOSED
    }

    private Pool(Engine engine, Endpoint endpoint, DatabaseConfig config, Time time) {
        this.engine = engine;
        this.endpoint = endpoint;
        this.config = config.pool();
        this.connectTimeout = config.timeouts().connect();
        this.time = time;
        this.connections = new HikariPool(settings());
        this.dataSource = new Source(this::plainConnection, this.config.acquireTimeout());
    }

    /**
     * A pool for {@code endpoint}. It opens connections in the background; whether that works is seen at {@link #borrow}.
     *
     * @param endpoint where the database is; for an embedded one, where its server listens
     * @param config how many connections, and how long they may take
     */
    public static Pool open(Engine engine, Endpoint endpoint, DatabaseConfig config, Time time) {
        return new Pool(engine, endpoint, config, time);
    }

    private HikariConfig settings() {
        var settings = new HikariConfig();
        settings.setPoolName("holdfast-" + endpoint.database());
        settings.setDataSource(new Source(this::physicalConnection, connectTimeout));
        settings.setMaximumPoolSize(config.size());
        settings.setMinimumIdle(Math.min(config.minIdle(), config.size()));
        settings.setConnectionTimeout(atLeastHikarisMinimum(config.acquireTimeout()));
        settings.setValidationTimeout(Math.min(atLeastHikarisMinimum(config.acquireTimeout()), 1_000));
        settings.setMaxLifetime(config.maxLifetime().toMillis());
        settings.setInitializationFailTimeout(-1);
        settings.validate();
        return settings;
    }

    private static long atLeastHikarisMinimum(Duration timeout) {
        return Math.max(timeout.toMillis(), SHORTEST_HIKARI_ALLOWS.toMillis());
    }

    /**
     * A session, as soon as one is free.
     *
     * @param deadline the longest wait, if that is shorter than the pool's acquire timeout
     * @throws HoldfastException of kind POOL_EXHAUSTED if all were in use until then, of the kind that the engine says if
     *     no connection could be opened, of kind CANCELLED if the pool is closing
     */
    public SqlSession borrow(Deadline deadline) {
        return new Borrowed(connection(deadline.remainingUpTo(config.acquireTimeout())));
    }

    /** The same connections as a plain data source, for libraries that want one. */
    public DataSource dataSource() {
        return dataSource;
    }

    /** What the connections are doing now. */
    public PoolStatus status() {
        return new PoolStatus(
                connections.getActiveConnections(),
                connections.getIdleConnections(),
                connections.getThreadsAwaitingConnection(),
                connections.getTotalConnections(),
                config.size());
    }

    private Connection connection(Duration patience) {
        if (state != State.OPEN) {
            throw failure(ErrorKind.CANCELLED, "%s is being closed".formatted(endpoint.database()))
                    .exception();
        }
        try {
            return connections.getConnection(Math.max(1, patience.toMillis()));
        } catch (SQLException failure) {
            throw sorted(failure, patience);
        }
    }

    private Connection plainConnection() throws SQLException {
        try {
            return connection(config.acquireTimeout());
        } catch (HoldfastException failure) {
            throw new SQLTransientConnectionException(
                    failure.getMessage(), failure.failure().sqlState(), failure);
        }
    }

    private HoldfastException sorted(SQLException failure, Duration patience) {
        PoolStatus now = status();
        if (now.isExhausted()) {
            return exhausted(now, patience);
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof HoldfastException opening) {
                return opening;
            }
        }
        return failure(
                        ErrorKind.CONNECTION,
                        "no connection to %s was there within %d ms"
                                .formatted(endpoint.database(), patience.toMillis()))
                .withHint("see whether the server answers: holdfast check")
                .causedBy(failure);
    }

    private HoldfastException exhausted(PoolStatus now, Duration patience) {
        String sentence = "all %d connections to %s were in use for %d ms, and %d other callers wait"
                .formatted(now.size(), endpoint.database(), patience.toMillis(), now.waiting());
        return failure(ErrorKind.POOL_EXHAUSTED, sentence)
                .withHint("look for sessions that are not given back, or raise databases.%s.pool.size"
                        .formatted(endpoint.database()))
                .exception();
    }

    private Failure failure(ErrorKind kind, String sentence) {
        return Failure.of(kind, sentence).during("borrow", endpoint.database());
    }

    private Connection physicalConnection() throws SQLException {
        try {
            Session session = engine.open(endpoint, connectTimeout);
            if (session instanceof SqlSession sql) {
                physical.add(sql.connection());
                return sql.connection();
            }
            session.close();
            throw failure(ErrorKind.UNSUPPORTED, "%s does not speak SQL".formatted(engine.name()))
                    .exception();
        } catch (Exception failure) {
            Failure sorted = engine.classify(failure, Phase.CONNECT).during("connect", endpoint.database());
            throw new SQLException(sorted.sentence(), sorted.sqlState(), sorted.causedBy(failure));
        }
    }

    /** Closes the pool as {@link #close(Deadline)} does, with a few seconds of patience. */
    @Override
    public void close() {
        close(Deadline.after(PATIENCE_AT_CLOSING, time.ticker()));
    }

    /**
     * Lends nothing more, waits until everything lent is back or {@code deadline} has passed, and ends the connections,
     * those in use too. Harmless when repeated.
     */
    public void close(Deadline deadline) {
        synchronized (this) {
            if (state != State.OPEN) {
                return;
            }
            state = State.CLOSING;
        }
        boolean interrupted = !drained(deadline);
        try {
            connections.shutdown();
        } catch (InterruptedException further) {
            interrupted = true;
        }
        endWhatIsLeft();
        state = State.CLOSED;
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for what is lent; false if that was interrupted, so that closing goes on and the interrupt is kept. */
    private boolean drained(Deadline deadline) {
        try {
            while (connections.getActiveConnections() > 0 && !deadline.hasPassed()) {
                time.pauser().pause(deadline.remainingUpTo(LOOK_AGAIN));
            }
            return true;
        } catch (InterruptedException interrupted) {
            return false;
        }
    }

    private void endWhatIsLeft() {
        synchronized (physical) {
            physical.forEach(connection -> new Borrowed(connection).close());
            physical.clear();
        }
    }
}

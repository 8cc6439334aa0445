package io.holdfast;

import io.holdfast.config.Endpoint;
import io.holdfast.engine.Certificates;
import io.holdfast.engine.Engine;
import io.holdfast.engine.Session;
import io.holdfast.engine.SqlSession;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.error.Phase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** An engine whose servers come up, stay down and hang as a test says; what is open is a real database in memory. */
public final class ScriptedEngine implements Engine {
    private final Map<String, Plan> plans = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> attempts = new ConcurrentHashMap<>();
    private final AtomicInteger breaks = new AtomicInteger();
    private volatile Optional<Certificates> certificates = Optional.empty();
    private final List<Connection> opened = new CopyOnWriteArrayList<>();

    /** What happens when a connection to a database is opened. */
    @FunctionalInterface
    public interface Plan {
        /** Returns if the connection succeeds. */
        void connect(int attempt) throws Exception;
    }

    /** Follows {@code plan} for {@code database}; without a plan everything succeeds. */
    public ScriptedEngine when(String database, Plan plan) {
        plans.put(database, plan);
        return this;
    }

    /** A plan with {@code failures} refused connections before the first success. */
    public static Plan refusing(int failures) {
        return attempt -> {
            if (attempt <= failures) {
                throw new SQLException("nobody listens; url=jdbc:x://u:c4naryPlainTweet@h/d", "08001");
            }
        };
    }

    /** Its connections need {@code needed}. */
    public void needs(Certificates needed) {
        certificates = Optional.of(needed);
    }

    /** How often a connection to {@code database} was tried. */
    public int attempts(String database) {
        return attempts.computeIfAbsent(database, name -> new AtomicInteger()).get();
    }

    /** The physical connections that are open. */
    public long open() throws SQLException {
        long open = 0;
        for (Connection each : opened) {
            open += each.isClosed() ? 0 : 1;
        }
        return open;
    }

    /** Ends every open connection, as a server that is killed does, and those that are being opened. */
    public void breakAll() throws SQLException {
        breaks.incrementAndGet();
        for (Connection each : opened) {
            each.close();
        }
    }

    @Override
    public String name() {
        return "sqlite";
    }

    @Override
    public Optional<Certificates> certificates() {
        return certificates;
    }

    @Override
    public Session open(Endpoint endpoint, Duration timeout) throws Exception {
        String database = endpoint.database();
        int before = breaks.get();
        int attempt =
                attempts.computeIfAbsent(database, name -> new AtomicInteger()).incrementAndGet();
        plans.getOrDefault(database, any -> {}).connect(attempt);
        Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        opened.add(connection);
        if (breaks.get() != before) {
            connection.close();
            throw new SQLException("the server broke meanwhile", "08001");
        }
        return new InMemory(connection);
    }

    @Override
    public Failure classify(Throwable failure, Phase phase) {
        if (failure instanceof HoldfastException known) {
            return known.failure();
        }
        ErrorKind kind = failure instanceof InterruptedException ? ErrorKind.CANCELLED : kind(failure, phase);
        String state = failure instanceof SQLException sql ? sql.getSQLState() : null;
        return Failure.of(kind, "scripted: " + failure.getMessage())
                .withHint("read the script")
                .withCodes(state, null);
    }

    private static ErrorKind kind(Throwable failure, Phase phase) {
        if (!(failure instanceof SQLException)) {
            return ErrorKind.INTERNAL;
        }
        return phase == Phase.CONNECT ? ErrorKind.CONNECTION : ErrorKind.SYNTAX;
    }

    @Override
    public List<Fact> facts(Session session, Endpoint endpoint) {
        return List.of(new Fact("version", "scripted", Level.OK, ""));
    }

    private record InMemory(Connection connection) implements SqlSession {
        @Override
        public boolean ping(Duration timeout) {
            try {
                return connection.isValid(1);
            } catch (SQLException failure) {
                return false;
            }
        }

        @Override
        public void cancel() {}

        @Override
        public void close() {
            try {
                connection.close();
            } catch (SQLException failure) {
                throw new AssertionError(failure);
            }
        }
    }
}

package io.holdfast.database;

import io.holdfast.config.DatabaseConfig;
import io.holdfast.engine.Engine;
import io.holdfast.engine.SqlSession;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.error.Phase;
import io.holdfast.event.Availability;
import io.holdfast.event.Event;
import io.holdfast.event.Events;
import io.holdfast.pool.PoolStatus;
import io.holdfast.resilience.Deadline;
import io.holdfast.resilience.Readiness;
import io.holdfast.resilience.Time;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * One declared database: a call goes in, a result or a sorted failure comes out.
 *
 * <pre>{@code
 * long orders = database.call("count-orders", session -> {
 *     try (var statement = session.connection().createStatement();
 *             var rows = statement.executeQuery("select count(*) from orders")) {
 *         rows.next();
 *         return rows.getLong(1);
 *     }
 * });
 * }</pre>
 *
 * <p>Safe for use by many threads.
 */
public final class Database implements AutoCloseable {
    private final DatabaseConfig config;
    private final Engine engine;
    private final Time time;
    private final Start start;
    private volatile State state;

    private Database(DatabaseConfig config, Engine engine, Time time, Start start, State state) {
        this.config = config;
        this.engine = engine;
        this.time = time;
        this.start = start;
        this.state = state;
    }

    /**
     * Work on a session.
     *
     * @param <T> what it gives
     */
    @FunctionalInterface
    public interface Work<T> {
        /**
         * Does it. The session goes back to the pool afterwards.
         *
         * @throws Exception whatever the driver throws
         */
        T on(SqlSession session) throws Exception;
    }

    /**
     * How it went at the start.
     *
     * @param attempts how often it was tried
     * @param took how long that lasted
     */
    public record Start(int attempts, Duration took) {}

    /**
     * Opens the database that {@code config} declares, and waits for it as long as {@code config} says. One that is down
     * then is returned all the same: {@link #availability()} tells.
     *
     * @param events who is told of its state
     */
    public static Database open(DatabaseConfig config, Engine engine, Time time, Events events) {
        Readiness.Result<State.Up> result = new Opening(config, engine, time).await();
        State state = result instanceof Readiness.Ready<State.Up> ready
                ? ready.value()
                : new State.Down(((Readiness.GaveUp<State.Up>) result).failure());
        var start = new Start(result.attempts(), result.took());
        var database = new Database(config, engine, time, start, state);
        events.publish(new Event.StateChanged(
                config.name(), database.availability(), start.attempts(), start.took(), database.reason()));
        return database;
    }

    /** The name it was declared under. */
    public String name() {
        return config.name();
    }

    /** What it was declared as. */
    public DatabaseConfig config() {
        return config;
    }

    /** How it went at the start. */
    public Start start() {
        return start;
    }

    /** Whether it can be used. */
    public Availability availability() {
        return state instanceof State.Up ? Availability.READY : Availability.DOWN;
    }

    /** Why it cannot be used; empty if it can. */
    public Optional<HoldfastException> failure() {
        return state instanceof State.Down down ? Optional.of(down.failure()) : Optional.empty();
    }

    /**
     * Does {@code work} on a session of the pool.
     *
     * @param operation what is done, in lower-case words with dashes, for errors
     * @throws HoldfastException if it failed; sorted, and with the operation in it
     */
    public <T> T call(String operation, Work<T> work) {
        State.Up up = up(operation);
        try (SqlSession session = up.pool().borrow(patience())) {
            return work.on(session);
        } catch (Exception failure) {
            throw sorted(operation, failure);
        }
    }

    /**
     * The database as a plain data source, for jOOQ, Jdbi, JPA, MyBatis and their like. Its connections come from the same
     * pool.
     *
     * @throws HoldfastException if the database is down
     */
    public DataSource dataSource() {
        return up("data-source").pool().dataSource();
    }

    /**
     * What the database says of itself: version, privileges, free space, and the settings that durability rests on.
     *
     * @throws HoldfastException if it does not answer
     */
    public List<Engine.Fact> facts() {
        State.Up up = up("facts");
        return call("facts", session -> engine.facts(session, up.place().endpoint()));
    }

    /** What the pool's connections are doing; empty while there is no pool. */
    public Optional<PoolStatus> poolStatus() {
        return state instanceof State.Up up ? Optional.of(up.pool().status()) : Optional.empty();
    }

    /** Waits a moment for the work that is going on, ends all connections, and stops the server if it was started here. */
    @Override
    public void close() {
        State last;
        synchronized (this) {
            last = state;
            state = new State.Closed();
        }
        if (last instanceof State.Up up) {
            up.pool().close();
            up.place().close();
        }
    }

    private Deadline patience() {
        return Deadline.after(config.pool().acquireTimeout(), time.ticker());
    }

    private String reason() {
        return failure().map(HoldfastException::getMessage).orElse("");
    }

    private State.Up up(String operation) {
        State now = state;
        if (now instanceof State.Up up) {
            return up;
        }
        throw now instanceof State.Down down ? down(operation, down.failure()) : closed(operation);
    }

    private HoldfastException down(String operation, HoldfastException why) {
        Failure failure = why.failure();
        return Failure.of(failure.kind(), "%s is down: %s".formatted(name(), failure.sentence()))
                .withHint(failure.hint())
                .withRetry(failure.retry())
                .withCodes(failure.sqlState(), failure.vendorCode())
                .during(operation, name())
                .causedBy(why);
    }

    private HoldfastException closed(String operation) {
        return Failure.of(ErrorKind.CANCELLED, "%s was closed".formatted(name()))
                .during(operation, name())
                .exception();
    }

    private HoldfastException sorted(String operation, Exception failure) {
        if (failure instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        if (failure instanceof HoldfastException known) {
            return known;
        }
        return engine.classify(failure, Phase.BODY).during(operation, name()).causedBy(failure);
    }
}

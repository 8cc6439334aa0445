package io.holdfast.gate;

import io.holdfast.config.DatabaseConfig;
import io.holdfast.config.WhileDown;
import io.holdfast.engine.Access;
import io.holdfast.engine.Engine;
import io.holdfast.engine.Turnstile;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.error.UnavailableException;
import io.holdfast.event.Availability;
import io.holdfast.event.Events;
import io.holdfast.gate.Route.Way;
import io.holdfast.log.Log;
import io.holdfast.pool.Lease;
import io.holdfast.pool.PoolListener;
import io.holdfast.pool.ServerName;
import io.holdfast.pool.lending.ClientPool;
import io.holdfast.pool.lending.PlainConnection;
import io.holdfast.pool.lending.Pool;
import io.holdfast.pool.lending.SeveredException;
import io.holdfast.pool.lending.Source;
import io.holdfast.pool.lending.Supply;
import io.holdfast.resilience.Deadline;
import io.holdfast.resilience.Readiness;
import io.holdfast.resilience.Ticker;
import io.holdfast.resilience.Time;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The gate in front of a database's servers: a call passes it in nanoseconds while a server can answer, and is turned
 * away at once, or waits, while none can.
 *
 * <p>The gate only looks where calls go at the moment. Who watches the servers, opens and cuts their pools and decides
 * where calls go is the {@link Traffic} behind it.
 *
 * <p>Safe for use by many threads.
 */
public final class Gate implements AutoCloseable {
    private static final Log log = Log.of(Gate.class);
    private static final Duration PATIENCE_AT_CLOSING = Duration.ofSeconds(5);

    private final Traffic traffic;
    private final Ticker ticker;
    private final Readiness.Result<?> start;
    private final DataSource dataSource;
    private final Turnstile turnstile = this::pass;

    private Gate(Traffic traffic, Time time, Readiness.Result<?> start) {
        this.traffic = traffic;
        this.ticker = time.ticker();
        this.start = start;
        this.dataSource =
                new Source(this::plainConnection, () -> traffic.config().pool().acquireTimeout());
    }

    /**
     * Opens the gate to the servers that {@code config} declares, and waits for them as long as it says. If none answers
     * until then, the gate is returned all the same: it turns calls away, and goes on looking.
     *
     * @param events who is told of servers that come and go
     */
    public static Gate open(DatabaseConfig config, Engine engine, Time time, Events events) {
        return open(config, engine, time, events, Preparation.NONE);
    }

    /**
     * Opens the gate as {@link #open(DatabaseConfig, Engine, Time, Events)} does.
     *
     * @param preparation what has to be done at a server before calls go there
     */
    public static Gate open(DatabaseConfig config, Engine engine, Time time, Events events, Preparation preparation) {
        Traffic traffic = new Traffic(config, engine, time, events, preparation);
        traffic.watch(ServerName.STANDBY);
        Readiness.Result<?> start = new Opening(config, time).await(traffic);
        traffic.begin();
        traffic.watch(ServerName.PRIMARY);
        return new Gate(traffic, time, start);
    }

    /** What holds for a call that begins now. */
    public Terms terms() {
        return traffic.terms();
    }

    /**
     * Looks whether the servers let in whom {@code next} names, if that is somebody else than now. One of them is enough: a
     * standby learns of a password a little later. Where none answers, nobody can tell, and nothing is said against it.
     *
     * @throws HoldfastException of kind AUTHENTICATION if they refuse, or as the source of the credentials says
     */
    public void tryCredentials(DatabaseConfig next) {
        traffic.tryCredentials(next);
    }

    /**
     * Has {@code next} hold from now on; calls that have begun go on as they began. It is for the same servers, and never
     * fails.
     */
    public void reconfigure(DatabaseConfig next) {
        traffic.reconfigure(next);
    }

    /** How the opening went. */
    public Readiness.Result<?> start() {
        return start;
    }

    /**
     * A session for {@code access}, as soon as one is free. Reads may be answered by the standby.
     *
     * @throws HoldfastException of the kind that stands in the way, after the pool's acquire timeout at the latest; while a
     *     server is silent and there is a standby, when it is certain whether that stands in
     */
    public Lease borrow(Access access) {
        return borrow(access, terms());
    }

    /** A session for {@code access}, as {@link #borrow(Access)} gives it, for a call under {@code terms}. */
    public Lease borrow(Access access, Terms terms) {
        long now = ticker.nanos();
        long until = now + terms.patience();
        return borrow(access, terms, now, until, until + terms.verdict());
    }

    /**
     * A session for {@code access}, as {@link #borrow(Access)} gives it.
     *
     * @param deadline the longest wait, if that is shorter than the pool's acquire timeout
     * @throws HoldfastException of the kind that stands in the way
     */
    public Lease borrow(Access access, Deadline deadline) {
        return borrow(access, terms(), deadline);
    }

    /** A session for {@code access}, as {@link #borrow(Access, Deadline)} gives it, for a call under {@code terms}. */
    public Lease borrow(Access access, Terms terms, Deadline deadline) {
        long now = ticker.nanos();
        long until = now + Math.min(terms.patience(), deadline.end() - now);
        return borrow(access, terms, now, until, deadline.end());
    }

    private Lease borrow(Access access, Terms terms, long now, long until, long end) {
        return enter(access, terms, now, until, end, Gate::lend);
    }

    private static Lease lend(Supply supply, long now, long until) throws SeveredException {
        if (supply instanceof Pool pool) {
            return pool.borrow(now, until);
        }
        throw Failure.of(
                        ErrorKind.UNSUPPORTED,
                        "the database is used through a client of its driver, and not through SQL")
                .withHint("take database.client(…)")
                .exception();
    }

    private static Turnstile.Pass admit(Supply supply, long now, long until) throws SeveredException {
        if (supply instanceof ClientPool pool) {
            return pool.enter(now, until);
        }
        throw Failure.of(
                        ErrorKind.UNSUPPORTED,
                        "the database is used through connections, and has no client of a driver")
                .withHint("take database.dataSource()")
                .exception();
    }

    /** What is behind the gate. */
    private interface Entrance<T> {
        T into(Supply supply, long now, long until) throws SeveredException;
    }

    private <T> T enter(Access access, Terms terms, long now, long until, long end, Entrance<T> entrance) {
        while (true) {
            Route route = traffic.route();
            Way way = access == Access.READ_WRITE ? route.write() : route.read();
            if (way instanceof Way.Open open) {
                if (access == Access.READ_WRITE && route.settling()) {
                    traffic.wrote();
                }
                try {
                    return entrance.into(open.pool(), now, until);
                } catch (SeveredException goneMeanwhile) {
                    continue;
                } catch (UnavailableException failure) {
                    if (!changesItsWay(terms, route, failure, end)) {
                        throw failure;
                    }
                    continue;
                }
            }
            waitOrReject(terms, route, ((Way.Shut) way), until);
        }
    }

    /** A server that gives no connection may be about to be given up; then there is another way, if there is a standby. */
    private boolean changesItsWay(Terms terms, Route route, UnavailableException failure, long end) {
        if (terms.verdict() == 0 || failure.kind() != ErrorKind.CONNECTION || end - ticker.nanos() <= 0) {
            return false;
        }
        traffic.awaitVerdict(ticker.nanos(), end);
        return !traffic.route().equals(route);
    }

    private void waitOrReject(Terms terms, Route route, Way.Shut shut, long until) {
        if (terms.config().whileDown() == WhileDown.REJECT || !traffic.awaitChange(route, until)) {
            throw shut.why().exception();
        }
    }

    /** The place where each operation of a driver's client passes, as {@link #borrow(Access)} does for sessions. */
    public Turnstile turnstile() {
        return turnstile;
    }

    private Turnstile.Pass pass() {
        Terms terms = terms();
        long now = ticker.nanos();
        long until = now + terms.patience();
        return enter(Access.READ_WRITE, terms, now, until, until + terms.verdict(), Gate::admit);
    }

    /**
     * The same connections as a plain data source, for libraries that want one. While there is no server that takes
     * writes, it gives connections to one that answers reads; there a write fails at once.
     */
    public DataSource dataSource() {
        return dataSource;
    }

    private Connection plainConnection() throws SQLException {
        try {
            Route route = traffic.route();
            boolean readsOnly = route.write() instanceof Way.Shut && route.read() instanceof Way.Open;
            return new PlainConnection(borrow(readsOnly ? Access.READ_ONLY : Access.READ_WRITE));
        } catch (HoldfastException failure) {
            throw PlainFailure.of(failure);
        }
    }

    /**
     * Waits, because a connection has just broken, until it is certain which servers still answer and what they are; at
     * most until {@code deadline}. Afterwards a repetition finds a server that works, or is turned away. Who is interrupted
     * or finds too many waiting does not wait: what broke the connection must be told, and not that.
     */
    public void awaitVerdict(Deadline deadline) {
        try {
            traffic.awaitVerdict(ticker.nanos(), deadline.end());
        } catch (HoldfastException cutShort) {
            log.debug("{}", cutShort.getMessage());
        }
    }

    /** How much of the database can be used. */
    public Availability availability() {
        return traffic.standings().availability();
    }

    /** Why no call can be answered; empty if some can. */
    public Optional<HoldfastException> failure() {
        Route route = traffic.route();
        return route.write() instanceof Way.Shut && route.read() instanceof Way.Shut shut
                ? Optional.of(shut.why().exception())
                : Optional.empty();
    }

    /** What can be said of the servers now. */
    public GateStatus status() {
        return traffic.status();
    }

    /** Has {@code listener} told how long things take at the connections, until the subscription is closed. */
    public PoolListener.Subscription listen(PoolListener listener) {
        return traffic.listen(listener);
    }

    /** Closes the gate as {@link #close(Deadline)} does, with a few seconds of patience. */
    @Override
    public void close() {
        close(Deadline.after(PATIENCE_AT_CLOSING, ticker));
    }

    /**
     * Lets nobody in any more, waits until everything lent is back or {@code deadline} has passed, ends all connections,
     * and stops servers that were started here. Harmless when repeated.
     */
    public void close(Deadline deadline) {
        traffic.close(deadline);
    }
}

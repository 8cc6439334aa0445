package io.holdfast.pool.lending;

import com.zaxxer.hikari.pool.HikariPool;
import io.holdfast.config.DatabaseConfig;
import io.holdfast.config.PoolConfig;
import io.holdfast.engine.Limits;
import io.holdfast.error.HoldfastException;
import io.holdfast.error.MaskedCause;
import io.holdfast.log.Log;
import io.holdfast.pool.Lease;
import io.holdfast.pool.PoolStatus;
import io.holdfast.resilience.Deadline;
import io.holdfast.resilience.Ticker;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The connections to one server, from the moment it comes up to the moment it goes down.
 *
 * <p>HikariCP keeps them. Around it stands what it does not do: callers wait in a queue of ours, which is fair and
 * bounded, and from which all are called away when the server goes down ({@link Places}); connections are opened without
 * HikariCP's pauses ({@link Openings}); and when the server is given up, every connection is cut at once, those in use
 * first of all ({@link Connections}). HikariCP never sees an address or a password.
 *
 * <p>Safe for use by many threads.
 */
public final class Pool implements Supply {
    private static final Log log = Log.of(Pool.class);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);
    private static final Duration PATIENCE_WITH_BORROWERS = Duration.ofSeconds(30);
    private static final Duration PATIENCE_WITH_CANCELLED = Duration.ofSeconds(1);
    private static final Duration VALIDATION = Duration.ofSeconds(1);

    /** How long a caller stays inside HikariCP before it looks whether the server is still up. */
    private static final long SLICE_MILLIS = 50;

    private static final long STANDSTILL = TimeUnit.MILLISECONDS.toNanos(10 * SLICE_MILLIS);

    private final PoolHost host;
    private final Ticker ticker;
    private final Tally tally;
    private final HonestCommits commits;
    private final Places places;
    private final Borrowers borrowers;
    private final Refusals refusals;
    private final Connections connections = new Connections();
    private final DeadlockReports deadlocks;
    private final Openings openings;
    private final HikariSettings settings;
    private final HikariPool hikari;
    private final Tidying tidying;
    private volatile PoolConfig config;
    private volatile Limits limits;
    private volatile State state = State.OPEN;
    private volatile long suspectSince;
    private volatile long login;

    private enum State {
        OPEN,
        CLOSING,
        ENDED
    }

    private Pool(PoolHost host, PoolHost.Opened first) {
        this.host = host;
        this.refusals = new Refusals(host);
        this.config = host.config().pool();
        this.limits = Limits.of(host.config().timeouts());
        this.ticker = host.time().ticker();
        this.tally = host.tally();
        this.commits = new HonestCommits(host);
        this.places = new Places(config.size(), config.maxWaiting());
        this.borrowers = new Borrowers(config.size(), ticker);
        this.deadlocks = new DeadlockReports(host, connections);
        this.openings = new Openings(host, this, first);
        this.login = first.login();
        this.suspectSince = ticker.nanos();
        var source = new Source(openings::next, () -> host.config().timeouts().connect());
        this.settings = HikariSettings.of(host.label(), config, source, new Adjudicator(this, host));
        this.hikari = new HikariPool(settings.hikari());
        this.tidying = new Tidying(hikari);
    }

    /** A pool that begins with the connection {@code first}. */
    public static Pool open(PoolHost host, PoolHost.Opened first) {
        return new Pool(host, first);
    }

    /**
     * A session, as soon as one is free.
     *
     * @param now the ticker's nanoseconds
     * @param until the end of the caller's patience, in the ticker's nanoseconds
     * @throws SeveredException if the server was given up meanwhile
     * @throws HoldfastException of kind POOL_EXHAUSTED if all were in use until then or too many callers wait, of the kind
     *     that the engine says if no connection could be opened, of kind CANCELLED if the pool is closing or the thread was
     *     interrupted
     */
    public Lease borrow(long now, long until) throws SeveredException {
        Places.Entry entry = places.enter(ticker, until);
        checkOpen();
        if (entry != Places.Entry.IN) {
            throw refused(entry, until - now);
        }
        boolean taken = false;
        try {
            Borrowed borrowed = take(now, until);
            taken = true;
            return borrowed;
        } finally {
            if (!taken) {
                places.leave();
            }
        }
    }

    private Borrowed take(long now, long until) throws SeveredException {
        while (true) {
            Connection connection = fromHikari(now, until);
            PhysicalConnection inside = inside(connection);
            if (isFit(inside)) {
                inside.lend(now, borrowers.trace(places.free(), now));
                if (tally.isMeasured()) {
                    tally.acquired(ticker.nanos() - now);
                }
                return new Borrowed(connection, inside);
            }
            hikari.evictConnection(connection);
        }
    }

    private static PhysicalConnection inside(Connection connection) {
        try {
            return connection.unwrap(PhysicalConnection.class);
        } catch (SQLException impossible) {
            throw new IllegalStateException("the pool gave a connection that is not ours", impossible);
        }
    }

    /** One that may be dead for all we know is asked first. */
    private boolean isFit(PhysicalConnection inside) {
        if (inside.isBroken() || inside.login() < login) {
            return false;
        }
        return (inside.provenAt() - suspectSince >= 0 || answers(inside)) && isLimited(inside);
    }

    /** One that was limited before the limits were changed is limited anew. */
    private boolean isLimited(PhysicalConnection inside) {
        Limits now = limits;
        return now.equals(inside.limits()) || limit(inside, now);
    }

    private boolean limit(PhysicalConnection inside, Limits now) {
        try {
            inside.limit(host.engine(), now);
            return true;
        } catch (Exception failure) {
            log.debug("{}: a connection takes no new limits; it is closed", host.label(), MaskedCause.of(failure));
            return false;
        }
    }

    private boolean answers(PhysicalConnection inside) {
        long asked = ticker.nanos();
        boolean answers = inside.session().ping(VALIDATION);
        if (answers) {
            inside.proven(asked);
        }
        return answers;
    }

    /** A wait that took much longer than it should was a pause of this process, and is not counted. */
    private Connection fromHikari(long start, long until) throws SeveredException {
        long patience = SLICE_MILLIS;
        long asked = start;
        long end = until;
        while (true) {
            try {
                return hikari.getConnection(patience);
            } catch (SQLException none) {
                checkOpen();
                if (none.getCause() instanceof InterruptedException) {
                    throw refusals.interrupted();
                }
                long now = ticker.nanos();
                if (now - asked >= STANDSTILL) {
                    end += now - asked;
                } else if (end - now <= 0) {
                    tally.timedOut();
                    throw openings.lastFailure().orElseGet(() -> refusals.noneOpened(none));
                }
                patience = Math.max(1, Math.min(SLICE_MILLIS, TimeUnit.NANOSECONDS.toMillis(end - now)));
                asked = now;
            }
        }
    }

    private void checkOpen() throws SeveredException {
        State now = state;
        if (now == State.OPEN) {
            return;
        }
        if (now == State.CLOSING) {
            throw refusals.closing();
        }
        throw new SeveredException();
    }

    private HoldfastException refused(Places.Entry entry, long patience) {
        borrowers.watchAll();
        if (entry == Places.Entry.INTERRUPTED) {
            return refusals.interrupted();
        }
        PoolConfig now = config;
        if (entry == Places.Entry.CROWDED) {
            tally.turnedAway();
            return refusals.crowded(now.maxWaiting());
        }
        tally.timedOut();
        if (openings.lastFailure().isPresent() && hikari.getTotalConnections() < now.size()) {
            return openings.lastFailure().get();
        }
        return refusals.allInUse(now.size(), patience, places.waiting(), connections.loans(ticker.nanos()));
    }

    // what its connections tell it

    PoolHost host() {
        return host;
    }

    HonestCommits commits() {
        return commits;
    }

    DeadlockReports deadlocks() {
        return deadlocks;
    }

    PhysicalConnection admit(PoolHost.Opened opened) {
        var connection = new PhysicalConnection(opened.sql(), opened.login(), this, ticker.nanos());
        connections.add(connection);
        return connection;
    }

    void returned(long lentAt) {
        places.leave();
        if (tally.isMeasured()) {
            tally.used(ticker.nanos() - lentAt);
        }
    }

    void gone(PhysicalConnection connection) {
        connections.remove(connection);
    }

    /**
     * The connection that this thread has is broken: what its borrower still tries on it must not reach the database. With
     * its transaction gone, SQLite would store every further statement at once.
     */
    void closeLentHere() {
        connections.onlyOneLentTo(Thread.currentThread()).ifPresent(PhysicalConnection::end);
    }

    @Override
    public void suspect() {
        suspectSince = ticker.nanos();
    }

    Limits limits() {
        return limits;
    }

    // what is asked of it from outside

    /**
     * Has what {@code next} says hold from now on. What is lent stays lent; what there is too much of then is closed when it
     * is back. Never waits for a server, and never fails.
     */
    @Override
    public void adopt(DatabaseConfig next) {
        Limits limitsNow = Limits.of(next.timeouts());
        if (!limitsNow.equals(limits)) {
            limits = limitsNow;
        }
        PoolConfig before = config;
        PoolConfig now = next.pool();
        if (!now.equals(before)) {
            config = now;
            settings.change(now);
            places.resize(now.size(), now.maxWaiting());
            borrowers.resize(now.size());
            tidying.changed(before, now);
        }
    }

    @Override
    public void tidy() {
        tidying.tidy(config);
    }

    @Override
    public void retireBefore(long proven) {
        if (login < proven) {
            login = proven;
            hikari.softEvictConnections();
        }
    }

    @Override
    public List<Loan> newLeaks() {
        List<Loan> leaks = connections.newlyOverdue(ticker.nanos(), config.leakThreshold());
        if (!leaks.isEmpty()) {
            tally.leaked(leaks.size());
            borrowers.watchAll();
        }
        return leaks;
    }

    @Override
    public PoolStatus status() {
        return new PoolStatus(
                hikari.getActiveConnections(),
                hikari.getIdleConnections(),
                places.waiting() + hikari.getThreadsAwaitingConnection(),
                hikari.getTotalConnections(),
                config.size(),
                connections.overdue(ticker.nanos(), config.leakThreshold()));
    }

    /**
     * Gives the server up: cuts every connection at once, and calls away everybody who waits. When it returns, nothing
     * more can be sent to the server. What is left of the pool is cleared away later, with {@link #clear}.
     */
    @Override
    public void sever() {
        state = State.ENDED;
        openings.stop();
        connections.cutAll();
        places.dissolve();
    }

    /** Clears away what is left, when everything that was lent is back; can take seconds. */
    @Override
    public void clear() {
        drained(Deadline.after(PATIENCE_WITH_BORROWERS, ticker));
        end();
    }

    private void end() {
        try {
            hikari.shutdown();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        connections.closeAll();
    }

    /**
     * Lends nothing more, and waits until everything lent is back or {@code deadline} has passed. Then what still runs is
     * cancelled at the server, where it would go on with its locks, and the connections are ended, those in use too. Harmless when repeated.
     */
    @Override
    public void close(Deadline deadline) {
        synchronized (this) {
            if (state != State.OPEN) {
                return;
            }
            state = State.CLOSING;
        }
        places.dissolve();
        boolean interrupted = !drained(deadline);
        if (hikari.getActiveConnections() > 0) {
            connections.cancelLent(host.config().name());
            interrupted |= !drained(Deadline.after(PATIENCE_WITH_CANCELLED, ticker));
        }
        state = State.ENDED;
        openings.stop();
        end();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for what is lent; false if that was interrupted, so that closing goes on and the interrupt is kept. */
    private boolean drained(Deadline deadline) {
        try {
            while (hikari.getActiveConnections() > 0 && !deadline.hasPassed()) {
                host.time().pauser().pause(deadline.remainingUpTo(LOOK_AGAIN));
            }
            return true;
        } catch (InterruptedException interrupted) {
            return false;
        }
    }
}

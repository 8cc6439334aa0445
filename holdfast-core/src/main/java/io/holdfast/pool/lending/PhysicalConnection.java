package io.holdfast.pool.lending;

import io.holdfast.engine.Engine;
import io.holdfast.engine.Limits;
import io.holdfast.engine.SqlSession;
import io.holdfast.error.MaskedCause;
import io.holdfast.log.Log;
import io.holdfast.pool.Purpose;
import io.holdfast.resilience.Deadline;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One connection of the driver, for as long as it lives: who has it, when it last proved to work, and commits that are
 * honest about their outcome.
 *
 * <p>HikariCP keeps it and never says when it is given back; but the last thing it does then is to clear the warnings,
 * so that is how we know. A borrower who clears them without need is taken for one who has given it back: it is missed by
 * the search for leaks, and one caller more may enter.
 *
 * <p>One thread uses it at a time; whoever watches reads it at any moment.
 */
final class PhysicalConnection implements NotedConnection {
    private static final Log log = Log.of(PhysicalConnection.class);
    private static final Duration UNLIMITED = Duration.ofDays(1);

    private final SqlSession session;
    private final Connection target;
    private final long login;
    private final Pool pool;
    private final Activity activity = new Activity();
    private final boolean readsAhead;
    private final AtomicBoolean lent = new AtomicBoolean();
    private volatile long provenAt;
    private volatile boolean autoCommit = true;
    private volatile boolean broken;
    private volatile boolean reported;
    private boolean returning;
    private volatile @Nullable Thread borrower;
    private @Nullable Throwable trace;
    private @Nullable Deadline deadline;
    private volatile @Nullable Purpose purpose;
    private long lentAt;
    private volatile @Nullable Limits limits;

    PhysicalConnection(SqlSession session, long login, Pool pool, long now) {
        this.session = session;
        this.target = session.connection();
        this.login = login;
        this.pool = pool;
        this.readsAhead = pool.host().engine().readsAhead();
        this.provenAt = now;
    }

    /**
     * Has the server limit what is done on it.
     *
     * @throws Exception whatever the driver throws
     */
    void limit(Engine engine, Limits now) throws Exception {
        engine.limit(session, now);
        limits = now;
    }

    /** What it is limited to, if that is done. */
    @Nullable
    Limits limits() {
        return limits;
    }

    @Override
    public Connection target() {
        return target;
    }

    /** The engine's session. */
    SqlSession session() {
        return session;
    }

    /** The number of the credentials with which it was opened. */
    long login() {
        return login;
    }

    /** Notes who takes it, and from where if {@code place} says so. */
    void lend(long now, @Nullable Throwable place) {
        borrower = Thread.currentThread();
        trace = place;
        lentAt = now;
        reported = false;
        returning = false;
        deadline = null;
        purpose = null;
        activity.reset();
        lent.set(true);
    }

    /** The current thread goes on with it. */
    void takeOver() {
        borrower = Thread.currentThread();
    }

    /**
     * Its borrower gives it back: what cannot be reset from now on breaks it, and fails nobody. HikariCP would pass the
     * failure on, lend the connection again half reset, and never say that it came back.
     */
    void giveBack() {
        returning = true;
    }

    /** Who has it; empty while it lies in the pool. */
    Optional<Loan> loan(long now) {
        Thread thread = borrower;
        return lent.get() && thread != null
                ? Optional.of(Loan.to(thread, Duration.ofNanos(now - lentAt), CallSite.in(trace)))
                : Optional.empty();
    }

    void usedFor(Purpose what) {
        purpose = what;
    }

    /** Who uses it, and for what if that was said. */
    String user(long now) {
        Purpose known = purpose;
        return known == null
                ? loan(now).map(Loan::toString).orElse("somebody who has given it back")
                : known.toString();
    }

    /** Whether somebody has it for transactions of several statements. */
    boolean isInTransaction() {
        return !autoCommit && lent.get();
    }

    @Override
    public Activity activity() {
        return activity;
    }

    /** Whether it has been away longer than {@code limit}. */
    boolean isOverdue(long now, Duration limit) {
        return lent.get() && now - lentAt >= limit.toNanos();
    }

    /** Whether it has been away longer than {@code limit} for the first time somebody asks. */
    boolean isNewlyOverdue(long now, Duration limit) {
        if (reported || !isOverdue(now, limit)) {
            return false;
        }
        reported = true;
        return true;
    }

    /** Whether somebody has it. */
    boolean isLent() {
        return lent.get();
    }

    boolean isLentTo(Thread thread) {
        return lent.get() && borrower == thread;
    }

    /** Ends the session at once; the pool gets the rest of it back later. */
    void end() {
        broken = true;
        session.close();
    }

    void within(Deadline limit) {
        deadline = limit;
    }

    /** Until when its borrower wants an answer; empty if that was not said. */
    Optional<Deadline> deadline() {
        return Optional.ofNullable(deadline);
    }

    /** When it was last known to work. */
    long provenAt() {
        return provenAt;
    }

    void proven(long now) {
        provenAt = now;
    }

    /** Whether each statement is a transaction of its own. */
    boolean isAutoCommit() {
        return autoCommit;
    }

    /** It must not be lent again. */
    void breakDown() {
        broken = true;
    }

    boolean isBroken() {
        return broken;
    }

    /** The engine knows better than the driver: SQLite's takes a file that was deleted for a valid one. */
    @Override
    public boolean isValid(int seconds) throws SQLException {
        if (seconds < 0) {
            return target.isValid(seconds);
        }
        return !broken && session.ping(seconds == 0 ? UNLIMITED : Duration.ofSeconds(seconds));
    }

    /** The server rolls back by itself what was open on a connection that broke. */
    @Override
    public void rollback() throws SQLException {
        if (!broken) {
            busy(target::rollback);
        }
    }

    @Override
    public void setReadOnly(boolean on) throws SQLException {
        if (!broken) {
            set(() -> target.setReadOnly(on));
        }
    }

    @Override
    public void setTransactionIsolation(int level) throws SQLException {
        set(() -> target.setTransactionIsolation(level));
    }

    @Override
    public void setCatalog(String catalog) throws SQLException {
        set(() -> target.setCatalog(catalog));
    }

    @Override
    public void setSchema(String schema) throws SQLException {
        set(() -> target.setSchema(schema));
    }

    @Override
    public void setNetworkTimeout(Executor executor, int millis) throws SQLException {
        set(() -> target.setNetworkTimeout(executor, millis));
    }

    private void set(Setting setting) throws SQLException {
        if (returning && broken) {
            return;
        }
        try {
            setting.set();
        } catch (SQLException failure) {
            if (!returning) {
                throw failure;
            }
            log.warn("{} could not be reset; the pool drops it", this, MaskedCause.of(failure));
            broken = true;
            new Adjudicator(pool, pool.host()).adjudicate(failure);
        }
    }

    /** Does something with the driver's connection. */
    @FunctionalInterface
    private interface Setting {
        void set() throws SQLException;
    }

    private void busy(Setting what) throws SQLException {
        activity.occupy();
        try {
            what.set();
        } finally {
            activity.end();
        }
    }

    @Override
    public Savepoint setSavepoint() throws SQLException {
        activity.occupy();
        try {
            return target.setSavepoint();
        } finally {
            activity.end();
        }
    }

    @Override
    public void releaseSavepoint(Savepoint savepoint) throws SQLException {
        busy(() -> target.releaseSavepoint(savepoint));
    }

    @Override
    public void rollback(Savepoint savepoint) throws SQLException {
        busy(() -> target.rollback(savepoint));
    }

    @Override
    public void commit() throws SQLException {
        activity.begin("COMMIT");
        try {
            pool.commits().commit(this);
        } catch (SQLException failure) {
            pool.deadlocks().look(this, failure);
            throw failure;
        } finally {
            activity.end();
        }
    }

    @Override
    public <T> T noted(String sql, Statement statement, Doing<T> doing) throws SQLException {
        activity.begin(sql);
        boolean goesOn = false;
        try {
            T result = doing.now();
            goesOn = (result instanceof ResultSet || Boolean.TRUE.equals(result))
                    && (!readsAhead || statement.getFetchSize() > 0);
            return result;
        } catch (SQLException failure) {
            pool.deadlocks().look(this, failure);
            throw failure;
        } finally {
            if (!goesOn) {
                activity.end();
            }
        }
    }

    @Override
    public void setAutoCommit(boolean on) throws SQLException {
        if (!broken && on && !autoCommit && !returning) {
            pool.commits().finish(this);
        }
        if (!broken) {
            set(() -> target.setAutoCommit(on));
        }
        autoCommit = on;
        if (!on) {
            pool.deadlocks().watch();
        }
    }

    @Override
    public void clearWarnings() throws SQLException {
        try {
            if (!broken) {
                set(target::clearWarnings);
            }
        } finally {
            comeBack();
        }
    }

    @Override
    public void close() {
        comeBack();
        pool.gone(this);
        session.close();
    }

    @Override
    public void abort(Executor executor) throws SQLException {
        broken = true;
        comeBack();
        target.abort(executor);
    }

    private void comeBack() {
        if (lent.compareAndSet(true, false)) {
            borrower = null;
            trace = null;
            pool.returned(lentAt);
        }
    }

    @Override
    public String toString() {
        return "connection to " + pool.host().label();
    }
}

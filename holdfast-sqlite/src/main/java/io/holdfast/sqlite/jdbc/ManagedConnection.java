package io.holdfast.sqlite.jdbc;

import io.holdfast.jdbc.ForwardingConnection;
import io.holdfast.sqlite.file.DatabaseFile;
import io.holdfast.sqlite.file.FileWatch;
import io.holdfast.sqlite.sql.Quoting;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.sqlite.BusyHandler;
import org.sqlite.SQLiteConnection;

/**
 * The driver's connection with transactions of ours ({@link OwnTransaction}), prepared statements that are used again,
 * and statements that can be given a time limit.
 *
 * <p>One thread at a time; {@link #cancel} from any.
 */
public final class ManagedConnection implements ForwardingConnection {
    private final SQLiteConnection driver;
    private final FileWatch watch;
    private final LockWait lock;
    private final OwnTransaction transaction;
    private final StatementCache cache = new StatementCache();
    private final AtomicBoolean closed = new AtomicBoolean();

    private ManagedConnection(SQLiteConnection driver, FileWatch watch, LockWait lock, OwnTransaction transaction) {
        this.driver = driver;
        this.watch = watch;
        this.lock = lock;
        this.transaction = transaction;
    }

    /**
     * Takes over {@code driver}, which is set up.
     *
     * @param patience the longest wait for a lock, and for a turn to write
     */
    public static ManagedConnection over(SQLiteConnection driver, DatabaseFile file, Duration patience)
            throws SQLException, IOException {
        var lock = new LockWait(patience.toNanos());
        BusyHandler.setHandler(driver, lock);
        var watch = new FileWatch(file);
        Statement statement = driver.createStatement();
        WriteLane lane = WriteLane.of(file.identity());
        var checkpoints = new Checkpoints(statement, lock, lane.checkpoints());
        var transaction = new OwnTransaction(driver, lock, new FileCheck(driver, watch, checkpoints), lane);
        transaction.setReadOnly(driver.isReadOnly());
        return new ManagedConnection(driver, watch, lock, transaction);
    }

    @Override
    public SQLiteConnection target() {
        return driver;
    }

    OwnTransaction transaction() {
        return transaction;
    }

    /** Whether the file is still the one that was opened. */
    public boolean hasItsFile() {
        return watch.isSame();
    }

    /** Waits for a lock, and for a turn to write, no longer than {@code patience}. */
    public void limit(Duration patience) {
        lock.limit(patience.toNanos());
    }

    /** The longest wait for a lock. */
    public Duration patience() {
        return Duration.ofNanos(lock.patience());
    }

    /** Ends what runs or waits; the statement fails as interrupted. Does nothing where nothing runs. */
    public synchronized void cancel() throws SQLException {
        if (!driver.isClosed()) {
            transaction.callOff();
            driver.getDatabase().interrupt();
        }
    }

    /** Never while it is being cancelled: SQLite would look at memory that is not its own any more. */
    @Override
    public synchronized void close() throws SQLException {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            cache.clear();
        } finally {
            try {
                driver.close();
            } finally {
                transaction.close();
            }
        }
    }

    // transactions

    @Override
    public boolean getAutoCommit() {
        return transaction.isAutoCommit();
    }

    @Override
    public void setAutoCommit(boolean on) throws SQLException {
        transaction.setAutoCommit(on);
    }

    @Override
    public void commit() throws SQLException {
        checkManual("commit");
        transaction.commit();
    }

    @Override
    public void rollback() throws SQLException {
        checkManual("rollback");
        transaction.rollback();
    }

    private void checkManual(String what) throws SQLException {
        if (driver.isClosed()) {
            throw new SQLException("the connection is closed", "08003");
        }
        if (transaction.isAutoCommit()) {
            throw new SQLException("%s needs setAutoCommit(false) first".formatted(what), "25000");
        }
    }

    /** SQLite says so of the whole file; here it is what the next transaction may do. */
    @Override
    public void setReadOnly(boolean on) throws SQLException {
        if (!driver.isReadOnly()) {
            transaction.setReadOnly(on);
        }
    }

    @Override
    public boolean isReadOnly() {
        return transaction.isReadOnly();
    }

    // savepoints

    private record Mark(int number, String label) implements Savepoint {

        @Override
        public int getSavepointId() throws SQLException {
            if (!label.isEmpty()) {
                throw new SQLException("the savepoint %s has a name and no number".formatted(label));
            }
            return number;
        }

        @Override
        public String getSavepointName() throws SQLException {
            if (label.isEmpty()) {
                throw new SQLException("the savepoint has a number and no name");
            }
            return label;
        }

        String sql() {
            return Quoting.name(label.isEmpty() ? "holdfast_" + number : label);
        }
    }

    @Override
    public Savepoint setSavepoint() throws SQLException {
        return set(new Mark(transaction.nextSavepoint(), ""));
    }

    @Override
    public Savepoint setSavepoint(String name) throws SQLException {
        return set(new Mark(0, name));
    }

    private Savepoint set(Mark mark) throws SQLException {
        checkManual("a savepoint");
        transaction.runOwn("savepoint " + mark.sql());
        return mark;
    }

    @Override
    public void releaseSavepoint(Savepoint savepoint) throws SQLException {
        transaction.release(mark(savepoint).sql());
    }

    @Override
    public void rollback(Savepoint savepoint) throws SQLException {
        transaction.runOwn("rollback to " + mark(savepoint).sql());
    }

    private static Mark mark(Savepoint savepoint) throws SQLException {
        if (savepoint instanceof Mark mark) {
            return mark;
        }
        throw new SQLException("the savepoint belongs to another connection", "3B001");
    }

    // statements

    @Override
    public Statement createStatement() throws SQLException {
        return new ManagedStatement(driver.createStatement(), this);
    }

    @Override
    public Statement createStatement(int type, int concurrency) throws SQLException {
        return new ManagedStatement(driver.createStatement(type, concurrency), this);
    }

    @Override
    public Statement createStatement(int type, int concurrency, int holdability) throws SQLException {
        return new ManagedStatement(driver.createStatement(type, concurrency, holdability), this);
    }

    @Override
    public PreparedStatement prepareStatement(String sql) throws SQLException {
        return prepare(sql, false);
    }

    private PreparedStatement prepare(String sql, boolean wantsKeys) throws SQLException {
        PreparedStatement kept = cache.take(sql);
        PreparedStatement statement = kept == null ? transaction.read(() -> driver.prepareStatement(sql)) : kept;
        return new ManagedPreparedStatement(statement, this, sql, wantsKeys);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int generatedKeys) throws SQLException {
        return prepare(sql, generatedKeys == Statement.RETURN_GENERATED_KEYS);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int[] columns) throws SQLException {
        return prepare(sql, true);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, String[] columns) throws SQLException {
        return prepare(sql, true);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int type, int concurrency) throws SQLException {
        return prepareStatement(sql, type, concurrency, ResultSet.CLOSE_CURSORS_AT_COMMIT);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
            throws SQLException {
        return new ManagedPreparedStatement(
                transaction.read(() -> driver.prepareStatement(sql, type, concurrency, holdability)), this, sql, false);
    }

    /** Keeps a statement of {@code sql} that nobody needs at the moment. */
    void keep(String sql, PreparedStatement statement) throws SQLException {
        if (closed.get()) {
            statement.close();
        } else {
            cache.give(sql, statement);
        }
    }

    // the rest

    @Override
    public void abort(Executor executor) throws SQLException {
        throw new SQLFeatureNotSupportedException("SQLite cannot be cut off; it can be cancelled");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type.isInstance(this) ? type.cast(this) : isDriver(type) ? type.cast(driver) : driver.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this) || isDriver(type) || driver.isWrapperFor(type);
    }

    private boolean isDriver(Class<?> type) {
        return type.isInstance(driver);
    }

    @Override
    public String toString() {
        return "connection to " + driver.getUrl();
    }
}

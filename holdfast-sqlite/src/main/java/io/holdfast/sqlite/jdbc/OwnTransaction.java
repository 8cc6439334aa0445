package io.holdfast.sqlite.jdbc;

import io.holdfast.sqlite.sql.StatementKind;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The transactions of one connection, begun and ended in words of ours: the driver begins the next one as soon as one has
 * ended, keeps the lock while nobody works, and takes a transaction that SQLite has undone for one that is open.
 *
 * <p>One that may write begins with {@code BEGIN IMMEDIATE}, in its turn: it waits for the lock before it has read
 * anything, so that nothing it has read can be outdated, and SQLite never has to turn it away. One that only reads begins
 * with {@code BEGIN}, and keeps nobody waiting.
 *
 * <p>One thread at a time; any thread may call off what it waits for.
 */
final class OwnTransaction {
    private final SQLiteConnection driver;
    private final StatementCache statements = new StatementCache();
    private final LockWait lock;
    private final FileCheck file;
    private final WriteLane lane;
    private final List<ResultSet> returned = new ArrayList<>();
    private boolean autoCommit = true;
    private boolean readOnly;
    private int savepoints;
    private State state = State.NONE;
    private volatile WriteLane.@Nullable Turn turn;

    private enum State {
        NONE,
        READING,
        WRITING,
        /** SQLite has undone it, and its owner does not know. */
        LOST
    }

    /** What is done while the connection is in order. */
    @FunctionalInterface
    interface Execution<T> {
        T run() throws SQLException;
    }

    OwnTransaction(SQLiteConnection driver, LockWait lock, FileCheck file, WriteLane lane) {
        this.driver = driver;
        this.lock = lock;
        this.file = file;
        this.lane = lane;
    }

    boolean isAutoCommit() {
        return autoCommit;
    }

    boolean isReadOnly() {
        return readOnly;
    }

    void setReadOnly(boolean on) throws SQLException {
        if (state != State.NONE && on != readOnly) {
            throw new SQLException("a transaction is open; whether it only reads is said before it begins", "25001");
        }
        readOnly = on;
    }

    /** Turning it on commits what is open, as JDBC has it. */
    void setAutoCommit(boolean on) throws SQLException {
        if (on && !autoCommit) {
            commit();
        }
        autoCommit = on;
    }

    /** Runs a statement of the connection's user: in the open transaction, in a new one, or as one of its own. */
    <T> T run(StatementKind kind, Execution<T> execution) throws SQLException {
        check(kind);
        lock.begin();
        if (state == State.NONE && !autoCommit) {
            begin();
        }
        if (state == State.NONE && kind == StatementKind.RETURNS) {
            return runWhole(execution);
        }
        boolean alone = autoCommit && kind.mayWrite();
        if (alone) {
            enter();
        }
        try {
            checkWanted();
            if (alone) {
                file.lookBefore();
            }
            T result = execution.run();
            if (alone) {
                file.lookAfter();
            }
            return result;
        } catch (SQLException failure) {
            throw failed(failure);
        } finally {
            if (alone) {
                leaveTurn();
            }
        }
    }

    /** SQLite would commit only once the rows are closed, where the driver does not hear whether that failed. */
    private <T> T runWhole(Execution<T> execution) throws SQLException {
        begin();
        boolean done = false;
        try {
            checkWanted();
            T result = execution.run();
            commit();
            done = true;
            return result;
        } catch (SQLException failure) {
            throw failed(failure);
        } finally {
            if (!done) {
                rollback();
            }
        }
    }

    /** Between a wait and the statement nothing runs that a cancellation could end. */
    private void checkWanted() throws SQLException {
        if (lock.wasCalledOff()) {
            throw interrupted();
        }
    }

    /** SQLite neither commits nor releases a savepoint while {@code rows} of a write are open; they are closed then. */
    void closeAtCommit(ResultSet rows) {
        returned.add(rows);
    }

    private void closeReturned() throws SQLException {
        for (ResultSet rows : returned) {
            rows.close();
        }
        returned.clear();
    }

    /** Makes what was done since {@code savepoint} a part of what was done before it. */
    void release(String savepoint) throws SQLException {
        closeReturned();
        runOwn("release " + savepoint);
    }

    private void leaveTurn() {
        if (lock.hasWaited()) {
            lane.metOthers();
        }
        lane.exit();
    }

    /** Does what reads the schema at most, such as preparing a statement; it begins nothing. */
    <T> T read(Execution<T> execution) throws SQLException {
        lock.begin();
        try {
            return execution.run();
        } catch (SQLException failure) {
            throw failed(failure);
        }
    }

    private void check(StatementKind kind) throws SQLException {
        if (state == State.LOST) {
            throw lost();
        }
        if (kind == StatementKind.TRANSACTION || (kind == StatementKind.SAVEPOINT && autoCommit)) {
            throw refused(
                    "a transaction is begun and ended through the connection: setAutoCommit(false), commit, rollback");
        }
        if (readOnly && kind.mayWrite()) {
            throw new SQLiteException(
                    "the connection only reads; setReadOnly(false) before the transaction begins",
                    SQLiteErrorCode.SQLITE_READONLY);
        }
    }

    private static SQLException refused(String sentence) {
        return new SQLException(sentence, "25001");
    }

    private static SQLiteException lost() {
        return new SQLiteException(
                "SQLite has rolled back the whole transaction because of an earlier failure; nothing of it is left",
                SQLiteErrorCode.SQLITE_ABORT_ROLLBACK);
    }

    private void begin() throws SQLException {
        if (readOnly) {
            execute("begin");
            state = State.READING;
            return;
        }
        enter();
        try {
            execute("begin immediate");
            state = State.WRITING;
        } finally {
            if (state != State.WRITING) {
                lane.exit();
            }
            if (lock.hasWaited()) {
                lane.metOthers();
            }
        }
    }

    private void enter() throws SQLException {
        var mine = new WriteLane.Turn();
        turn = mine;
        WriteLane.Outcome outcome = lane.enter(mine, lock.patience());
        turn = null;
        switch (outcome) {
            case GRANTED -> {}
            case TOO_LONG ->
                throw new SQLiteException(
                        "other connections of this process kept writing to the file", SQLiteErrorCode.SQLITE_BUSY);
            case CALLED_OFF -> throw interrupted();
        }
    }

    private static SQLiteException interrupted() {
        return new SQLiteException("the wait for the lock was called off", SQLiteErrorCode.SQLITE_INTERRUPT);
    }

    /** Ends the waiting that goes on, for a turn or for a lock; any thread may. */
    void callOff() {
        lock.callOff();
        WriteLane.Turn waiting = turn;
        if (waiting != null) {
            waiting.callOff();
        }
    }

    /** Commits what is open; a failure leaves it open, unless SQLite has undone it. */
    void commit() throws SQLException {
        lock.begin();
        endOpen();
        savepoints = 0;
    }

    private void endOpen() throws SQLException {
        switch (state) {
            case NONE -> {}
            case LOST -> {
                state = State.NONE;
                throw lost();
            }
            case READING -> {
                execute("commit");
                state = State.NONE;
            }
            default -> commitWritten();
        }
    }

    private void commitWritten() throws SQLException {
        closeReturned();
        file.lookBefore();
        execute("commit");
        state = State.NONE;
        try {
            file.lookAfter();
        } finally {
            lane.exit();
        }
    }

    /** Rolls back what is open; afterwards nothing is. */
    void rollback() throws SQLException {
        State before = state;
        state = State.NONE;
        savepoints = 0;
        if (before == State.NONE || before == State.LOST) {
            return;
        }
        try {
            lock.begin();
            closeReturned(); // or the driver begins another transaction behind it
            send("rollback");
        } catch (SQLException failure) {
            if (isOpen()) {
                state = before;
                throw failure;
            }
        } finally {
            if (before == State.WRITING && state == State.NONE) {
                lane.exit();
            }
        }
    }

    /** Runs a statement of our own that belongs to the transaction: one that has to do with savepoints. */
    void runOwn(String sql) throws SQLException {
        run(StatementKind.READS, () -> send(sql));
    }

    /** The connection is closed: SQLite undoes what is open, and others may write. */
    void close() {
        if (state == State.WRITING) {
            lane.exit();
        }
        state = State.NONE;
        lane.leave();
    }

    /** The words that begin and end transactions are few, and are prepared once. */
    private boolean send(String sql) throws SQLException {
        PreparedStatement kept = statements.take(sql);
        PreparedStatement statement = kept == null ? driver.prepareStatement(sql) : kept;
        try {
            boolean rows = statement.execute();
            statements.give(sql, statement);
            return rows;
        } catch (SQLException failure) {
            statement.close();
            throw failure;
        }
    }

    /** The number of the next savepoint: they begin anew with each transaction, so that their words come again. */
    int nextSavepoint() {
        savepoints++;
        return savepoints;
    }

    private void execute(String sql) throws SQLException {
        try {
            send(sql);
        } catch (SQLException failure) {
            throw failed(failure);
        }
    }

    /** What a failure means: whether SQLite has undone the transaction, and whether a wait was called off. */
    private SQLException failed(SQLException failure) {
        if ((state == State.WRITING || state == State.READING) && !isOpen()) {
            if (state == State.WRITING) {
                lane.exit();
            }
            state = State.LOST;
        }
        boolean busy = failure instanceof SQLiteException sqlite
                && (sqlite.getResultCode().code & 0xff) == SQLiteErrorCode.SQLITE_BUSY.code;
        if (busy && lock.isCalledOff()) {
            SQLiteException ended = interrupted();
            ended.addSuppressed(failure);
            return ended;
        }
        return failure;
    }

    /** SQLite says whether a transaction is open by refusing to begin another one; the driver has no question for it. */
    private boolean isOpen() {
        try {
            send("begin");
        } catch (SQLException refused) {
            return true;
        }
        try {
            send("rollback");
        } catch (SQLException unforeseen) {
            return true;
        }
        return false;
    }
}

package io.holdfast.sqlite.jdbc;

import io.holdfast.sqlite.file.FileWatch;
import io.holdfast.sqlite.file.FileWatch.Finding;
import io.holdfast.sqlite.sql.StatementKind;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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
    private final FileWatch watch;
    private final WriteLane lane;
    private final Checkpoints checkpoints;
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

    OwnTransaction(SQLiteConnection driver, LockWait lock, FileWatch watch, WriteLane lane, Checkpoints checkpoints) {
        this.driver = driver;
        this.lock = lock;
        this.watch = watch;
        this.lane = lane;
        this.checkpoints = checkpoints;
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
        if (state == State.NONE && !autoCommit) {
            begin();
        }
        boolean alone = autoCommit && kind.mayWrite();
        if (alone) {
            enter();
        }
        lock.begin();
        try {
            if (alone) {
                lookBefore();
            }
            T result = execution.run();
            if (alone) {
                lookAfter();
            }
            return result;
        } catch (SQLException failure) {
            throw failed(failure);
        } finally {
            if (alone) {
                lane.exit();
            }
        }
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
        lookBefore();
        execute("commit");
        state = State.NONE;
        try {
            lookAfter();
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
        lock.begin();
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

    /** Fails before anything is committed to a file that is not what it should be. */
    private void lookBefore() throws SQLException {
        switch (look(false)) {
            case SOUND -> {}
            case GONE ->
                throw new SQLiteException(
                        "the database file was deleted, moved or replaced", SQLiteErrorCode.SQLITE_READONLY_DBMOVED);
            case READ_ONLY ->
                throw new SQLiteException(
                        "the right to write the database file was taken away", SQLiteErrorCode.SQLITE_READONLY);
            case SHRUNK -> checkPages();
        }
    }

    /** What was committed meanwhile may lie in a file that nobody will open again. */
    private void lookAfter() throws SQLException {
        if (look(true) == Finding.GONE) {
            throw new SQLiteException(
                    "the database file or its log was deleted, moved or replaced during a commit",
                    SQLiteErrorCode.SQLITE_IOERR);
        }
        checkpoints.afterCommit(watch.logSize());
    }

    private Finding look(boolean after) throws SQLiteException {
        try {
            return after ? watch.lookAfter() : watch.look();
        } catch (IOException failure) {
            throw unseen(failure);
        }
    }

    private static SQLiteException unseen(IOException failure) {
        var unseen = new SQLiteException("the database file cannot be looked at", SQLiteErrorCode.SQLITE_IOERR);
        unseen.initCause(failure);
        return unseen;
    }

    /** SQLite itself makes a file smaller in the course of VACUUM; only the pages tell whether it was that. */
    private void checkPages() throws SQLException {
        send("pragma shrink_memory");
        try (Statement statement = driver.createStatement();
                ResultSet row = statement.executeQuery("pragma quick_check(1)")) {
            String said = row.next() ? String.valueOf(row.getString(1)) : "nothing";
            if (!said.equals("ok")) {
                throw new SQLiteException(
                        "the database file was cut off while it was open: " + said, SQLiteErrorCode.SQLITE_CORRUPT);
            }
            watch.acceptSize();
        } catch (IOException failure) {
            throw unseen(failure);
        }
    }
}

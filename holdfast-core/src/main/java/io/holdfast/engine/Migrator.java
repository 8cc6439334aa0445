package io.holdfast.engine;

import io.holdfast.config.Endpoint;
import java.sql.Connection;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Runs the scripts of schema migrations; a capability of an engine. */
public interface Migrator {
    /** How its scripts are written. */
    default ScriptForm form() {
        return ScriptForm.SQL;
    }

    /** What its scripts may contain. */
    Set<ScriptFeature> features();

    /**
     * Why {@code statement} must not be in a script, and what to write instead; empty for nearly all.
     */
    Optional<String> objection(MigrationStatement statement);

    /** Whether {@code statement} does something to more than its database: to the server, or to other databases of it. */
    default boolean reachesBeyond(MigrationStatement statement) {
        return false;
    }

    /** Whether {@code statement} cannot run in a transaction. */
    boolean runsAlone(MigrationStatement statement);

    /** Looks for what disturbs an application at work, in one run of migrations; another run needs another one. */
    Reviewer reviewer(Reviewer.Home home);

    /**
     * Where in the statement it failed, in characters from its beginning; empty where the server did not say.
     *
     * @param failure what {@link Runner#execute} threw
     */
    OptionalInt position(Throwable failure);

    /**
     * Where in the body of a function or of an anonymous block it failed, as the server says it and without the statement
     * that stands there; empty where it did not fail in one, or the server did not say.
     *
     * @param failure what {@link Runner#execute} threw
     */
    default Optional<String> placeInBody(Throwable failure) {
        return Optional.empty();
    }

    /** Whether its databases have schemas, in one of which {@link Runner#workIn} lets migrations work. */
    default boolean hasSchemas() {
        return false;
    }

    /**
     * Makes the database where it is missing and can be made by a client; does nothing elsewhere.
     *
     * @throws Exception whatever the driver throws
     */
    void create(Endpoint endpoint) throws Exception;

    /**
     * Connects for migrations.
     *
     * @param timeout longest wait for the server to answer
     * @param initSql what every session begins with; empty where nothing was declared
     * @throws Exception whatever the driver throws
     */
    Runner open(Endpoint endpoint, Duration timeout, String initSql) throws Exception;

    /**
     * What a transaction of migrations begins with.
     *
     * @param who what the server shows of it, such as {@code V12 add orders}
     * @param lockTimeout the longest wait for a lock of somebody else
     * @param foreignKeys whether foreign keys are looked at from statement to statement, where the engine can choose;
     *     otherwise at the end of the transaction
     * @param session whether the session is put into the state it had when it was opened
     */
    record Terms(String who, Duration lockTimeout, boolean foreignKeys, SessionState session) {}

    /** What becomes of what a script has set in its session. */
    enum SessionState {
        /** It is taken back: another script begins. */
        FRESH,
        /** It stays: the same script goes on. */
        KEPT
    }

    /** A session that runs migrations, in the hands of one thread: {@link SqlRunner} or {@link CommandRunner}. */
    interface Runner extends AutoCloseable {

        /**
         * Works in {@code schema} from now on, which may be missing yet: each script begins with it as the first of the
         * search path, and the history is there. For engines that have schemas.
         *
         * @throws Exception whatever the driver throws
         */
        default void workIn(String schema) throws Exception {
            throw new UnsupportedOperationException("there are no schemas to work in: " + schema);
        }

        /**
         * Makes the schema that {@link #workIn} named, where it is missing; does nothing where none was named.
         *
         * @throws Exception whatever the driver throws
         */
        default void makeSchema() throws Exception {}

        /**
         * Becomes the only runner for {@code history}, as long as it lives; one that is killed leaves nothing behind, or
         * nothing that lasts.
         *
         * @param who who that is, for those who have to wait
         * @return empty if it is now, or always where the engine lets one transaction write at a time; otherwise who is,
         *     for people
         * @throws Exception whatever the driver throws
         */
        Optional<String> tryLock(String history, String who) throws Exception;

        /**
         * Whether the lock holds from one transaction to the next. Where not, what others have done must be looked at in
         * each.
         */
        boolean keepsLock();

        /**
         * Whether the schema that migrations work on holds anything but the tables {@code others}.
         *
         * @throws Exception whatever the driver throws
         */
        boolean holdsObjects(Set<String> others) throws Exception;

        /**
         * Begins a transaction unless one is open, with the session as {@code terms} say.
         *
         * @return what names the transaction to the server, to be compared with {@link #transaction}; empty where a script
         *     cannot end it unseen
         * @throws Exception whatever the driver throws
         */
        Optional<String> begin(Terms terms) throws Exception;

        /** The expression that names the open transaction, for {@code returning}; empty as {@link #begin} has it. */
        default Optional<String> transaction() {
            return Optional.empty();
        }

        /**
         * Each statement is its own transaction from now on, with the session as {@code terms} say.
         *
         * @throws Exception whatever the driver throws
         */
        void beginAlone(Terms terms) throws Exception;

        /**
         * Runs one statement.
         *
         * @throws Exception whatever the driver throws
         */
        void execute(MigrationStatement statement) throws Exception;

        /**
         * Works as itself again, whatever a script has set of that, so that the history can be written.
         *
         * @throws Exception whatever the driver throws
         */
        void resume() throws Exception;

        /**
         * Commits, after what was put off until now was looked at.
         *
         * @throws Exception whatever the driver throws
         */
        void commit() throws Exception;

        /** Undoes what is open; afterwards nothing is. */
        void rollback() throws Exception;

        /**
         * What is there of a statement that runs alone and was begun once, by a runner that died; half of it is removed.
         *
         * @throws Exception whatever the driver throws
         */
        Remains clear(MigrationStatement statement) throws Exception;

        /** Has the server stop the statement that is running; safe to call from another thread. */
        void cancel() throws Exception;

        @Override
        void close();
    }

    /** A runner of SQL: the history is a table, and so is what other tools have recorded. */
    interface SqlRunner extends Runner {
        /** The driver's connection, for the history; it belongs to the runner. */
        Connection connection();

        /**
         * The schema in which the table {@code history} is, or is to be made; empty where the engine has no schemas.
         *
         * @throws Exception whatever the driver throws
         */
        Optional<String> schema(String history) throws Exception;

        /**
         * Keeps Flyway out as well, which has a lock of its own, as long as the connection lives.
         *
         * @param table Flyway's table with its schema, as a statement has them
         * @return as {@link #tryLock} does
         * @throws Exception whatever the driver throws
         */
        Optional<String> tryLockOfFlyway(String table) throws Exception;
    }

    /** What is there of a statement that was begun once. */
    enum Remains {
        /** All of it; whether by the runner that died is not known. */
        DONE,
        /** All of it: what was missing was done just now. */
        FINISHED,
        /** Nothing any more, or it may be run again whatever is there. */
        NOTHING
    }
}

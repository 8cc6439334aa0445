package io.holdfast.engine;

import io.holdfast.config.Endpoint;
import io.holdfast.engine.SchemaModel.Column;
import io.holdfast.engine.SchemaModel.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Takes a whole copied database beside what is there already, and publishes it in one atomic step; a capability of an
 * engine.
 */
public interface Receiver {

    /** How this engine spells {@code type}. */
    String spell(DataType type);

    /**
     * Whether this engine can say {@code expression} with the same meaning for the columns of {@code table}.
     *
     * @return the SQL, or empty
     */
    Optional<String> render(Expression expression, Table table);

    /**
     * Whether this engine can say {@code expression} with the same meaning as what {@code column} of {@code table} gets:
     * its default, or its computation.
     *
     * @return the SQL, or empty
     */
    Optional<String> render(Expression expression, Column column, Table table);

    /**
     * The name under which this engine keeps what the model calls {@code name}: the same, or a shorter one where it is
     * longer than the engine allows.
     */
    String nameOf(String name);

    /**
     * The statements that make {@code model} in the staging area, in the order in which they are to run. Names of
     * keys, indexes and constraints are made fit and unique here; what the model holds but the engine cannot express
     * must have been taken out before.
     *
     * @param schema the schema that will be published
     */
    List<Statement> statements(SchemaModel model, String schema);

    /**
     * Prepares an empty staging area for {@code schema}, alone: what an interrupted transfer left behind is removed.
     *
     * @param source what is copied, for the record that {@link Staging#publish} leaves; without credentials
     * @throws io.holdfast.error.HoldfastException of kind LOCKED if another transfer into {@code schema} is running, of
     *     kind DECISION_NEEDED if {@code schema} holds objects, of kind PERMISSION if the user may not do it
     * @throws Exception whatever else the driver throws
     */
    Staging prepare(Endpoint endpoint, String schema, String source) throws Exception;

    /**
     * A weaker form of {@code statement} that holds for new rows only, for a foreign key or check that rows of the
     * source break.
     *
     * @return empty where there is none
     */
    Optional<Statement> relaxed(Statement statement);

    /**
     * What the last transfer into {@code schema} left on record.
     *
     * @throws Exception whatever the driver throws
     */
    Optional<Published> published(Endpoint endpoint, String schema) throws Exception;

    /**
     * A transfer that was published.
     *
     * @param source what was copied, as given to {@link #prepare}
     * @param at when, by the server's clock
     * @param report its report, as JSON
     */
    record Published(String source, Instant at, String report) {}

    /**
     * One statement of the plan.
     *
     * @param step in which step it runs
     * @param table the table it concerns
     * @param object the table, key, index or constraint it makes, for the report
     * @param sql the statement
     */
    record Statement(Step step, String table, String object, String sql) {}

    /** The steps of building, in their order. */
    enum Step {
        /** Tables with their columns, defaults and not-null. Before the rows. */
        TABLES,
        /** Primary and unique keys. From here on, after the rows. */
        KEYS,
        /** Check constraints. */
        CHECKS,
        /** Indexes. */
        INDEXES,
        /** Foreign keys. */
        FOREIGN_KEYS,
        /** Identities, and the numbers they go on with. */
        IDENTITIES
    }

    /** A database being received. It holds a lock, so that there is one at a time for each schema. */
    interface Staging extends AutoCloseable {

        /**
         * Runs one statement and makes it durable.
         *
         * @throws Exception whatever the driver throws; the staging area is as before and can go on
         */
        void execute(Statement statement) throws Exception;

        /**
         * Opens {@code table} for rows.
         *
         * @throws Exception whatever the driver throws
         */
        RowWriter writer(Table table) throws Exception;

        /**
         * Reads back what {@code table} holds, from the server, generated columns included.
         *
         * @throws Exception whatever the driver throws
         */
        RowCursor rows(Table table) throws Exception;

        /**
         * The structure of the staging area as the server sees it now, with the next number of each identity.
         *
         * @throws Exception whatever the driver throws
         */
        SchemaModel model() throws Exception;

        /**
         * Makes the staging area the published schema: all of it, in one transaction, or nothing.
         *
         * @param report the report, as JSON, kept with the data that it describes
         * @throws Exception whatever the driver throws; then nothing has been published, unless the failure is of kind
         *     OUTCOME_UNKNOWN
         */
        void publish(String report) throws Exception;

        /** Asks the server to stop the statement that is running, if one is; safe to call from another thread. */
        void cancel();

        /** Removes the staging area unless it was published, and lets go of the lock; harmless when repeated. */
        @Override
        void close();
    }
}

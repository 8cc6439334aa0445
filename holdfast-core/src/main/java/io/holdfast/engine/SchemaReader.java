package io.holdfast.engine;

/** Reads the structure of a database; a capability of an engine. */
@FunctionalInterface
public interface SchemaReader {

    /**
     * The structure of {@code schema}.
     *
     * @param schema the schema's name; {@code main} in SQLite
     * @throws Exception whatever the driver throws
     */
    SchemaModel read(Session session, String schema) throws Exception;

    /** What the engine can change about a table that is there. */
    default Alterations alterations() {
        return Alterations.EVERYTHING;
    }

    /** What an engine's {@code ALTER TABLE} can do. */
    enum Alterations {
        /** Columns come and go; whatever else changes, the table is built anew. */
        WHOLE_COLUMNS,
        /** Columns, their types and defaults, keys and other constraints. */
        EVERYTHING
    }
}

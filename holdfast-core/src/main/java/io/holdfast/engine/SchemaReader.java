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
}

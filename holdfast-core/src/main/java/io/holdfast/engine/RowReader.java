package io.holdfast.engine;

import io.holdfast.engine.SchemaModel.Table;

/** Reads rows in bulk; a capability of an engine. */
public interface RowReader {

    /**
     * Pins what {@code session} sees: until the session ends or {@link #unpin} is called, every read sees the database
     * as it is now, whoever writes to it meanwhile.
     *
     * @throws Exception whatever the driver throws
     */
    void pin(Session session) throws Exception;

    /**
     * Lets go of the pinned view.
     *
     * @throws Exception whatever the driver throws
     */
    void unpin(Session session) throws Exception;

    /**
     * Every row of {@code table}, in no particular order, all columns of {@code table} in their order, generated ones
     * included.
     *
     * @param schema the schema's name; {@code main} in SQLite
     * @throws Exception whatever the driver throws
     */
    RowCursor rows(Session session, String schema, Table table) throws Exception;
}

package io.holdfast.engine;

import io.holdfast.config.Endpoint;
import io.holdfast.engine.SchemaModel.Table;
import java.time.Duration;

/** Reads rows in bulk; a capability of an engine. */
public interface RowReader {

    /**
     * Opens a session that only reads and leaves the database as it is: a SQLite file byte for byte ({@code mode=ro}).
     *
     * @param timeout longest wait for the server to answer
     * @throws Exception whatever the driver throws
     */
    Session open(Endpoint endpoint, Duration timeout) throws Exception;

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

package io.holdfast.engine.document;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/**
 * The few words in which engines with SQL differ where they keep documents; a capability of an engine. What they have in
 * common is in {@code io.holdfast.document}.
 */
public interface SqlDialect {

    /**
     * The statement that makes {@code table} where it is missing. Its columns: id (the primary key, ordered by bytes), ver,
     * st, nonce, applied, bk, created_at, moved_at, body; its constraints say which of them go together.
     *
     * @param table its name in quotes
     */
    String createTable(String table);

    /** The clock of the database in whole milliseconds, as an expression of the type of {@code created_at}. */
    String now();

    /** The placeholder for the text of a body, or of a part of one. */
    String json();

    /** {@code time} as it is set as a parameter. */
    Object time(Instant time);

    /**
     * The time in the column {@code label} of the current row; empty where there is none.
     *
     * @throws SQLException if it cannot be read
     */
    Optional<Instant> time(ResultSet row, String label) throws SQLException;

    /**
     * Asks what the database gives.
     *
     * @throws SQLException if it does not answer
     */
    Capabilities capabilities(Connection connection) throws SQLException;
}

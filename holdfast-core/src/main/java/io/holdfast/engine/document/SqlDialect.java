package io.holdfast.engine.document;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The few words in which engines with SQL differ where they keep documents; a capability of an engine. What they have in
 * common is in {@code io.holdfast.document}.
 */
public interface SqlDialect {

    /**
     * The statement that makes {@code table} where it is missing. Its columns: id (the primary key, ordered by bytes), ver,
     * st, nonce, applied, bk, created_at, moved_at, body, which is an object of JSON.
     *
     * @param table its name in quotes
     * @param constraints which of them go together
     */
    String createTable(String table, List<String> constraints);

    /** Whether the body is kept as a list of its names, because some of them begin with {@code $}; a condition. */
    String isList();

    /**
     * What the table called {@code name} has: {@code column ver} for each of its columns, {@code check users_ver_check} and
     * {@code index users_by_age} for each of its constraints and indexes that work; none if there is no such table.
     *
     * @throws SQLException if the database does not answer
     */
    Set<String> parts(Connection connection, String name) throws SQLException;

    /** The clock of the database in whole milliseconds, as an expression of the type of {@code created_at}. */
    String now();

    /** The placeholder for the text of a body, or of a part of one. */
    String json();

    /** {@code time} as it is set as a parameter. */
    Object time(Instant time);

    /**
     * The time in a column of the current row; empty where there is none.
     *
     * @param column its place, from 1
     * @throws SQLException if it cannot be read
     */
    Optional<Instant> time(ResultSet row, int column) throws SQLException;

    /**
     * Asks what the database gives.
     *
     * @throws SQLException if it does not answer
     */
    Capabilities capabilities(Connection connection) throws SQLException;
}

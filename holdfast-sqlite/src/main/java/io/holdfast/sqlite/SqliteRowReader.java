package io.holdfast.sqlite;

import io.holdfast.config.Endpoint;
import io.holdfast.engine.RowCursor;
import io.holdfast.engine.RowReader;
import io.holdfast.engine.SchemaModel.Column;
import io.holdfast.engine.SchemaModel.Table;
import io.holdfast.engine.Session;
import io.holdfast.engine.SqlSession;
import io.holdfast.sqlite.sql.Quoting;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Reads rows with their storage classes and exact bytes. */
final class SqliteRowReader implements RowReader {

    @Override
    public Session open(Endpoint endpoint, Duration timeout) throws SQLException, IOException {
        return Opening.session(endpoint, Settings.READING, timeout);
    }

    /** A transaction sees the database as it is at its first read, so something is read at once. */
    @Override
    public void pin(Session session) throws SQLException {
        Connection connection = ((SqlSession) session).connection();
        connection.setAutoCommit(false);
        Queries.number(connection, "select count(*) from sqlite_schema");
    }

    @Override
    public void unpin(Session session) throws SQLException {
        ((SqlSession) session).connection().setAutoCommit(true);
    }

    @Override
    public RowCursor rows(Session session, String schema, Table table) throws SQLException {
        Connection connection = ((SqlSession) session).connection();
        StoredText text = StoredText.of(Queries.text(connection, "pragma encoding"));
        PreparedStatement statement = connection.prepareStatement(select(schema, table));
        try {
            return new SqliteRowCursor(statement, text);
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    /** One text with a letter for the storage class of each column, then the columns. */
    static String select(String schema, Table table) {
        List<String> names = table.columns().stream()
                .map(Column::name)
                .map(Quoting::name)
                .map(name -> Quoting.name(table.name()) + "." + name)
                .toList();
        List<String> letters =
                names.stream().map("substr(typeof(%s), 1, 1)"::formatted).toList();
        return "select %s, %s from %s.%s"
                .formatted(joined(letters), String.join(", ", names), Quoting.name(schema), Quoting.name(table.name()));
    }

    /** Joined in halves: SQLite refuses an expression of a thousand levels, and a table may have as many columns. */
    private static String joined(List<String> letters) {
        int half = letters.size() / 2;
        return half == 0
                ? letters.get(0)
                : "(%s || %s)"
                        .formatted(joined(letters.subList(0, half)), joined(letters.subList(half, letters.size())));
    }
}

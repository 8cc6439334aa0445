package io.holdfast.sqlite.jdbc;

import io.holdfast.sqlite.sql.Quoting;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows that a write of one statement has returned. Where the write is a transaction of its own, it is committed before
 * anybody sees them: they are read to the end at once, and given out as rows of a query that reads no table. Otherwise they
 * are those of the driver, and are closed by the commit.
 */
final class ReturnedRows {
    /** So many places for parameters fit into one statement, which may be a million characters long. */
    private static final int MOST_VALUES = 100_000;

    private final ManagedConnection connection;
    private @Nullable PreparedStatement statement;
    private @Nullable ResultSet copy;

    ReturnedRows(ManagedConnection connection) {
        this.connection = connection;
    }

    /** The rows for the user, in place of {@code rows}. */
    ResultSet of(ResultSet rows) throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.transaction().closeAtCommit(rows);
            return rows;
        }
        try (rows) {
            ResultSet copied = copied(rows);
            copy = copied;
            return copied;
        }
    }

    /** The copy that was made for the last run; null if none was. */
    @Nullable
    ResultSet copy() {
        return copy;
    }

    private ResultSet copied(ResultSet rows) throws SQLException {
        ResultSetMetaData columns = rows.getMetaData();
        int width = columns.getColumnCount();
        String sql = select(columns, width);
        List<@Nullable Object> values = new ArrayList<>();
        while (rows.next()) {
            if (values.size() + width > MOST_VALUES) {
                throw new SQLException(
                        "the statement returns more than %d values; run it in a transaction, or for fewer rows at once"
                                .formatted(MOST_VALUES),
                        "54000");
            }
            for (int column = 1; column <= width; column++) {
                values.add(rows.getObject(column));
            }
        }
        return query(sql, width, values);
    }

    private static String select(ResultSetMetaData columns, int width) throws SQLException {
        List<String> names = new ArrayList<>();
        for (int column = 1; column <= width; column++) {
            names.add("column%d as %s".formatted(column, Quoting.name(columns.getColumnLabel(column))));
        }
        return "select " + String.join(", ", names) + " from ";
    }

    private ResultSet query(String select, int width, List<@Nullable Object> values) throws SQLException {
        String places = "(" + String.join(", ", Collections.nCopies(width, "?")) + ")";
        int height = values.size() / width;
        String all = "(values " + String.join(", ", Collections.nCopies(Math.max(height, 1), places)) + ")";
        PreparedStatement asking = connection.target().prepareStatement(select + all + (height == 0 ? " limit 0" : ""));
        statement = asking;
        int place = 1;
        for (Object value : values) {
            asking.setObject(place, value);
            place++;
        }
        return asking.executeQuery();
    }

    /** Closes the copy; the statement runs again, or is closed. */
    void close() throws SQLException {
        copy = null;
        PreparedStatement old = statement;
        if (old != null) {
            statement = null;
            old.close();
        }
    }
}

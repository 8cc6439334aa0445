package io.holdfast.sqlite;

import io.holdfast.engine.RowCursor;
import io.holdfast.engine.Value;
import io.holdfast.error.Phase;
import io.holdfast.sqlite.resultcode.ResultCodes;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Rows as they pass by. The driver has no call that tells the storage class of a value, so SQLite itself says it in a
 * first column, one letter for each column behind it; one call per row instead of one per value.
 */
final class SqliteRowCursor implements RowCursor {
    private static final byte[] NO_BYTES = {};

    private final PreparedStatement statement;
    private final ResultSet rows;
    private final StoredText text;
    private String classes = "";

    SqliteRowCursor(PreparedStatement statement, StoredText text) throws SQLException {
        this.statement = statement;
        this.rows = statement.executeQuery();
        this.text = text;
    }

    @Override
    public boolean next() throws SQLException {
        boolean found = rows.next();
        classes = found ? rows.getString(1) : "";
        return found;
    }

    @Override
    public Value value(int column) throws SQLException {
        return switch (classes.charAt(column)) {
            case 'n' -> Value.NULL;
            case 'i' -> new Value.Int(rows.getLong(column + 2));
            case 'r' -> new Value.Real(rows.getDouble(column + 2));
            case 't' -> new Value.Text(text.utf8(bytes(column)));
            case 'b' -> new Value.Bytes(bytes(column));
            default -> throw new IllegalStateException("an unknown storage class: " + classes.charAt(column));
        };
    }

    /** SQLite gives nothing where there are no bytes. */
    private byte[] bytes(int column) throws SQLException {
        byte[] bytes = rows.getBytes(column + 2);
        return bytes == null ? NO_BYTES : bytes;
    }

    @Override
    public void close() {
        try {
            statement.close();
        } catch (SQLException e) {
            throw ResultCodes.failure(e, Phase.BODY).causedBy(e);
        }
    }
}

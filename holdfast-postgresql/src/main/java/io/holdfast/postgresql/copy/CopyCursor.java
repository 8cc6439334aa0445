package io.holdfast.postgresql.copy;

import io.holdfast.engine.RowCursor;
import io.holdfast.engine.SchemaModel.Column;
import io.holdfast.engine.SchemaModel.Table;
import io.holdfast.engine.Value;
import io.holdfast.log.Log;
import io.holdfast.postgresql.ddl.Names;
import io.holdfast.postgresql.ddl.Types;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/** The rows of one table as the server sends them. */
public final class CopyCursor implements RowCursor {
    private static final Log LOG = Log.of(CopyCursor.class);
    private static final String QUERY_CANCELED = "57014";
    private static final byte[] START = "PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1);

    private final List<ColumnInput> columns;
    private final Value[] row;
    private final Connection connection;
    private final CopyOut copy;
    private final Input input;
    private final Consumer<Boolean> atEnd;
    private boolean open = true;

    private CopyCursor(Connection connection, Table table, CopyOut copy, Consumer<Boolean> atEnd) {
        this.connection = connection;
        this.columns = table.columns().stream()
                .map(column -> new ColumnInput(table.name(), column.name(), column.type()))
                .toList();
        this.row = new Value[columns.size()];
        this.copy = copy;
        this.input = new Input(copy);
        this.atEnd = atEnd;
    }

    /**
     * Reads all of {@code table} in {@code schema}, each column as the type that the model gives it.
     *
     * @param connection used by the cursor alone until its end
     * @param atEnd told once, at the end, whether the connection can be used again
     * @throws SQLException whatever the driver throws
     */
    public static CopyCursor open(Connection connection, String schema, Table table, Consumer<Boolean> atEnd)
            throws SQLException, IOException {
        String selected = table.columns().stream().map(CopyCursor::selected).collect(Collectors.joining(", "));
        String sql = "COPY (SELECT %s FROM ONLY %s) TO STDOUT (FORMAT BINARY)"
                .formatted(selected, Names.qualified(schema, table.name()));
        CopyOut copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(sql);
        CopyCursor cursor = new CopyCursor(connection, table, copy, atEnd);
        cursor.readHeader();
        return cursor;
    }

    private static String selected(Column column) {
        return Names.quoted(column.name()) + "::" + Types.read(column.type());
    }

    private void readHeader() throws SQLException, IOException {
        byte[] start = input.bytes(START.length);
        input.int32();
        int extension = input.int32();
        input.bytes(extension);
        if (!Arrays.equals(start, START)) {
            throw new IOException("the server's copy does not begin as a binary one does");
        }
    }

    @Override
    public boolean next() throws SQLException, IOException {
        if (!open) {
            return false;
        }
        int fields = input.int16();
        if (fields == -1) {
            input.drain();
            end(true);
            return false;
        }
        if (fields != row.length) {
            throw new IOException("a row of %d values for %d columns".formatted(fields, row.length));
        }
        for (int column = 0; column < row.length; column++) {
            row[column] = columns.get(column).read(input);
        }
        return true;
    }

    @Override
    public Value value(int column) {
        return row[column];
    }

    @Override
    public void close() {
        if (!open) {
            return;
        }
        boolean reusable = false;
        try {
            stop();
            reusable = true;
        } catch (SQLException e) {
            // the cancellation that was asked for, or a connection that is gone
            reusable = QUERY_CANCELED.equals(e.getSQLState());
            LOG.debug("a copy was stopped", e);
        }
        end(reusable);
    }

    /**
     * Reads what the server has sent already; the driver's own cancelCopy loses step with the server here. In a
     * transaction nothing is cancelled, for that would end the transaction.
     */
    private void stop() throws SQLException {
        if (copy.isActive() && connection.getAutoCommit()) {
            connection.unwrap(PGConnection.class).cancelQuery();
        }
        if (copy.isActive()) {
            input.drain();
        }
    }

    private void end(boolean reusable) {
        if (open) {
            open = false;
            atEnd.accept(reusable);
        }
    }
}

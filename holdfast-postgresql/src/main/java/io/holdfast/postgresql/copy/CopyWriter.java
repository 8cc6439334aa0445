package io.holdfast.postgresql.copy;

import io.holdfast.engine.RowWriter;
import io.holdfast.engine.SchemaModel.Column;
import io.holdfast.engine.SchemaModel.Table;
import io.holdfast.engine.Value;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.log.Log;
import io.holdfast.postgresql.ddl.Names;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Rows on their way into one table, as one COPY: all of them or none. */
public final class CopyWriter implements RowWriter {
    private static final Log LOG = Log.of(CopyWriter.class);
    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};
    private static final int END = -1;

    private final String table;
    private final List<ColumnOutput> columns;
    private final CopyIn copy;
    private final Output output;
    private final Consumer<Boolean> atEnd;
    private boolean open = true;

    private CopyWriter(Table table, List<Column> columns, CopyIn copy, Consumer<Boolean> atEnd) {
        this.table = table.name();
        this.columns = columns.stream()
                .map(column -> new ColumnOutput(table.name(), column))
                .toList();
        this.copy = copy;
        this.output = new Output(copy);
        this.atEnd = atEnd;
    }

    /**
     * Opens {@code table} in {@code schema} for rows.
     *
     * @param connection used by the writer alone until its end
     * @param atEnd told once, at the end, whether the connection can be used again
     * @throws SQLException whatever the driver throws
     */
    public static CopyWriter open(Connection connection, String schema, Table table, Consumer<Boolean> atEnd)
            throws SQLException {
        List<Column> written = table.columns().stream()
                .filter(column -> column.generated().isEmpty())
                .toList();
        String names =
                written.stream().map(column -> Names.quoted(column.name())).collect(Collectors.joining(", "));
        String sql = "COPY %s (%s) FROM STDIN (FORMAT BINARY)".formatted(Names.qualified(schema, table.name()), names);
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
        CopyWriter writer = new CopyWriter(table, written, copy, atEnd);
        writer.output.bytes(SIGNATURE);
        writer.output.int32(0);
        writer.output.int32(0);
        return writer;
    }

    @Override
    public void write(Value[] row) throws SQLException {
        if (row.length != columns.size()) {
            throw Failure.of(
                            ErrorKind.INTERNAL,
                            "table %s: a row of %d values for %d columns".formatted(table, row.length, columns.size()))
                    .exception();
        }
        output.int16(row.length);
        for (int column = 0; column < row.length; column++) {
            columns.get(column).write(row[column], output);
        }
    }

    @Override
    public long finish() throws SQLException {
        output.int16(END);
        output.flush();
        long rows = copy.endCopy();
        end(true);
        return rows;
    }

    @Override
    public void close() {
        if (!open) {
            return;
        }
        boolean cancelled = false;
        try {
            if (copy.isActive()) {
                copy.cancelCopy();
                cancelled = true;
            }
        } catch (SQLException e) {
            LOG.debug("the server did not confirm that a copy was given up", e);
        }
        end(cancelled);
    }

    private void end(boolean reusable) {
        if (open) {
            open = false;
            atEnd.accept(reusable);
        }
    }
}

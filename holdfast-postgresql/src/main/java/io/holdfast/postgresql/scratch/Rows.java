package io.holdfast.postgresql.scratch;

import io.holdfast.engine.SchemaModel.Column;
import io.holdfast.engine.SchemaModel.Table;
import io.holdfast.postgresql.ddl.Names;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOut;

/** Copies rows from one database to the other, as the server writes them. */
final class Rows {
    private final CopyManager source;
    private final CopyManager target;

    Rows(Connection source, Connection target) throws SQLException {
        this.source = source.unwrap(PGConnection.class).getCopyAPI();
        this.target = target.unwrap(PGConnection.class).getCopyAPI();
    }

    /**
     * The first {@code most} rows of {@code table} as they lie there. The target is asked first, so that nothing is read for
     * a table that is not there.
     */
    void copy(String schema, Table table, int most) throws SQLException {
        String name = Names.qualified(schema, table.name());
        String columns = columns(table);
        if (columns.isEmpty()) {
            return; // a table without columns has nothing to be copied
        }
        CopyIn in = target.copyIn("copy %s (%s) from stdin".formatted(name, columns));
        try {
            CopyOut out =
                    source.copyOut("copy (select %s from only %s limit %d) to stdout".formatted(columns, name, most));
            try {
                pass(out, in);
            } finally {
                if (out.isActive()) {
                    out.cancelCopy();
                }
            }
            in.endCopy();
        } finally {
            if (in.isActive()) {
                in.cancelCopy();
            }
        }
    }

    private static void pass(CopyOut out, CopyIn in) throws SQLException {
        byte[] line = out.readFromCopy();
        while (line != null) {
            in.writeToCopy(line, 0, line.length);
            line = out.readFromCopy();
        }
    }

    /** What the server computes is computed again. */
    private static String columns(Table table) {
        List<Column> stored = table.columns().stream()
                .filter(column -> column.generated().isEmpty())
                .toList();
        return stored.stream().map(column -> Names.quoted(column.name())).collect(Collectors.joining(", "));
    }
}

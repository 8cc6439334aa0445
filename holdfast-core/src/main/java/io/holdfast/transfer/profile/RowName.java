package io.holdfast.transfer.profile;

import io.holdfast.engine.SchemaModel;
import io.holdfast.engine.SchemaModel.Table;
import io.holdfast.engine.Value;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.StringJoiner;

/**
 * How a row is called in messages: by its primary key where it has one, else by its position. Holds the current row of
 * one reader; the text is made only when it is asked for.
 */
public final class RowName {
    private static final int LONGEST = 60;

    private final Table table;
    private final int[] keyColumns;
    private Value[] row = {};
    private long position;

    /** Names for the rows of {@code table}. */
    public RowName(Table table) {
        this.table = table;
        this.keyColumns = table.primaryKey().map(SchemaModel.Key::columns).orElse(List.of()).stream()
                .mapToInt(name -> indexOf(table, name))
                .toArray();
    }

    /** Goes on to {@code row}. */
    public void moveTo(Value[] row) {
        this.row = row;
        position++;
    }

    /** The name of the current row, such as {@code OrderID=10248, ProductID=11} or {@code row 17}. */
    public String text() {
        if (keyColumns.length == 0) {
            return "row " + position;
        }
        StringJoiner joiner = new StringJoiner(", ");
        for (int column : keyColumns) {
            joiner.add(table.columns().get(column).name() + "=" + shown(row[column]));
        }
        return joiner.toString();
    }

    /** {@code value} as people read it, shortened. */
    public static String shown(Value value) {
        String text = plain(value);
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    private static String plain(Value value) {
        if (value instanceof Value.Int number) {
            return Long.toString(number.value());
        }
        if (value instanceof Value.Real number) {
            return Double.toString(number.value());
        }
        if (value instanceof Value.Text text) {
            return "'" + new String(text.utf8(), StandardCharsets.UTF_8) + "'";
        }
        if (value instanceof Value.Bytes bytes) {
            return bytes.value().length + " bytes";
        }
        return value instanceof Value.Null ? "null" : value.toString();
    }

    private static int indexOf(Table table, String name) {
        for (int i = 0; i < table.columns().size(); i++) {
            if (table.columns().get(i).name().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException("table %s has no column %s".formatted(table.name(), name));
    }
}

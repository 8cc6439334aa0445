package io.holdfast.transfer.plan;

/** A column by the names of its table and its own, as declared. */
public record ColumnName(String table, String column) {

    /** Whether {@code table} and {@code column} are this one; case does not matter, as in SQLite. */
    public boolean matches(String table, String column) {
        return this.table.equalsIgnoreCase(table) && this.column.equalsIgnoreCase(column);
    }

    @Override
    public String toString() {
        return table + "." + column;
    }
}

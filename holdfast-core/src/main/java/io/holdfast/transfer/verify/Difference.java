package io.holdfast.transfer.verify;

/**
 * One way in which the target is not what the source is.
 *
 * @param table the table
 * @param row the row, by its key; empty where the difference is one of structure
 * @param what what differs
 */
public record Difference(String table, String row, String what) {
    @Override
    public String toString() {
        return row.isEmpty() ? table + ": " + what : table + " (" + row + "): " + what;
    }
}

package io.holdfast.transfer.plan;

/**
 * Something of the source that the target will not have.
 *
 * @param kind what it is: {@code view}, {@code trigger}, {@code check}, {@code index}, {@code default} …
 * @param name how it is called
 * @param table the table it belongs to; empty where it stands alone
 * @param declaration its SQL in the source
 * @param reason why
 */
public record Untranslated(String kind, String name, String table, String declaration, String reason) {
    @Override
    public String toString() {
        String where = table.isEmpty() || table.equals(name) ? "" : " of " + table;
        return "%s %s%s: %s".formatted(kind, name, where, reason);
    }
}

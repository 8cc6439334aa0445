package io.holdfast.schema.history;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a table of somebody else, as the database has it.
 *
 * @param schema the schema; empty for the one that is worked in
 * @param table the table
 */
record TableName(String schema, String table) {
    private static final String PART = "\"((?:[^\"]|\"\")+)\"|([^\".]+)";
    private static final Pattern FORM = Pattern.compile("(?:(?:%s)\\.)?(?:%s)".formatted(PART, PART));

    /** SQLite's name for the file itself. */
    private static final String MAIN = "main";

    /** The name that {@code text} is: {@code table} or {@code schema.table}, each part in quotes or without. */
    static TableName of(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            return new TableName("", text.strip());
        }
        return new TableName(part(form, 1), part(form, 3));
    }

    private static String part(Matcher form, int group) {
        if (form.group(group) != null) {
            return form.group(group).replace("\"\"", "\"");
        }
        return form.group(group + 1) == null ? "" : form.group(group + 1);
    }

    /** Whether {@code other}, which is there, may be meant; capitals do not count. */
    boolean isMetBy(TableName other, String current) {
        String meant = schema.isEmpty() ? current : schema;
        boolean there = other.schema.isEmpty()
                ? meant.isEmpty() || meant.equalsIgnoreCase(MAIN)
                : other.schema.equalsIgnoreCase(meant);
        return there && other.table.equalsIgnoreCase(table);
    }

    /** As {@link #of} reads it. */
    String text() {
        String name = plain(table);
        return schema.isEmpty() ? name : plain(schema) + "." + name;
    }

    private static String plain(String part) {
        return part.contains(".") || part.contains("\"") ? quoted(part) : part;
    }

    /** As a statement has it. */
    String quoted() {
        return schema.isEmpty() ? quoted(table) : quoted(schema) + "." + quoted(table);
    }

    private static String quoted(String part) {
        return "\"" + part.replace("\"", "\"\"") + "\"";
    }
}

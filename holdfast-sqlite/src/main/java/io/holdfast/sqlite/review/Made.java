package io.holdfast.sqlite.review;

import io.holdfast.engine.Reviewer;
import io.holdfast.engine.SqlName;
import io.holdfast.engine.SqlToken;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** What the statements have made so far: what happens to it disturbs nobody. */
final class Made {
    private static final String USUAL = "main";
    private static final String TEMPORARY = "temp";

    /** Tables and views. */
    private final Set<String> tables = new HashSet<>();

    /** Old tables whose rows were copied into a new one. */
    private final Set<String> copied = new HashSet<>();

    /** Old tables under the name that they were given. */
    private final Set<String> renamed = new HashSet<>();

    private final Set<String> columns = new HashSet<>();

    /** Those that were there before the first statement. */
    private final Set<String> old = new HashSet<>();

    Made(Reviewer.Home home) {
        home.tables().forEach(table -> old.add(USUAL + "/" + table.toLowerCase(Locale.ROOT)));
    }

    /** Whether it was there before the first statement. */
    boolean isOld(SqlName table) {
        return old.contains(key(table));
    }

    /** The session is another one. */
    void forgetTemporary() {
        tables.removeIf(key -> key.startsWith(TEMPORARY + "/"));
    }

    void add(SqlName table, boolean temporary) {
        if (!table.isEmpty()) {
            tables.add(temporary ? key(TEMPORARY, table) : key(table));
        }
    }

    /** A temporary one hides another one of the same name. */
    boolean has(SqlName table) {
        return !table.isEmpty() && (tables.contains(key(table)) || isTemporary(table));
    }

    private boolean isTemporary(SqlName table) {
        return table.parts().size() == 1 && tables.contains(key(TEMPORARY, table));
    }

    /** Its rows are in a new table now. */
    void copy(SqlName old) {
        copied.add(key(old));
    }

    boolean isCopied(SqlName table) {
        return copied.contains(key(table));
    }

    /** Whether the table had another name, under which the application knows it. */
    boolean isRenamed(SqlName table) {
        return renamed.contains(key(table));
    }

    void remove(SqlName table) {
        if (isTemporary(table)) {
            tables.remove(key(TEMPORARY, table));
        } else {
            tables.remove(key(table));
            copied.remove(key(table));
            renamed.remove(key(table));
        }
    }

    /** {@code to} has no schema: it is that of {@code from}. */
    void rename(SqlName from, SqlName to) {
        boolean made = has(from);
        String schema = isTemporary(from) ? TEMPORARY : schema(from);
        remove(from);
        if (made) {
            tables.add(key(schema, to));
        } else {
            renamed.add(key(schema, to));
        }
    }

    /** A column that was added to an old table, which no application knows yet. */
    void addColumn(SqlName table, SqlName column) {
        columns.add(key(table) + "." + name(column.last()));
    }

    boolean hasColumn(SqlName table, SqlName column) {
        return columns.contains(key(table) + "." + name(column.last()));
    }

    private static String key(SqlName table) {
        return key(schema(table), table);
    }

    private static String key(String schema, SqlName table) {
        return schema + "/" + name(table.last());
    }

    private static String schema(SqlName table) {
        return table.parts().size() > 1 ? name(table.parts().get(0)) : USUAL;
    }

    /** Whatever quotes it has and however it is written: SQLite compares names without looking at capitals. */
    private static String name(SqlToken token) {
        return token.content().toLowerCase(Locale.ROOT);
    }
}

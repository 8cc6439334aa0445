package io.holdfast.postgresql.review;

import io.holdfast.engine.SqlName;
import io.holdfast.engine.SqlReader;
import io.holdfast.engine.SqlToken;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The constraints of old tables that say {@code column IS NOT NULL}: once one is valid, the table is not read again. */
final class NotNullChecks {
    private final Made made;

    /** The columns of each constraint that is not valid yet, by table and name of the constraint. */
    private final Map<String, Set<String>> awaited = new HashMap<>();

    /** The columns of each constraint that is valid, in the same way. */
    private final Map<String, Set<String>> valid = new HashMap<>();

    NotNullChecks(Made made) {
        this.made = made;
    }

    /**
     * Remembers a constraint.
     *
     * @param constraint its name; an empty one where the server gives it one
     * @param expression what stands in the parentheses of {@code CHECK}
     */
    void add(SqlName table, SqlName constraint, List<SqlToken> expression, boolean isValid) {
        (isValid ? valid : awaited).put(key(table, constraint), columns(expression));
    }

    /** Remembers {@code NOT NULL column} as a constraint. */
    void addNotNull(SqlName table, SqlName constraint, SqlName column, boolean isValid) {
        (isValid ? valid : awaited).put(key(table, constraint), Set.of(Made.name(column.last())));
    }

    void validate(SqlName table, SqlName constraint) {
        Set<String> columns = awaited.remove(key(table, constraint));
        if (columns != null) {
            valid.put(key(table, constraint), columns);
        }
    }

    void drop(SqlName table, SqlName constraint) {
        awaited.remove(key(table, constraint));
        valid.remove(key(table, constraint));
    }

    /** Whether a valid one says that {@code column} has a value in each row. */
    boolean covers(SqlName table, SqlName column) {
        String prefix = made.table(table) + " ";
        String name = Made.name(column.last());
        return valid.entrySet().stream()
                .anyMatch(entry ->
                        entry.getKey().startsWith(prefix) && entry.getValue().contains(name));
    }

    private String key(SqlName table, SqlName constraint) {
        return made.table(table) + " " + (constraint.isEmpty() ? "" : Made.name(constraint.last()));
    }

    /** The columns of which {@code expression} says that they are not null, joined by {@code AND} or alone. */
    private static Set<String> columns(List<SqlToken> expression) {
        Set<String> columns = new HashSet<>();
        if (!new SqlReader(expression).mentions("OR")) {
            for (List<SqlToken> term : terms(expression)) {
                var reader = new SqlReader(term);
                List<SqlToken> inner = reader.group();
                if (!inner.isEmpty() && !reader.more()) {
                    columns.addAll(columns(inner));
                } else if (inner.isEmpty()) {
                    addColumn(columns, reader);
                }
            }
        }
        return columns;
    }

    private static List<List<SqlToken>> terms(List<SqlToken> expression) {
        List<List<SqlToken>> terms = new ArrayList<>();
        var reader = new SqlReader(expression);
        while (reader.more()) {
            terms.add(reader.until(token -> token.is("AND")));
            reader.take("AND");
        }
        return terms;
    }

    private static void addColumn(Set<String> columns, SqlReader term) {
        SqlName column = term.name();
        if (!column.isEmpty() && term.take("IS", "NOT", "NULL") && !term.more()) {
            columns.add(Made.name(column.last()));
        }
    }
}

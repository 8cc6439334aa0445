package io.holdfast.postgresql.review;

import io.holdfast.engine.SqlName;
import io.holdfast.engine.SqlReader;
import io.holdfast.engine.SqlToken;
import io.holdfast.postgresql.review.Made.Sort;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The actions of one {@code ALTER TABLE}, each by itself. */
final class TableActions {
    private final SqlName table;
    private final Made made;
    private final NotNullChecks checks;
    private final Found found;

    TableActions(SqlName table, Made made, NotNullChecks checks, Found found) {
        this.table = table;
        this.made = made;
        this.checks = checks;
        this.found = found;
    }

    /**
     * Judges one.
     *
     * @param stored whether the table has rows of its own
     */
    void review(SqlReader action, boolean stored) {
        if (action.take("ATTACH", "PARTITION")) {
            SqlName partition = action.name();
            found.addIf(!made.has(Sort.RELATION, partition), Rule.ATTACH_PARTITION, table, partition);
        } else if (made.has(Sort.RELATION, table)) {
            return;
        } else if (action.take("DROP")) {
            drop(action);
        } else if (stored) {
            change(action);
        }
    }

    private void change(SqlReader action) {
        if (action.take("ADD")) {
            new Addition(table, made, checks, found).review(action);
        } else if (action.take("ALTER")) {
            action.take("COLUMN");
            column(action);
        } else if (action.take("VALIDATE", "CONSTRAINT")) {
            checks.validate(table, action.name());
        } else if (action.take("SET")) {
            set(action);
        } else if (action.take("DETACH", "PARTITION")) {
            SqlName partition = action.name();
            boolean waits = !action.takeAny("CONCURRENTLY", "FINALIZE");
            found.addIf(waits && !made.has(Sort.RELATION, partition), Rule.DETACH_PARTITION, table, partition);
        }
    }

    private void drop(SqlReader action) {
        boolean cascades = action.mentions("CASCADE");
        if (action.take("CONSTRAINT")) {
            action.take("IF", "EXISTS");
            SqlName constraint = action.name();
            checks.drop(table, constraint);
            found.addIf(cascades, Rule.CASCADE, table, "");
            return;
        }
        action.take("COLUMN");
        action.take("IF", "EXISTS");
        SqlName column = action.name();
        if (!column.isEmpty() && !made.hasColumn(table, column)) {
            found.add(Rule.DROP_COLUMN, table, table + "." + column);
            found.addIf(cascades, Rule.CASCADE, table, "");
        }
    }

    private void column(SqlReader action) {
        SqlName column = action.name();
        if (action.take("TYPE") || action.take("SET", "DATA", "TYPE")) {
            found.add(type(column, action), table, column);
        } else if (action.take("SET", "NOT", "NULL")) {
            found.addIf(!checks.covers(table, column), Rule.SET_NOT_NULL, table, column);
        } else if (action.take("SET", "EXPRESSION")) {
            found.add(Rule.STORED_EXPRESSION_CHANGE, table, column);
        }
    }

    private static Rule type(SqlName column, SqlReader action) {
        List<SqlToken> type = action.until(token -> token.is("USING") || token.is("COLLATE"));
        boolean computes = action.skipTo("USING") && !isSame(column, type, action.rest());
        boolean text = List.of("text", "varchar", "character varying").contains(words(type));
        return text && !computes ? Rule.COLUMN_TYPE_TO_TEXT : Rule.COLUMN_TYPE_CHANGE;
    }

    /** {@code column::type}, which is what happens without {@code USING} as well. */
    private static boolean isSame(SqlName column, List<SqlToken> type, List<SqlToken> expression) {
        return words(expression).equals(words(column.parts()) + " :: " + words(type));
    }

    private static String words(List<SqlToken> tokens) {
        return tokens.stream()
                .map(token -> token.text().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" "));
    }

    private void set(SqlReader action) {
        if (action.takeAny("LOGGED", "UNLOGGED")) {
            found.add(Rule.SET_LOGGED, table);
        } else if (action.take("TABLESPACE")) {
            found.add(Rule.SET_TABLESPACE, table);
        } else if (action.take("ACCESS", "METHOD")) {
            found.add(Rule.SET_ACCESS_METHOD, table);
        }
    }
}

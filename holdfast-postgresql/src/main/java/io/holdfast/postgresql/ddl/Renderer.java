package io.holdfast.postgresql.ddl;

import io.holdfast.engine.Expression;
import io.holdfast.engine.SchemaModel.Column;
import io.holdfast.engine.SchemaModel.Sql;
import io.holdfast.engine.SchemaModel.Table;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import java.util.Optional;

/** Says expressions in PostgreSQL's SQL, or says that it cannot. */
public final class Renderer {
    private Renderer() {}

    /** {@code expression} over the columns of {@code table}; empty unless it certainly means the same. */
    public static Optional<String> render(Expression expression, Table table) {
        try {
            return Optional.of(new ExpressionSql(table).term(expression).sql());
        } catch (Untranslatable e) {
            return Optional.empty();
        }
    }

    /** {@code expression} as a value of {@code column}; empty unless it certainly means the same. */
    public static Optional<String> render(Expression expression, Column column, Table table) {
        try {
            return Optional.of(new ColumnValue(column.type(), new ExpressionSql(table)).sql(expression));
        } catch (Untranslatable e) {
            return Optional.empty();
        }
    }

    static String defaultOf(Sql sql, Column column, Table table) {
        return sql.meaning()
                .flatMap(expression -> render(expression, column, table))
                .orElseThrow(() -> beyond(table, "the default of column " + column.name()));
    }

    static String generated(Sql sql, Column column, Table table) {
        return sql.meaning()
                .flatMap(expression -> render(expression, column, table))
                .orElseThrow(() -> beyond(table, "the expression of column " + column.name()));
    }

    static String condition(Sql sql, Table table, String what) {
        Expression expression = sql.meaning().orElseThrow(() -> beyond(table, what));
        try {
            return new ExpressionSql(table).term(expression).asCondition();
        } catch (Untranslatable e) {
            throw beyond(table, what);
        }
    }

    static String expression(Sql sql, Table table, String what) {
        return sql.meaning().flatMap(expression -> render(expression, table)).orElseThrow(() -> beyond(table, what));
    }

    private static RuntimeException beyond(Table table, String what) {
        return Failure.of(
                        ErrorKind.UNSUPPORTED,
                        "table %s: PostgreSQL cannot say %s with the same meaning".formatted(table.name(), what))
                .withHint("leave it out of the plan, and add it by hand")
                .exception();
    }
}

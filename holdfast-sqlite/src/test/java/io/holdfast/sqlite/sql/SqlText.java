package io.holdfast.sqlite.sql;

import io.holdfast.engine.DataType.Base;
import io.holdfast.engine.Expression;
import io.holdfast.engine.Value;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** Writes an expression in SQLite's SQL, with as few brackets as its precedence needs or with many. */
final class SqlText {
    private final Random random;

    /** With brackets wherever {@code random} likes them besides those that are needed. */
    SqlText(Random random) {
        this.random = random;
    }

    String of(Expression expression) {
        return of(expression, 0);
    }

    private String of(Expression expression, int outer) {
        String text = plain(expression);
        boolean needed = level(expression) < outer;
        return needed || random.nextInt(8) == 0 ? "(" + text + ")" : text;
    }

    /** The levels of SQLite's table: what stands beside an operator has to bind at least as tightly. */
    private static int level(Expression expression) {
        if (expression instanceof Expression.Binary binary) {
            return switch (binary.operator()) {
                case "OR" -> 1;
                case "AND" -> 2;
                case "=", "<>", "IS DISTINCT FROM", "IS NOT DISTINCT FROM" -> 4;
                case "<", "<=", ">", ">=" -> 5;
                case "+", "-" -> 8;
                case "*", "/", "%" -> 9;
                default -> 10;
            };
        }
        if (expression instanceof Expression.Unary unary) {
            return unary.operator().equals("NOT") ? 3 : 12;
        }
        boolean test = expression instanceof Expression.IsNull
                || expression instanceof Expression.In
                || expression instanceof Expression.Between
                || expression instanceof Expression.Like;
        return test ? 4 : 13;
    }

    private String plain(Expression expression) {
        if (expression instanceof Expression.Literal literal) {
            return literal(literal.value());
        }
        if (expression instanceof Expression.ColumnRef column) {
            return pick("%s", "\"%s\"", "[%s]", "`%s`", "t.%s").formatted(column.name());
        }
        if (expression instanceof Expression.Unary unary) {
            return unary.operator().equals("NOT")
                    ? "NOT " + of(unary.operand(), 3)
                    : unary.operator() + " " + of(unary.operand(), 12);
        }
        if (expression instanceof Expression.Binary binary) {
            int level = level(binary);
            return of(binary.left(), level) + operator(binary.operator()) + of(binary.right(), level + 1);
        }
        return test(expression);
    }

    private String test(Expression expression) {
        if (expression instanceof Expression.IsNull test) {
            String operator =
                    test.negated() ? pick(" NOTNULL", " NOT NULL", " IS NOT NULL") : pick(" ISNULL", " IS NULL");
            return of(test.operand(), 4) + operator;
        }
        if (expression instanceof Expression.In in) {
            return of(in.operand(), 4) + not(in.negated()) + " IN (" + list(in.choices()) + ")";
        }
        if (expression instanceof Expression.Between between) {
            return of(between.operand(), 4) + not(between.negated()) + " BETWEEN " + of(between.low(), 3) + " AND "
                    + of(between.high(), 5);
        }
        if (expression instanceof Expression.Like like) {
            return of(like.operand(), 4) + not(like.negated()) + " like " + of(like.pattern(), 5);
        }
        return structure(expression);
    }

    private String structure(Expression expression) {
        if (expression instanceof Expression.Case choice) {
            String branches = choice.branches().stream()
                    .map(branch -> "WHEN " + of(branch.condition()) + " THEN " + of(branch.result()))
                    .collect(Collectors.joining(" "));
            String otherwise =
                    choice.otherwise().map(value -> " ELSE " + of(value)).orElse("");
            return "CASE " + branches + otherwise + " END";
        }
        if (expression instanceof Expression.Call call) {
            return call.function() + "(" + list(call.arguments()) + ")";
        }
        Expression.Cast cast = (Expression.Cast) expression;
        return "CAST(" + of(cast.operand()) + " AS " + type(cast.type().base()) + ")";
    }

    private String operator(String operator) {
        return switch (operator) {
            case "=" -> pick(" = ", " == ", "=");
            case "<>" -> pick(" <> ", " != ");
            case "IS NOT DISTINCT FROM" -> pick(" IS ", " IS NOT DISTINCT FROM ");
            case "IS DISTINCT FROM" -> pick(" IS NOT ", " IS DISTINCT FROM ");
            default -> pick(" %s ", " /* a */ %s -- b\n").formatted(operator);
        };
    }

    private static String literal(Value value) {
        if (value instanceof Value.Int number) {
            return Long.toString(number.value());
        }
        if (value instanceof Value.Real number) {
            return Double.toString(number.value());
        }
        if (value instanceof Value.Text text) {
            return "'" + new String(text.utf8(), StandardCharsets.UTF_8).replace("'", "''") + "'";
        }
        if (value instanceof Value.Bytes bytes) {
            return "x'" + HexFormat.of().formatHex(bytes.value()) + "'";
        }
        return value instanceof Value.Bool truth ? Boolean.toString(truth.value()) : "NULL";
    }

    private static String type(Base base) {
        return switch (base) {
            case BIGINT -> "INTEGER";
            case DOUBLE -> "REAL";
            case TEXT -> "VARCHAR(3)";
            case BYTES -> "BLOB";
            default -> "NUMERIC";
        };
    }

    private String list(List<Expression> expressions) {
        return expressions.stream().map(this::of).collect(Collectors.joining(", "));
    }

    private static String not(boolean negated) {
        return negated ? " NOT" : "";
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}

package io.holdfast.sqlite.sql;

import io.holdfast.engine.Expression;
import io.holdfast.engine.Expression.Between;
import io.holdfast.engine.Expression.Binary;
import io.holdfast.engine.Expression.In;
import io.holdfast.engine.Expression.IsNull;
import io.holdfast.engine.Expression.Like;
import io.holdfast.engine.Expression.Literal;
import io.holdfast.engine.Expression.Unary;
import io.holdfast.engine.Value;
import io.holdfast.sqlite.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads expressions by precedence climbing, with the levels of
 * <a href="https://sqlite.org/lang_expr.html#operators_and_parse_affecting_attributes">SQLite's table</a> (its
 * {@code parse.y}). All operators of two sides bind to the left. What stands before an operand binds tighter than all
 * of them, except {@code NOT}, which takes everything down to its own level.
 */
final class ExpressionParser {
    private static final int OR = 1;
    private static final int AND = 2;
    private static final int NOT = 3;
    private static final int EQUALITY = 4;
    private static final int COMPARISON = 5;
    private static final int PLUS = 8;
    private static final int TIMES = 9;
    private static final int CONCATENATION = 10;
    private static final int DEEPEST = 200;

    private static final Map<String, Integer> LEVELS = Map.ofEntries(
            Map.entry("OR", OR),
            Map.entry("AND", AND),
            Map.entry("IS", EQUALITY),
            Map.entry("NOT", EQUALITY),
            Map.entry("LIKE", EQUALITY),
            Map.entry("BETWEEN", EQUALITY),
            Map.entry("IN", EQUALITY),
            Map.entry("ISNULL", EQUALITY),
            Map.entry("NOTNULL", EQUALITY),
            Map.entry("=", EQUALITY),
            Map.entry("==", EQUALITY),
            Map.entry("<>", EQUALITY),
            Map.entry("!=", EQUALITY),
            Map.entry("<", COMPARISON),
            Map.entry("<=", COMPARISON),
            Map.entry(">", COMPARISON),
            Map.entry(">=", COMPARISON),
            Map.entry("+", PLUS),
            Map.entry("-", PLUS),
            Map.entry("*", TIMES),
            Map.entry("/", TIMES),
            Map.entry("%", TIMES),
            Map.entry("||", CONCATENATION));

    private final Words words;
    private final Operands operands;
    private int depth;

    ExpressionParser(Words words, String table, List<String> columns) {
        this.words = words;
        this.operands = new Operands(words, this, table, columns);
    }

    /** The whole text as one expression. */
    Expression parse() throws NotUnderstoodException {
        Expression expression = expression();
        if (!words.atEnd()) {
            throw new NotUnderstoodException("more than one expression");
        }
        return expression;
    }

    Expression expression() throws NotUnderstoodException {
        return expression(OR);
    }

    private Expression expression(int lowest) throws NotUnderstoodException {
        if (++depth > DEEPEST) {
            throw new NotUnderstoodException("nested too deeply");
        }
        Expression left = prefixed();
        while (level(words.peek()) >= lowest) {
            left = joined(left);
        }
        depth--;
        return left;
    }

    private static int level(Token token) {
        return switch (token.kind()) {
            case WORD -> LEVELS.getOrDefault(token.keyword(), 0);
            case SYMBOL -> LEVELS.getOrDefault(token.text(), 0);
            default -> 0;
        };
    }

    private Expression prefixed() throws NotUnderstoodException {
        if (words.accept("NOT")) {
            return new Unary("NOT", expression(NOT));
        }
        boolean minus = words.peek().isSymbol("-");
        if (!minus && !words.peek().isSymbol("+")) {
            return operands.operand();
        }
        words.next();
        if (words.peek().kind() == Kind.NUMBER) {
            return Literals.number(words.next(), minus);
        }
        if (++depth > DEEPEST) {
            throw new NotUnderstoodException("nested too deeply");
        }
        Expression operand = prefixed();
        depth--;
        return new Unary(minus ? "-" : "+", operand);
    }

    private Expression joined(Expression left) throws NotUnderstoodException {
        Token operator = words.next();
        if (operator.kind() == Kind.SYMBOL) {
            Expression right = expression(level(operator) + 1);
            return new Binary(plainSpelling(operator.text()), left, right);
        }
        return switch (operator.keyword()) {
            case "OR", "AND" -> new Binary(operator.keyword(), left, expression(level(operator) + 1));
            case "ISNULL" -> new IsNull(left, false);
            case "NOTNULL" -> new IsNull(left, true);
            case "IS" -> is(left);
            case "NOT" -> negated(left);
            default -> test(operator, left, false);
        };
    }

    private static String plainSpelling(String operator) {
        return switch (operator) {
            case "==" -> "=";
            case "!=" -> "<>";
            default -> operator;
        };
    }

    private Expression negated(Expression left) throws NotUnderstoodException {
        return words.accept("NULL") ? new IsNull(left, true) : test(words.next(), left, true);
    }

    private Expression test(Token operator, Expression left, boolean negated) throws NotUnderstoodException {
        if (operator.is("LIKE")) {
            return new Like(left, expression(COMPARISON), true, negated);
        }
        if (operator.is("BETWEEN")) {
            Expression low = expression(NOT);
            words.expect("AND");
            return new Between(left, low, expression(COMPARISON), negated);
        }
        if (operator.is("IN") && words.acceptSymbol("(") && !words.peek().isSymbol(")")) {
            return new In(left, list(), negated);
        }
        throw new NotUnderstoodException(operator.text());
    }

    /** {@code IS} and its relatives; a truth value on the right asks something else, so it is left alone. */
    private Expression is(Expression left) throws NotUnderstoodException {
        boolean negated = words.accept("NOT");
        if (words.accept("DISTINCT", "FROM")) {
            negated = !negated;
        }
        Expression right = expression(COMPARISON);
        if (right instanceof Literal literal && literal.value() instanceof Value.Null) {
            return new IsNull(left, negated);
        }
        if (right instanceof Literal literal && literal.value() instanceof Value.Bool) {
            throw new NotUnderstoodException("IS TRUE");
        }
        return new Binary(negated ? "IS DISTINCT FROM" : "IS NOT DISTINCT FROM", left, right);
    }

    /** Expressions up to the closing bracket. */
    List<Expression> list() throws NotUnderstoodException {
        List<Expression> list = new ArrayList<>();
        do {
            list.add(expression());
        } while (words.acceptSymbol(","));
        words.expectSymbol(")");
        return List.copyOf(list);
    }
}

package io.holdfast.sqlite.sql;

import io.holdfast.engine.Expression;
import io.holdfast.engine.Value;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** Grows expressions at random, over the columns {@code a}, {@code b} and {@code c}. */
final class AnyExpression {
    static final List<String> COLUMNS = List.of("a", "b", "c");
    private static final List<String> OPERATORS = List.of(
            "+",
            "-",
            "*",
            "/",
            "%",
            "||",
            "=",
            "<>",
            "<",
            "<=",
            ">",
            ">=",
            "AND",
            "OR",
            "IS DISTINCT FROM",
            "IS NOT DISTINCT FROM");
    private static final List<String> TEXTS = List.of("", "a", "it's", "%", "_b", "12", "-- no", "ü€");
    private static final List<Affinity> TYPES = List.of(Affinity.values());

    private final Random random;

    AnyExpression(Random random) {
        this.random = random;
    }

    Expression of(int depth) {
        if (depth == 0) {
            return leaf();
        }
        return switch (random.nextInt(11)) {
            case 0 -> new Expression.Unary(pick(List.of("NOT", "-", "+")), notNumber(of(depth - 1)));
            case 1 -> new Expression.IsNull(of(depth - 1), random.nextBoolean());
            case 2 -> new Expression.In(of(depth - 1), many(depth), random.nextBoolean());
            case 3 -> new Expression.Between(of(depth - 1), of(depth - 1), of(depth - 1), random.nextBoolean());
            case 4 -> new Expression.Like(of(depth - 1), of(depth - 1), true, random.nextBoolean());
            case 5 -> new Expression.Case(branches(depth), otherwise(depth));
            case 6 -> call(depth);
            case 7 -> new Expression.Cast(of(depth - 1), pick(TYPES).type());
            default -> binary(depth);
        };
    }

    private Expression binary(int depth) {
        String operator = pick(OPERATORS);
        Expression right = of(depth - 1);
        boolean meansSomethingElse = operator.startsWith("IS")
                && right instanceof Expression.Literal literal
                && (literal.value() instanceof Value.Null || literal.value() instanceof Value.Bool);
        return new Expression.Binary(meansSomethingElse ? "=" : operator, of(depth - 1), right);
    }

    /** A sign before a number is part of the number. */
    private static Expression notNumber(Expression operand) {
        return operand instanceof Expression.Literal ? new Expression.ColumnRef("a") : operand;
    }

    private Expression leaf() {
        return switch (random.nextInt(8)) {
            case 0 -> new Expression.Literal(Value.NULL);
            case 1 -> new Expression.Literal(new Value.Bool(random.nextBoolean()));
            case 2 -> new Expression.Literal(new Value.Real((random.nextInt(2000) - 1000) / 8.0));
            case 3 -> new Expression.Literal(new Value.Text(pick(TEXTS).getBytes(StandardCharsets.UTF_8)));
            case 4 -> new Expression.Literal(new Value.Bytes(new byte[] {(byte) random.nextInt()}));
            case 5 -> new Expression.Literal(new Value.Int(random.nextLong() >> random.nextInt(64)));
            default -> new Expression.ColumnRef(pick(COLUMNS));
        };
    }

    private Expression call(int depth) {
        return switch (random.nextInt(5)) {
            case 0 -> new Expression.Call("coalesce", List.of(of(depth - 1), of(depth - 1)));
            case 1 -> new Expression.Call("length", List.of(of(depth - 1)));
            case 2 -> new Expression.Call("lower", List.of(of(depth - 1)));
            case 3 -> new Expression.Call("substr", List.of(of(depth - 1), of(depth - 1)));
            default -> new Expression.Call("nullif", List.of(of(depth - 1), of(depth - 1)));
        };
    }

    private List<Expression> many(int depth) {
        return IntStream.rangeClosed(0, random.nextInt(3))
                .mapToObj(i -> of(depth - 1))
                .toList();
    }

    private List<Expression.When> branches(int depth) {
        return many(depth).stream()
                .map(condition -> new Expression.When(condition, of(depth - 1)))
                .toList();
    }

    private Optional<Expression> otherwise(int depth) {
        return random.nextBoolean() ? Optional.of(of(depth - 1)) : Optional.empty();
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}

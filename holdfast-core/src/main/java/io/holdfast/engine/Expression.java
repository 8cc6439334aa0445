package io.holdfast.engine;

import java.util.List;
import java.util.Optional;

/**
 * An expression of a check, default, index or generated column, apart from any engine's spelling. An adapter parses its
 * own SQL into this tree and renders the tree in its own SQL; what it cannot do faithfully, it does not do.
 */
public sealed interface Expression {

    /** A literal value. */
    record Literal(Value value) implements Expression {}

    /** A column of the same table. */
    record ColumnRef(String name) implements Expression {}

    /** {@code operator operand}, with the operators {@code -}, {@code +} and {@code NOT}. */
    record Unary(String operator, Expression operand) implements Expression {}

    /**
     * {@code left operator right}, with the operators {@code + - * / %}, {@code || = <> < <= > >= AND OR}, and
     * {@code IS [NOT] DISTINCT FROM}.
     */
    record Binary(String operator, Expression left, Expression right) implements Expression {}

    /** {@code operand IS [NOT] NULL}. */
    record IsNull(Expression operand, boolean negated) implements Expression {}

    /** {@code operand [NOT] IN (…)}. */
    record In(Expression operand, List<Expression> choices, boolean negated) implements Expression {}

    /** {@code operand [NOT] BETWEEN low AND high}. */
    record Between(Expression operand, Expression low, Expression high, boolean negated) implements Expression {}

    /** {@code operand [NOT] LIKE pattern}; {@code ignoreCase} as in SQLite, for the letters A to Z. */
    record Like(Expression operand, Expression pattern, boolean ignoreCase, boolean negated) implements Expression {}

    /** {@code CASE WHEN … THEN … [ELSE …] END}. */
    record Case(List<When> branches, Optional<Expression> otherwise) implements Expression {}

    /** One branch of a {@link Case}. */
    record When(Expression condition, Expression result) {}

    /** A function, by its lower-case name in SQLite's vocabulary ({@code length}, {@code lower}, {@code abs}, …). */
    record Call(String function, List<Expression> arguments) implements Expression {}

    /** {@code CAST(operand AS type)}. */
    record Cast(Expression operand, DataType type) implements Expression {}

    /** The moment of the statement: {@code CURRENT_TIMESTAMP}, {@code CURRENT_DATE} or {@code CURRENT_TIME}. */
    record Now(DataType.Base type) implements Expression {}
}

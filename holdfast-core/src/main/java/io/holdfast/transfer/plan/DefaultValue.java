package io.holdfast.transfer.plan;

import io.holdfast.engine.DataType.Base;
import io.holdfast.engine.Expression;
import io.holdfast.engine.SchemaModel.Column;
import io.holdfast.engine.Value;
import io.holdfast.transfer.profile.DateText;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** Carries a column's default over: the value that a new row would get, in the column's new type. */
final class DefaultValue {
    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,18}");

    private DefaultValue() {}

    /** The default of {@code source} for a column of type {@code choice}; empty where it cannot be carried over. */
    static Optional<Expression> translate(Column source, Expression meaning, TypeChoice choice) {
        if (meaning instanceof Expression.Literal literal) {
            return literal(literal.value(), choice).map(Expression.Literal::new);
        }
        if (meaning instanceof Expression.Unary unary
                && unary.operator().equals("-")
                && unary.operand() instanceof Expression.Literal literal) {
            return negated(literal.value())
                    .flatMap(value -> literal(value, choice))
                    .map(Expression.Literal::new);
        }
        if (meaning instanceof Expression.Now now) {
            return now.type() == choice.type().base() ? Optional.of(now) : Optional.empty();
        }
        return source.type().base() == choice.type().base() ? Optional.of(meaning) : Optional.empty();
    }

    private static Optional<Value> literal(Value value, TypeChoice choice) {
        Base target = choice.type().base();
        if (!fits(value, target)) {
            return Optional.empty();
        }
        return Optional.of(choice.conversion().apply(asStored(value, target)));
    }

    /** What SQLite's affinity would have made of the literal when it stored it. */
    private static Value asStored(Value value, Base target) {
        boolean wantsNumber = target == Base.BIGINT || target == Base.DECIMAL || target == Base.DOUBLE;
        if (wantsNumber && value instanceof Value.Text text) {
            return new Value.Int(Long.parseLong(new String(text.utf8(), StandardCharsets.ISO_8859_1)));
        }
        return value;
    }

    private static boolean fits(Value value, Base target) {
        return switch (target) {
            case SMALLINT, INTEGER, BIGINT -> value instanceof Value.Int || isWhole(value);
            case DECIMAL, DOUBLE -> value instanceof Value.Int || value instanceof Value.Real || isWhole(value);
            case BOOLEAN ->
                value instanceof Value.Bool
                        || (value instanceof Value.Int number && (number.value() == 0 || number.value() == 1));
            case TEXT -> value instanceof Value.Text || value instanceof Value.Int || value instanceof Value.Real;
            case BYTES -> value instanceof Value.Bytes || value instanceof Value.Text;
            case DATE -> isDate(value, DateText.Form.DATE);
            case TIME -> isDate(value, DateText.Form.TIME);
            case TIMESTAMP -> isDate(value, DateText.Form.DATE_TIME) || isDate(value, DateText.Form.DATE);
            case INSTANT -> isDate(value, DateText.Form.DATE_TIME_OFFSET);
            case JSON, UUID, ANY -> false;
        };
    }

    private static boolean isWhole(Value value) {
        return value instanceof Value.Text text
                && WHOLE.matcher(new String(text.utf8(), StandardCharsets.ISO_8859_1))
                        .matches();
    }

    private static boolean isDate(Value value, DateText.Form form) {
        return value instanceof Value.Text text
                && DateText.of(text.utf8()).filter(date -> date.form() == form).isPresent();
    }

    private static Optional<Value> negated(Value value) {
        if (value instanceof Value.Int number && number.value() != Long.MIN_VALUE) {
            return Optional.of(new Value.Int(-number.value()));
        }
        return value instanceof Value.Real number ? Optional.of(new Value.Real(-number.value())) : Optional.empty();
    }
}

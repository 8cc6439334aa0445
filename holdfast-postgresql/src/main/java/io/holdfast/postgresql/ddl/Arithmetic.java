package io.holdfast.postgresql.ddl;

import io.holdfast.engine.Value;

/**
 * Arithmetic that comes out as in SQLite: whole numbers in 64 bits, floating-point ones as doubles, division by zero is
 * NULL. Where SQLite would go over from whole to floating-point numbers (an overflow of 64 bits), PostgreSQL reports an
 * error: loud, never a different value. Exact decimals are floating-point numbers in SQLite, so they are left alone.
 */
final class Arithmetic {
    private Arithmetic() {}

    static Term of(String operator, Term left, Term right) throws Untranslatable {
        if (left.isNull() || right.isNull()) {
            throw new Untranslatable("arithmetic with NULL");
        }
        Term a = left.asNumber();
        Term b = right.asNumber();
        if (a.kind() == Kind.INT && b.kind() == Kind.INT) {
            return whole(operator, a, b);
        }
        boolean floating = isDoubleOrInt(a) && isDoubleOrInt(b);
        if (!floating || operator.equals("%")) {
            throw new Untranslatable("arithmetic on anything but whole and floating-point numbers");
        }
        return floating(operator, a, b);
    }

    private static boolean isDoubleOrInt(Term term) {
        return term.kind() == Kind.DOUBLE || term.kind() == Kind.INT;
    }

    private static Term whole(String operator, Term a, Term b) {
        boolean divides = operator.equals("/") || operator.equals("%");
        String divisor = divides ? "nullif(%s::bigint, 0)" : "%s::bigint";
        return Term.of("(%s::bigint %s %s)".formatted(a.sql(), operator, divisor.formatted(b.sql())), Kind.INT);
    }

    /** SQLite turns NaN into NULL. */
    private static Term floating(String operator, Term a, Term b) {
        String right = operator.equals("/") ? "nullif(%s::double precision, 0)" : "%s::double precision";
        return Term.of(
                "nullif(%s::double precision %s %s, 'NaN')".formatted(a.sql(), operator, right.formatted(b.sql())),
                Kind.DOUBLE);
    }

    static Term unary(String operator, Term operand) throws Untranslatable {
        if (operator.equals("NOT")) {
            return Term.of("(NOT %s)".formatted(operand.asCondition()), Kind.BOOL);
        }
        if (operator.equals("+")) {
            return operand;
        }
        if (operand.literal().isPresent()) {
            return negative(operand.literal().get());
        }
        Term number = operand.asNumber();
        if (!Comparisons.isNumber(number)) {
            throw new Untranslatable("the negative of something that is no number");
        }
        String sql = number.kind() == Kind.INT ? "(- %s::bigint)" : "(- %s)";
        return Term.of(sql.formatted(number.sql()), number.kind());
    }

    private static Term negative(Value literal) throws Untranslatable {
        if (literal instanceof Value.Int whole && whole.value() != Long.MIN_VALUE) {
            return Literals.of(new Value.Int(-whole.value()));
        } else if (literal instanceof Value.Real real) {
            return Literals.of(new Value.Real(-real.value()));
        } else if (literal instanceof Value.Decimal decimal) {
            return Literals.of(new Value.Decimal(decimal.value().negate()));
        }
        throw new Untranslatable("the negative of something that is no number");
    }
}

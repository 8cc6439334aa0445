package io.holdfast.postgresql.ddl;

import io.holdfast.engine.Value;
import java.math.BigDecimal;
import java.util.Locale;

/**
 * Comparisons that come out as in SQLite.
 *
 * <p>SQLite compares numbers by their exact values, truth values as 0 and 1, text and blobs by their bytes, and text in
 * a NOCASE column with A to Z folded; values of unlike classes compare by class. PostgreSQL refuses unlike types, rounds
 * 64-bit numbers beside doubles, and sorts text by the database's locale. So both sides are brought to one type that holds
 * both exactly; where there is none, the expression is not translated.
 */
final class Comparisons {
    private Comparisons() {}

    /** Two sides that PostgreSQL compares as SQLite would. */
    record Sides(String left, String right) {}

    static Term compare(String operator, Term left, Term right) throws Untranslatable {
        Sides sides = sides(left, right, isOrdering(operator));
        return Term.of("(%s %s %s)".formatted(sides.left(), operator, sides.right()), Kind.BOOL);
    }

    private static boolean isOrdering(String operator) {
        return operator.equals("<") || operator.equals("<=") || operator.equals(">") || operator.equals(">=");
    }

    static Sides sides(Term left, Term right, boolean ordering) throws Untranslatable {
        if (left.isNull() || right.isNull()) {
            return nulls(left, right);
        }
        if (left.kind() == Kind.BOOL || right.kind() == Kind.BOOL) {
            return truths(left, right);
        }
        if (left.kind() == Kind.TEXT && right.kind() == Kind.TEXT) {
            return texts(left, right, ordering);
        }
        if (isNumber(left) && isNumber(right)) {
            return numbers(left, right);
        }
        boolean sameBytes = left.kind() == Kind.BYTES && right.kind() == Kind.BYTES;
        boolean sameDays = left.kind() == Kind.DATE && right.kind() == Kind.DATE;
        if (sameBytes || sameDays) {
            return new Sides(left.sql(), right.sql());
        }
        throw new Untranslatable("a comparison of unlike types");
    }

    private static Sides nulls(Term left, Term right) {
        if (left.isNull() && right.isNull()) {
            return new Sides("NULL::text", "NULL::text");
        }
        return new Sides(left.sql(), right.sql());
    }

    private static Sides truths(Term left, Term right) throws Untranslatable {
        if (left.kind() == right.kind()) {
            return new Sides(left.sql(), right.sql());
        }
        boolean truthFirst = left.kind() == Kind.BOOL;
        Term number = truthFirst ? right : left;
        if (number.kind() != Kind.INT) {
            throw new Untranslatable("a truth value beside something else than a whole number");
        }
        boolean bit = number.literal()
                .filter(value -> value instanceof Value.Int whole && (whole.value() == 0 || whole.value() == 1))
                .isPresent();
        if (!bit) {
            return new Sides(left.asNumber().sql(), right.asNumber().sql());
        }
        String literal = number.sql().equals("1") ? "true" : "false";
        return truthFirst ? new Sides(left.sql(), literal) : new Sides(literal, right.sql());
    }

    private static Sides texts(Term left, Term right, boolean ordering) throws Untranslatable {
        String collation = left.collation().isEmpty() ? right.collation() : left.collation();
        return switch (collation.toUpperCase(Locale.ROOT)) {
            case "", "BINARY" ->
                ordering ? new Sides(left.inByteOrder(), right.inByteOrder()) : new Sides(left.sql(), right.sql());
            case "NOCASE" -> new Sides(folded(left.sql()), folded(right.sql()));
            default -> throw new Untranslatable("a comparison by the collation " + collation);
        };
    }

    /** A to Z in lower case and nothing else: what PostgreSQL's C collation and SQLite do alike. */
    static String folded(String sql) {
        return "lower(%s COLLATE \"C\")".formatted(sql);
    }

    static boolean isNumber(Term term) {
        return term.kind() == Kind.INT || term.kind() == Kind.DOUBLE || term.kind() == Kind.DECIMAL;
    }

    private static Sides numbers(Term left, Term right) throws Untranslatable {
        if (left.kind() == right.kind()) {
            return new Sides(left.sql(), right.sql());
        }
        if (left.kind() == Kind.DECIMAL || right.kind() == Kind.DECIMAL) {
            return new Sides(besideDecimal(left), besideDecimal(right));
        }
        return new Sides(besideOther(left, right), besideOther(right, left));
    }

    /** A decimal column holds the shortest spelling of each double, so a literal beside it is read the same way. */
    private static String besideDecimal(Term term) throws Untranslatable {
        if (term.kind() != Kind.DOUBLE) {
            return term.sql();
        }
        return Literals.exact(Literals.shortest(finite(term)));
    }

    private static String besideOther(Term term, Term other) throws Untranslatable {
        if (term.kind() == Kind.INT) {
            boolean exactAsDouble = term.narrow();
            return exactAsDouble ? "(%s)::double precision".formatted(term.sql()) : exactInteger(term, other);
        }
        return other.narrow() ? term.sql() : Literals.exact(new BigDecimal(finite(term)));
    }

    private static String exactInteger(Term term, Term other) throws Untranslatable {
        finite(other);
        return "(%s)::numeric".formatted(term.sql());
    }

    private static double finite(Term term) throws Untranslatable {
        Value value = term.literal()
                .orElseThrow(() -> new Untranslatable("a 64-bit or decimal number beside a floating-point one"));
        if (value instanceof Value.Real real && Double.isFinite(real.value())) {
            return real.value();
        }
        throw new Untranslatable("an infinite literal beside an exact number");
    }
}

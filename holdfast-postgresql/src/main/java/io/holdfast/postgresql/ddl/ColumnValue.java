package io.holdfast.postgresql.ddl;

import io.holdfast.engine.DataType;
import io.holdfast.engine.DataType.Base;
import io.holdfast.engine.Expression;
import io.holdfast.engine.Value;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a default or a computed column puts into a column: in SQLite the column's affinity turns the value into its own
 * form ({@code DEFAULT '0'} in an INTEGER column is a number, {@code DEFAULT 1} in a BOOLEAN column is true).
 */
final class ColumnValue {
    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,18}");
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,3})?");
    private static final Pattern UUID = Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern EMPTY_JSON =
            Pattern.compile("\\s*(\\{\\s*}|\\[\\s*]|null|true|false|-?\\d{1,15})\\s*");
    private static final String NOW = "statement_timestamp() AT TIME ZONE 'UTC'";

    private final DataType type;
    private final ExpressionSql expressions;

    ColumnValue(DataType type, ExpressionSql expressions) {
        this.type = type;
        this.expressions = expressions;
    }

    String sql(Expression expression) throws Untranslatable {
        if (expression instanceof Expression.Now now) {
            return now(now.type());
        }
        if (expression instanceof Expression.Literal literal) {
            return literal(literal.value());
        }
        Term term = expressions.term(expression);
        if (term.isNull()) {
            return "NULL";
        }
        return term.literal().isPresent() ? literal(term.literal().get()) : computed(term);
    }

    private String now(Base what) throws Untranslatable {
        boolean moment = what == Base.TIMESTAMP || what == Base.INSTANT;
        return switch (type.base()) {
            case TIMESTAMP -> only(moment, "date_trunc('second', %s)".formatted(NOW));
            case INSTANT -> only(moment, "date_trunc('second', statement_timestamp())");
            case DATE -> only(what == Base.DATE, "(%s)::date".formatted(NOW));
            case TIME -> only(what == Base.TIME, "date_trunc('second', %s)::time".formatted(NOW));
            case TEXT -> expressions.term(new Expression.Now(what)).sql();
            default -> throw new Untranslatable("a moment in a column of another type");
        };
    }

    private static String only(boolean fits, String sql) throws Untranslatable {
        if (!fits) {
            throw new Untranslatable("a moment of another form than the column");
        }
        return sql;
    }

    private String computed(Term term) throws Untranslatable {
        Kind wanted = Kind.of(type);
        if (term.kind() == wanted && wanted != Kind.OTHER) {
            return term.sql();
        }
        boolean number = term.kind() == Kind.INT || term.kind() == Kind.BOOL;
        return switch (wanted) {
            case INT, DECIMAL -> only(number, term.asNumber().sql());
            case DOUBLE ->
                only(number, "(%s)::double precision".formatted(term.asNumber().sql()));
            default -> throw new Untranslatable("a value of another type than the column");
        };
    }

    private String literal(Value value) throws Untranslatable {
        if (value instanceof Value.Null) {
            return "NULL";
        }
        return switch (type.base()) {
            case SMALLINT, INTEGER, BIGINT -> whole(value);
            case DECIMAL -> decimal(value);
            case DOUBLE -> Literals.floating(number(value).doubleValue());
            case BOOLEAN -> truth(value);
            case TEXT -> text(value);
            case BYTES -> bytes(value);
            case DATE, TIME, TIMESTAMP, INSTANT -> calendar(value);
            case JSON -> json(value);
            case UUID ->
                value instanceof Value.Uuid uuid ? "'%s'::uuid".formatted(uuid.value()) : matching(UUID, value, "uuid");
            case ANY -> throw new Untranslatable("a column of any type");
        };
    }

    private String whole(Value value) throws Untranslatable {
        try {
            return Literals.whole(number(value).longValueExact());
        } catch (ArithmeticException e) {
            throw new Untranslatable("a default that is no whole number");
        }
    }

    private String decimal(Value value) throws Untranslatable {
        BigDecimal number = number(value);
        BigDecimal plain = number.stripTrailingZeros();
        boolean limited = type.precision() > 0;
        boolean tooFine = plain.scale() > type.scale();
        boolean tooLarge = plain.precision() - plain.scale() > type.precision() - type.scale();
        if (limited && plain.signum() != 0 && (tooFine || tooLarge)) {
            throw new Untranslatable("a default that has more digits than the column");
        }
        return Literals.exact(number);
    }

    private static BigDecimal number(Value value) throws Untranslatable {
        if (value instanceof Value.Int whole) {
            return BigDecimal.valueOf(whole.value());
        } else if (value instanceof Value.Real real && Double.isFinite(real.value())) {
            return Literals.shortest(real.value());
        } else if (value instanceof Value.Decimal decimal) {
            return decimal.value();
        } else if (value instanceof Value.Bool bool) {
            return bool.value() ? BigDecimal.ONE : BigDecimal.ZERO;
        }
        String text = written(value);
        if (WHOLE.matcher(text).matches() || NUMBER.matcher(text).matches()) {
            return new BigDecimal(text);
        }
        throw new Untranslatable("a default that is no number");
    }

    private static String truth(Value value) throws Untranslatable {
        if (value instanceof Value.Bool bool) {
            return Boolean.toString(bool.value());
        }
        String text = value instanceof Value.Int whole ? Long.toString(whole.value()) : written(value);
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "1", "true", "t", "yes", "y", "on" -> "true";
            case "0", "false", "f", "no", "n", "off" -> "false";
            default -> throw new Untranslatable("a default that is no truth value");
        };
    }

    private static String text(Value value) throws Untranslatable {
        String text = value instanceof Value.Int whole ? Long.toString(whole.value()) : written(value);
        return Names.literal(text);
    }

    private static String bytes(Value value) throws Untranslatable {
        return Literals.of(value instanceof Value.Text text ? new Value.Bytes(text.utf8()) : bytesOnly(value))
                .sql();
    }

    private static Value bytesOnly(Value value) throws Untranslatable {
        if (value instanceof Value.Bytes) {
            return value;
        }
        throw new Untranslatable("a default that is no blob");
    }

    private static String json(Value value) throws Untranslatable {
        return value instanceof Value.Json json
                ? Names.literal(Literals.decoded(json.utf8())) + "::jsonb"
                : matching(EMPTY_JSON, value, "jsonb");
    }

    private String calendar(Value value) throws Untranslatable {
        Base base = type.base();
        if (value instanceof Value.Date date && base == Base.DATE) {
            return "(date '1970-01-01' + %d)".formatted(date.epochDay());
        } else if (value instanceof Value.Time time && base == Base.TIME) {
            return since("time '00:00'", time.micros());
        } else if (value instanceof Value.Timestamp timestamp && base == Base.TIMESTAMP) {
            return since("timestamp '1970-01-01'", timestamp.micros());
        } else if (value instanceof Value.Instant instant && base == Base.INSTANT) {
            return since("timestamptz '1970-01-01Z'", instant.micros());
        }
        return calendar(written(value));
    }

    /** Whole seconds and microseconds apart, because an interval is read through a double. */
    private static String since(String start, long micros) {
        return "(%s + interval '%d seconds' + interval '%d microseconds')"
                .formatted(start, Math.floorDiv(micros, 1_000_000), Math.floorMod(micros, 1_000_000));
    }

    private String calendar(String text) throws Untranslatable {
        String iso = text.replace(' ', 'T');
        try {
            return switch (type.base()) {
                case DATE -> "'%s'::date".formatted(LocalDate.parse(iso));
                case TIME -> "'%s'::time".formatted(LocalTime.parse(iso));
                case TIMESTAMP -> "'%s'::timestamp".formatted(LocalDateTime.parse(iso));
                default -> "'%sZ'::timestamptz".formatted(LocalDateTime.parse(iso));
            };
        } catch (DateTimeException e) {
            throw new Untranslatable("a default that is no date or time");
        }
    }

    private static String matching(Pattern pattern, Value value, String sqlType) throws Untranslatable {
        String text = written(value);
        if (!pattern.matcher(text).matches()) {
            throw new Untranslatable("a default that may not be " + sqlType);
        }
        return "'%s'::%s".formatted(text, sqlType);
    }

    private static String written(Value value) throws Untranslatable {
        if (value instanceof Value.Text text) {
            return Literals.decoded(text.utf8());
        }
        throw new Untranslatable("a default of another type than the column");
    }
}

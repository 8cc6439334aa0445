package io.holdfast.postgresql.review;

import io.holdfast.engine.SqlToken;
import io.holdfast.engine.SqlToken.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Whether the value of an expression is another one for each row, as far as the expression tells. Which of the server's
 * functions are volatile is in its catalogue, {@code pg_proc.provolatile}; here are those that are used as defaults.
 */
enum Volatility {
    /** It is the same for all rows. */
    NONE,
    /** It calls a function of which only the database knows. */
    UNKNOWN,
    /** It calls a function that is volatile. */
    VOLATILE;

    private static final Set<String> VOLATILE_FUNCTIONS = Set.of(
            "random",
            "random_normal",
            "setseed",
            "gen_random_uuid",
            "gen_random_bytes",
            "uuidv4",
            "uuidv7",
            "uuid_generate_v1",
            "uuid_generate_v1mc",
            "uuid_generate_v4",
            "clock_timestamp",
            "timeofday",
            "nextval",
            "currval",
            "lastval",
            "setval",
            "pg_sleep",
            "set_config");

    /** The functions that are stable or immutable, types with a length, and keywords that have parentheses behind them. */
    private static final Set<String> HARMLESS = Set.of(
            // functions
            "now",
            "transaction_timestamp",
            "statement_timestamp",
            "current_timestamp",
            "localtimestamp",
            "current_time",
            "localtime",
            "current_setting",
            "current_schema",
            "current_database",
            "current_user",
            "timezone",
            "age",
            "date_trunc",
            "date_part",
            "extract",
            "to_char",
            "to_date",
            "to_timestamp",
            "to_number",
            "make_date",
            "make_interval",
            "make_time",
            "make_timestamp",
            "make_timestamptz",
            "lower",
            "upper",
            "initcap",
            "concat",
            "concat_ws",
            "format",
            "replace",
            "repeat",
            "substring",
            "substr",
            "trim",
            "btrim",
            "ltrim",
            "rtrim",
            "lpad",
            "rpad",
            "left",
            "right",
            "length",
            "md5",
            "sha256",
            "encode",
            "decode",
            "convert_to",
            "abs",
            "ceil",
            "floor",
            "round",
            "trunc",
            "power",
            "sqrt",
            "mod",
            "json_build_object",
            "json_build_array",
            "jsonb_build_object",
            "jsonb_build_array",
            "to_json",
            "to_jsonb",
            "json_object",
            "jsonb_object",
            "array_fill",
            "string_to_array",
            "to_tsvector",
            "point",
            "box",
            "int4range",
            "int8range",
            "numrange",
            "tsrange",
            "tstzrange",
            "daterange",
            "inet",
            "cidr",
            "text",
            "date",
            // types
            "varchar",
            "varying",
            "character",
            "char",
            "bpchar",
            "nchar",
            "numeric",
            "decimal",
            "dec",
            "timestamp",
            "timestamptz",
            "time",
            "timetz",
            "interval",
            "bit",
            "varbit",
            "float",
            // keywords
            "cast",
            "coalesce",
            "nullif",
            "greatest",
            "least",
            "row",
            "array",
            "in",
            "any",
            "some",
            "all",
            "and",
            "or",
            "not",
            "case",
            "when",
            "then",
            "else",
            "is",
            "between",
            "like",
            "ilike",
            "similar",
            "position",
            "overlay",
            "from",
            "for",
            "as");

    static Volatility of(List<SqlToken> expression) {
        Volatility worst = NONE;
        for (int at = 0; at + 1 < expression.size(); at++) {
            SqlToken token = expression.get(at);
            boolean call = (token.is(Kind.WORD) || token.is(Kind.NAME))
                    && expression.get(at + 1).is(Kind.OPENING)
                    && !isCast(expression, at);
            if (call) {
                Volatility found = ofFunction(token);
                worst = found.compareTo(worst) > 0 ? found : worst;
            }
        }
        return worst;
    }

    /** What stands behind {@code ::} is a type, whatever it is called. */
    private static boolean isCast(List<SqlToken> expression, int at) {
        int first = at;
        while (first >= 2 && expression.get(first - 1).isSign(".")) {
            first -= 2;
        }
        return first >= 1 && expression.get(first - 1).isSign("::");
    }

    private static Volatility ofFunction(SqlToken function) {
        String name = function.content().toLowerCase(Locale.ROOT);
        if (VOLATILE_FUNCTIONS.contains(name)) {
            return VOLATILE;
        }
        return HARMLESS.contains(name) ? NONE : UNKNOWN;
    }
}

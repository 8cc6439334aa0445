package io.holdfast.postgresql.ddl;

import io.holdfast.engine.Value;
import java.util.List;
import java.util.stream.Collectors;

/**
 * SQLite's functions in PostgreSQL. What is not in this table is not translated.
 *
 * <table>
 * <caption>Rules</caption>
 * <tr><th>SQLite</th><th>PostgreSQL</th><th>why it is the same</th></tr>
 * <tr><td>length(text)</td><td>length</td><td>both count characters</td></tr>
 * <tr><td>length(blob), octet_length</td><td>octet_length</td><td>bytes</td></tr>
 * <tr><td>lower, upper</td><td>with COLLATE "C"</td><td>A to Z only, as SQLite does it</td></tr>
 * <tr><td>abs</td><td>abs</td><td>whole numbers in 64 bits</td></tr>
 * <tr><td>coalesce, ifnull</td><td>coalesce</td><td>all arguments of one kind</td></tr>
 * <tr><td>nullif</td><td>CASE</td><td>compared by the rules of comparisons</td></tr>
 * <tr><td>iif</td><td>CASE</td><td>both results of one kind</td></tr>
 * <tr><td>trim, ltrim, rtrim</td><td>btrim, ltrim, rtrim</td><td>spaces, or the characters of the second text</td></tr>
 * <tr><td>substr(text, n[, m])</td><td>substr, right</td><td>literal n and m; n negative only without m</td></tr>
 * <tr><td>min, max with 2 and more</td><td>least, greatest</td><td>NULL if any is NULL; text by bytes</td></tr>
 * <tr><td>instr</td><td>strpos</td><td>both count characters from 1, 0 for none</td></tr>
 * <tr><td>replace</td><td>replace</td><td>an empty pattern changes nothing</td></tr>
 * <tr><td>hex(blob)</td><td>upper(encode)</td><td>two digits for a byte</td></tr>
 * <tr><td>json_valid(json column)</td><td>true</td><td>jsonb holds nothing else; NULL stays NULL</td></tr>
 * <tr><td>likely, unlikely</td><td>the argument</td><td>hints to the planner</td></tr>
 * </table>
 *
 * <p>Left out on purpose: round (PostgreSQL rounds halves to even), typeof, date and time functions (modifiers and
 * tolerance of input differ), printf, glob, random.
 */
final class Functions {
    private Functions() {}

    static Term call(String function, List<Term> arguments) throws Untranslatable {
        return switch (function + "/" + arguments.size()) {
            case "length/1" -> length(arguments.get(0));
            case "octet_length/1" -> Term.of("octet_length(%s)".formatted(textOrBytes(arguments.get(0))), Kind.INT);
            case "lower/1", "upper/1" ->
                Term.of("%s(%s COLLATE \"C\")".formatted(function, text(arguments.get(0))), Kind.TEXT);
            case "abs/1" -> abs(arguments.get(0).asNumber());
            case "ifnull/2" -> coalesce(arguments);
            case "nullif/2" -> nullIf(arguments.get(0), arguments.get(1));
            case "iif/3" -> iif(arguments);
            case "trim/1", "trim/2" -> texts("btrim", arguments, Kind.TEXT);
            case "ltrim/1", "ltrim/2", "rtrim/1", "rtrim/2", "replace/3" -> texts(function, arguments, Kind.TEXT);
            case "substr/2", "substr/3", "substring/2", "substring/3" -> substring(arguments);
            case "instr/2" -> texts("strpos", arguments, Kind.INT);
            case "hex/1" -> hex(arguments.get(0));
            case "json_valid/1" -> jsonValid(arguments.get(0));
            case "likely/1", "unlikely/1" -> arguments.get(0);
            default -> variadic(function, arguments);
        };
    }

    private static Term variadic(String function, List<Term> arguments) throws Untranslatable {
        if (arguments.size() < 2) {
            throw new Untranslatable("the function " + function);
        }
        return switch (function) {
            case "coalesce" -> coalesce(arguments);
            case "min" -> extreme("least", arguments);
            case "max" -> extreme("greatest", arguments);
            default -> throw new Untranslatable("the function " + function);
        };
    }

    private static String text(Term term) throws Untranslatable {
        if (term.kind() != Kind.TEXT) {
            throw new Untranslatable("a text function of something that is no text");
        }
        return term.sql();
    }

    private static String textOrBytes(Term term) throws Untranslatable {
        return term.kind() == Kind.BYTES ? term.sql() : text(term);
    }

    private static Term texts(String name, List<Term> arguments, Kind kind) throws Untranslatable {
        StringBuilder sql = new StringBuilder(name).append('(');
        for (int index = 0; index < arguments.size(); index++) {
            sql.append(index == 0 ? "" : ", ").append(text(arguments.get(index)));
        }
        return Term.of(sql.append(')').toString(), kind);
    }

    private static Term length(Term argument) throws Untranslatable {
        String name = argument.kind() == Kind.BYTES ? "octet_length" : "length";
        return Term.of("%s(%s)".formatted(name, textOrBytes(argument)), Kind.INT);
    }

    private static Term abs(Term number) throws Untranslatable {
        if (!Comparisons.isNumber(number)) {
            throw new Untranslatable("the size of something that is no number");
        }
        String sql = number.kind() == Kind.INT ? "abs(%s::bigint)" : "abs(%s)";
        return Term.of(sql.formatted(number.sql()), number.kind());
    }

    private static Term coalesce(List<Term> arguments) throws Untranslatable {
        List<Term> alike = Results.alike(arguments);
        String sql = alike.stream().map(Term::sql).collect(Collectors.joining(", "));
        return Term.of("coalesce(%s)".formatted(sql), Results.kind(alike));
    }

    private static Term nullIf(Term left, Term right) throws Untranslatable {
        Term equal = Comparisons.compare("=", left, right);
        return Term.of("CASE WHEN %s THEN NULL ELSE %s END".formatted(equal.sql(), left.sql()), left.kind());
    }

    private static Term iif(List<Term> arguments) throws Untranslatable {
        List<Term> results = Results.alike(arguments.subList(1, 3));
        return Term.of(
                "CASE WHEN %s THEN %s ELSE %s END"
                        .formatted(
                                arguments.get(0).asCondition(),
                                results.get(0).sql(),
                                results.get(1).sql()),
                Results.kind(results));
    }

    private static Term substring(List<Term> arguments) throws Untranslatable {
        String text = text(arguments.get(0));
        long start = whole(arguments.get(1));
        if (arguments.size() == 2) {
            String sql = start < 0 ? "right(%s, %d)" : "substr(%s, %d)";
            return Term.of(sql.formatted(text, Math.abs(start)), Kind.TEXT);
        }
        long length = whole(arguments.get(2));
        if (start < 0 || length < 0) {
            throw new Untranslatable("a part of a text that is counted from the end");
        }
        return Term.of("substr(%s, %d, %d)".formatted(text, start, length), Kind.TEXT);
    }

    private static long whole(Term term) throws Untranslatable {
        Value value = term.literal().orElseThrow(() -> new Untranslatable("a computed position in a text"));
        if (value instanceof Value.Int whole && whole.value() == (int) whole.value()) {
            return whole.value();
        }
        throw new Untranslatable("a position in a text that is no whole number");
    }

    private static Term extreme(String name, List<Term> arguments) throws Untranslatable {
        List<Term> alike = Results.alike(arguments);
        boolean collated = alike.stream().anyMatch(term -> !term.collation().isEmpty());
        Kind kind = Results.kind(alike);
        if (collated || kind == Kind.JSON || kind == Kind.OTHER || kind == Kind.NULL) {
            throw new Untranslatable("the smallest or largest of values that have no common order");
        }
        String missing = alike.stream().map(term -> term.sql() + " IS NULL").collect(Collectors.joining(" OR "));
        String sql = alike.stream().map(Term::inByteOrder).collect(Collectors.joining(", "));
        return Term.of("CASE WHEN %s THEN NULL ELSE %s(%s) END".formatted(missing, name, sql), kind);
    }

    private static Term hex(Term argument) throws Untranslatable {
        if (argument.kind() != Kind.BYTES) {
            throw new Untranslatable("hex of something that is no blob");
        }
        return Term.of("upper(encode(%s, 'hex'))".formatted(argument.sql()), Kind.TEXT);
    }

    private static Term jsonValid(Term argument) throws Untranslatable {
        if (argument.kind() != Kind.JSON) {
            throw new Untranslatable("json_valid of something that is no JSON column");
        }
        return Term.of("CASE WHEN %s IS NULL THEN NULL ELSE true END".formatted(argument.sql()), Kind.BOOL);
    }
}

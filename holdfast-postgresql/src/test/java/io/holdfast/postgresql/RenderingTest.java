package io.holdfast.postgresql;

import static io.holdfast.postgresql.Models.column;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.config.Endpoint;
import io.holdfast.engine.DataType;
import io.holdfast.engine.DataType.Base;
import io.holdfast.engine.Expression;
import io.holdfast.engine.Expression.Binary;
import io.holdfast.engine.Expression.Call;
import io.holdfast.engine.Expression.ColumnRef;
import io.holdfast.engine.Expression.Literal;
import io.holdfast.engine.Expression.Unary;
import io.holdfast.engine.Receiver;
import io.holdfast.engine.SchemaModel.Column;
import io.holdfast.engine.SchemaModel.Table;
import io.holdfast.engine.Value;
import io.holdfast.postgresql.session.PostgresqlSession;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** XFER-1: an expression means in PostgreSQL what it means in SQLite, or it is not translated. */
final class RenderingTest {
    private static final Table TABLE = Models.table(
            "t",
            column("i", Base.INTEGER),
            column("b", Base.BIGINT),
            column("n", DataType.decimal(10, 2)),
            column("d", Base.DOUBLE),
            column("f", Base.BOOLEAN),
            column("s", Base.TEXT),
            column("y", Base.BYTES),
            column("day", Base.DATE),
            column("at", Base.TIMESTAMP),
            column("j", Base.JSON),
            new Column(
                    "nc",
                    "",
                    DataType.of(Base.TEXT),
                    false,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    "NOCASE"));

    /** One row: 7, 9007199254740993, 0.10, 2.5, true, 'Ähnlich Kelvin', x'00ff', a day, a time, JSON, 'Abc'. */
    private static final String ROW = """
            (SELECT 7 AS i, 9007199254740993::bigint AS b, 0.10::numeric(10,2) AS n, 2.5::float8 AS d, true AS f,
                    'Ähnlich K' AS s, '\\x00ff'::bytea AS y, date '2020-02-29' AS day,
                    timestamp '2020-01-01' AS at, '{}'::jsonb AS j, 'Abc' AS nc) t
            """;

    private static PostgresqlSession session;
    private final Receiver receiver = new PostgresqlEngine().receiver().orElseThrow();

    @BeforeAll
    static void open() throws Exception {
        Endpoint endpoint = TestServer.freshDatabase();
        session = TestServer.open(endpoint);
    }

    @AfterAll
    static void close() {
        session.close();
    }

    private static Expression of(Object what) {
        if (what instanceof Expression expression) {
            return expression;
        } else if (what instanceof Integer whole) {
            return new Literal(new Value.Int(whole));
        } else if (what instanceof Long whole) {
            return new Literal(new Value.Int(whole));
        } else if (what instanceof Double real) {
            return new Literal(new Value.Real(real));
        } else if (what instanceof byte[] bytes) {
            return new Literal(new Value.Bytes(bytes));
        }
        String text = String.valueOf(what);
        return text.startsWith("'") ? new Literal(Models.text(text.substring(1))) : new ColumnRef(text);
    }

    private static Expression op(Object left, String operator, Object right) {
        return new Binary(operator, of(left), of(right));
    }

    private static Expression call(String function, Object... arguments) {
        return new Call(
                function, Arrays.stream(arguments).map(RenderingTest::of).toList());
    }

    private void gives(Expression expression, String expected) throws Exception {
        String sql = receiver.render(expression, TABLE).orElseThrow();
        assertThat(TestServer.ask(session.connection(), "SELECT %s FROM %s".formatted(sql, ROW)))
                .as(sql)
                .isEqualTo(expected);
    }

    private void isLeftOut(Expression expression) {
        assertThat(receiver.render(expression, TABLE)).isEmpty();
    }

    @Test
    void truthValuesCompareAsNumbers() throws Exception {
        gives(op("f", "=", 1), "t");
        gives(op(0, "=", "f"), "f");
        gives(op("f", "=", 2), "f");
        gives(op("f", "<", "i"), "t");
        gives(new Expression.In(of("f"), List.of(of(0), of(1)), false), "t");
        gives(op(op("i", ">", 1), "AND", "i"), "t");
        gives(new Unary("NOT", of("i")), "f");
        isLeftOut(op("f", "=", "'1"));
        isLeftOut(op("s", "AND", 1));
    }

    @Test
    void numbersCompareByTheirExactValues() throws Exception {
        gives(op("n", "=", 0.1), "t");
        gives(op("b", ">", 9007199254740992.0), "t");
        gives(op("b", ">", 0.5), "t");
        gives(op("i", "<", "d"), "f");
        gives(op("n", "<", "i"), "t");
        gives(op("b", "=", Long.MIN_VALUE), "f");
        gives(new Expression.Between(of("n"), of(0), of(0.5), false), "t");
        isLeftOut(op("b", "=", "d"));
        isLeftOut(op("n", "=", "d"));
        isLeftOut(op("i", "=", "'7"));
    }

    @Test
    void textComparesByItsBytesAndWithoutCaseWhereTheColumnSaysSo() throws Exception {
        gives(op("s", ">", "'a"), "t");
        gives(op("'a", ">", "'B"), "t");
        gives(op("nc", "=", "'aBC"), "t");
        gives(op("nc", "<", "'B"), "t");
        gives(new Expression.In(of("nc"), List.of(of("'ABC")), true), "f");
        gives(op("y", "=", new byte[] {0, -1}), "t");
        gives(op("s", "IS NOT DISTINCT FROM", new Literal(Value.NULL)), "f");
        gives(new Expression.IsNull(of("at"), true), "t");
        isLeftOut(op("at", "=", "'2020-01-01"));
        isLeftOut(op("day", "=", "'2020-02-29"));
        isLeftOut(op("j", "=", "'{}"));
    }

    @Test
    void likeIgnoresTheCaseOfLatinLettersOnlyAndKnowsNoEscape() throws Exception {
        gives(new Expression.Like(of("s"), of("'_HNLICH%"), true, false), "t");
        gives(new Expression.Like(of("s"), of("'ä%"), true, false), "f");
        gives(new Expression.Like(of("s"), of("'%k"), true, false), "t");
        gives(new Expression.Like(of("'a\\b"), of("'A\\B"), true, false), "t");
        gives(new Expression.Like(of("s"), of("'ähnlich%"), false, true), "t");
        isLeftOut(new Expression.Like(of("i"), of("'7"), true, false));
    }

    @Test
    void arithmeticIsSqlitesArithmetic() throws Exception {
        gives(op("i", "/", 2), "3");
        gives(op(-7, "/", 2), "-3");
        gives(op(-7, "%", 3), "-1");
        gives(op("i", "/", 0), null);
        gives(op("i", "%", 0), null);
        gives(op("i", "*", 2147483647), "15032385529");
        gives(op("d", "/", 0), null);
        gives(op("d", "*", "i"), "17.5");
        gives(op("f", "+", 1), "2");
        gives(new Unary("-", of("i")), "-7");
        isLeftOut(op("n", "+", 1));
        isLeftOut(op("d", "%", 2));
        isLeftOut(op("s", "+", 1));
    }

    @Test
    void joinedTextWritesWholeNumbersAndTruthAsSqliteDoes() throws Exception {
        gives(op("i", "||", "'x"), "7x");
        gives(op("f", "||", "'x"), "1x");
        gives(op("s", "||", "nc"), "Ähnlich KAbc");
        isLeftOut(op("d", "||", "'x"));
        isLeftOut(op("n", "||", "'x"));
    }

    @Test
    void functionsOfTheListAreTranslated() throws Exception {
        gives(call("length", "s"), "9");
        gives(call("length", "y"), "2");
        gives(call("lower", "s"), "Ähnlich k");
        gives(call("upper", "'äb"), "äB");
        gives(call("abs", -3), "3");
        gives(call("coalesce", new Literal(Value.NULL), "i"), "7");
        gives(call("ifnull", "f", 0), "1");
        gives(call("nullif", "i", 7), null);
        gives(call("nullif", "nc", "'ABC"), null);
        gives(call("iif", op("i", ">", 1), "'yes", "'no"), "yes");
        gives(call("trim", "'  x "), "x");
        gives(call("ltrim", "'xxy", "'x"), "y");
        gives(call("substr", "s", 2, 3), "hnl");
        gives(call("substr", "s", -2), " K");
        gives(call("substr", "'abc", -5), "abc");
        gives(call("substr", "'abc", 0, 2), "a");
        gives(call("min", "i", 3), "3");
        gives(call("max", "i", new Literal(Value.NULL)), null);
        gives(call("max", "'a", "'B"), "a");
        gives(call("instr", "s", "'l"), "4");
        gives(call("replace", "s", "'K", "'k"), "Ähnlich k");
        gives(call("hex", "y"), "00FF");
        gives(call("json_valid", "j"), "t");
    }

    @Test
    void functionsThatDifferAreLeftOut() {
        for (String function : List.of("round", "typeof", "date", "strftime", "printf", "random", "abs", "min")) {
            isLeftOut(call(function, "s"));
        }
        isLeftOut(call("substr", "s", -3, 2));
        isLeftOut(call("substr", "s", "i"));
        isLeftOut(call("lower", "i"));
        isLeftOut(call("json_valid", "s"));
        isLeftOut(call("coalesce", "i", "s"));
        isLeftOut(op("missing", "=", 1));
    }

    @Test
    void caseAndCastKeepTheirKinds() throws Exception {
        gives(new Expression.Case(List.of(new Expression.When(op("i", "=", 7), of(1))), Optional.of(of("f"))), "1");
        gives(new Expression.Cast(of("d"), DataType.of(Base.BIGINT)), "2");
        gives(new Expression.Cast(of("i"), DataType.of(Base.TEXT)), "7");
        gives(new Expression.Cast(of("i"), DataType.of(Base.DOUBLE)), "7");
        isLeftOut(new Expression.Cast(of("s"), DataType.of(Base.BIGINT)));
        isLeftOut(new Expression.Case(List.of(new Expression.When(of("f"), of(1))), Optional.of(of("s"))));
    }

    @Test
    void theMomentIsTextInUtcWithoutFractions() throws Exception {
        String sql = receiver.render(new Expression.Now(Base.TIMESTAMP), TABLE).orElseThrow();
        assertThat(TestServer.ask(session.connection(), "SELECT " + sql))
                .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");
    }

    @Test
    void defaultsBecomeValuesOfTheirColumns() throws Exception {
        becomes(Base.BOOLEAN, of(0), "f");
        becomes(Base.BOOLEAN, of("'true"), "t");
        becomes(Base.INTEGER, of("'12"), "12");
        becomes(Base.BIGINT, new Unary("-", of(5)), "-5");
        becomes(Base.DECIMAL, of(0.1), "0.1");
        becomes(Base.DOUBLE, of(1), "1");
        becomes(Base.TEXT, of(1), "1");
        becomes(Base.TEXT, of("'it's"), "it's");
        becomes(Base.BYTES, of("'ab"), "\\x6162");
        becomes(Base.DATE, of("'2020-02-29"), "2020-02-29");
        becomes(Base.DATE, new Literal(new Value.Date(-1)), "1969-12-31");
        becomes(Base.TIMESTAMP, new Literal(new Value.Timestamp(1_700_000_000_123_456L)), "2023-11-14 22:13:20.123456");
        becomes(Base.TIMESTAMP, new Literal(new Value.Timestamp(-1)), "1969-12-31 23:59:59.999999");
        becomes(Base.TIME, new Literal(new Value.Time(1)), "00:00:00.000001");
        becomes(Base.UUID, of("'00000000-0000-0000-0000-000000000001"), "00000000-0000-0000-0000-000000000001");
        becomes(Base.JSON, of("'{}"), "{}");
        assertThat(asDefault(Base.BOOLEAN, of(2))).isEmpty();
        assertThat(asDefault(Base.INTEGER, of("'x"))).isEmpty();
        assertThat(asDefault(Base.DATE, of("'today"))).isEmpty();
        assertThat(asDefault(Base.INTEGER, new Expression.Now(Base.DATE))).isEmpty();
    }

    private void becomes(Base type, Expression expression, String expected) throws Exception {
        String sql = asDefault(type, expression).orElseThrow();
        TestServer.ask(
                session.connection(),
                "DROP TABLE IF EXISTS d; CREATE TABLE d (v %s DEFAULT %s, i int)"
                        .formatted(type == Base.DECIMAL ? "numeric" : spelled(type), sql));
        assertThat(TestServer.ask(session.connection(), "INSERT INTO d (i) VALUES (1) RETURNING v::text"))
                .as(sql)
                .isEqualTo(type == Base.BOOLEAN ? (expected.equals("t") ? "true" : "false") : expected);
    }

    private static String spelled(Base type) {
        return switch (type) {
            case DOUBLE -> "float8";
            case BYTES -> "bytea";
            case JSON -> "jsonb";
            default -> type.name();
        };
    }

    private Optional<String> asDefault(Base type, Expression expression) {
        return receiver.render(expression, column("v", type), TABLE);
    }
}

package io.holdfast.sqlite.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.engine.DataType.Base;
import io.holdfast.engine.Expression;
import io.holdfast.engine.Expression.Binary;
import io.holdfast.engine.Expression.ColumnRef;
import io.holdfast.engine.Expression.Literal;
import io.holdfast.engine.Expression.Now;
import io.holdfast.engine.Expression.Unary;
import io.holdfast.engine.Value;
import io.holdfast.testkit.Props;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** XFER-1: an expression is understood exactly as SQLite understands it, or not at all. */
class ExpressionsTest {
    private static final Expressions EXPRESSIONS = new Expressions("t", AnyExpression.COLUMNS);
    private static Connection sqlite;

    @BeforeAll
    static void openSqlite() throws SQLException {
        sqlite = DriverManager.getConnection("jdbc:sqlite::memory:");
        run("create table t(a integer, b text, c)");
        run("insert into t values (1, 'b', 2.5), (null, '12', x'61'), (-7, null, 'A%'), (0, '', null)");
    }

    @AfterAll
    static void closeSqlite() throws SQLException {
        sqlite.close();
    }

    @Test
    void whatIsWrittenIsReadBackAsTheSameTree() {
        Props.cases(1_000).forAll(Props.random(random -> random), random -> {
            Expression written = new AnyExpression(random).of(random.nextInt(4));
            String sql = new SqlText(random).of(written);
            assertThat(EXPRESSIONS.meaning(sql)).as(sql).contains(written);
        });
    }

    @Test
    void sqliteFindsTheSameValueInTheTextAndInTheTreeThatWasReadFromIt() {
        Props.cases(500).forAll(Props.random(random -> random), random -> {
            String sql = shuffled(random);
            EXPRESSIONS.meaning(sql).ifPresent(read -> {
                String again = new SqlText(random).of(read);
                assertThat(answer(again)).as("%s%nread as%n%s", sql, again).isEqualTo(answer(sql));
            });
        });
    }

    @Test
    void precedenceIsThatOfSqlite() {
        assertThat(EXPRESSIONS.meaning("not a = b"))
                .contains(new Unary("NOT", new Binary("=", new ColumnRef("a"), new ColumnRef("b"))));
        assertThat(EXPRESSIONS.meaning("- a || b"))
                .contains(new Binary("||", new Unary("-", new ColumnRef("a")), new ColumnRef("b")));
        assertThat(EXPRESSIONS.meaning("a = b < c"))
                .contains(new Binary("=", new ColumnRef("a"), new Binary("<", new ColumnRef("b"), new ColumnRef("c"))));
        assertThat(EXPRESSIONS.meaning("a or b and c"))
                .contains(new Binary(
                        "OR", new ColumnRef("a"), new Binary("AND", new ColumnRef("b"), new ColumnRef("c"))));
    }

    @Test
    void aNameInDoubleQuotesThatIsNoColumnIsAText() {
        assertThat(EXPRESSIONS.meaning("\"A\"")).contains(new ColumnRef("a"));
        assertThat(EXPRESSIONS.meaning("\"d\""))
                .contains(new Literal(new Value.Text("d".getBytes(StandardCharsets.UTF_8))));
        assertThat(new Expressions("t", java.util.List.of("true")).meaning("true"))
                .contains(new ColumnRef("true"));
    }

    @Test
    void thisMomentIsKnownInItsFaithfulForms() {
        assertThat(Expressions.ofDefault("datetime('now')")).contains(new Now(Base.TIMESTAMP));
        assertThat(Expressions.ofDefault("strftime('%Y-%m-%d %H:%M:%S', 'NOW')"))
                .contains(new Now(Base.TIMESTAMP));
        assertThat(Expressions.ofDefault("CURRENT_DATE")).contains(new Now(Base.DATE));
        assertThat(Expressions.ofDefault("time()")).contains(new Now(Base.TIME));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a in (select 1)",
                "(select 1)",
                "exists (select 1)",
                "a glob 'x'",
                "a match 'x'",
                "a regexp 'x'",
                "a like 'x' escape '!'",
                "a & 1",
                "a | 1",
                "~a",
                "a << 1",
                "a -> '$.x'",
                "(a, b) = (1, 2)",
                "a collate nocase = 'x'",
                "a is true",
                "a in ()",
                "random()",
                "unknown(a)",
                "length(a, b)",
                "max(a)",
                "count(*)",
                "sum(a) over ()",
                "raise(abort, 'x')",
                "datetime('now', 'localtime')",
                "strftime('%s', 'now')",
                "julianday('now')",
                "nowhere",
                "[nowhere]",
                "other.a",
                "a b",
                "a +",
                "(a",
                "a)",
                "'open",
                "0x11111111111111111",
                "9223372036854775808",
                "1.2345678901234567890",
                "12abc",
                "x'abc'",
                ":parameter",
                ""
            })
    void whatIsNotSurelyUnderstoodIsNotUnderstood(String sql) {
        assertThat(EXPRESSIONS.meaning(sql)).isEmpty();
    }

    @Test
    void deepNestingIsRefusedAndNotAFailure() {
        assertThat(EXPRESSIONS.meaning("(".repeat(50_000) + "a" + ")".repeat(50_000)))
                .isEmpty();
        assertThat(EXPRESSIONS.meaning("- ".repeat(50_000) + "a")).isEmpty();
        assertThat(EXPRESSIONS.meaning("not ".repeat(50_000) + "a")).isEmpty();
        assertThat(EXPRESSIONS.meaning("a" + " + a".repeat(5_000))).isPresent();
    }

    /** Operators and operands in a row, without a thought of precedence. */
    private static String shuffled(Random random) {
        String[] operators = {
            "+",
            "-",
            "*",
            "/",
            "%",
            "||",
            "=",
            "==",
            "<>",
            "!=",
            "<",
            "<=",
            ">",
            ">=",
            "and",
            "or",
            "is",
            "is not",
            "like",
            "not like",
            "is distinct from"
        };
        String[] operands = {
            "a",
            "b",
            "c",
            "1",
            "-2",
            "2.5",
            "'b'",
            "null",
            "not a",
            "- a",
            "+c",
            "(a)",
            "a isnull",
            "b not null",
            "a between 0 and 2",
            "a not between b and c",
            "b in ('b', 12)",
            "not not b"
        };
        var sql = new StringBuilder(operands[random.nextInt(operands.length)]);
        for (int i = random.nextInt(5); i >= 0; i--) {
            sql.append(' ').append(operators[random.nextInt(operators.length)]);
            sql.append(' ').append(operands[random.nextInt(operands.length)]);
        }
        return sql.toString();
    }

    private static String answer(String sql) {
        try (Statement statement = sqlite.createStatement();
                ResultSet rows = statement.executeQuery("select group_concat(quote(" + sql + "), ';') from t")) {
            return String.valueOf(rows.getString(1));
        } catch (SQLException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static void run(String sql) throws SQLException {
        try (Statement statement = sqlite.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}

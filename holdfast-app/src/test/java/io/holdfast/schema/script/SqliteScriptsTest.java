package io.holdfast.schema.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.testkit.Props;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * MIG-3: statement by statement, a script does to SQLite what the whole text does in one piece, and no statement is more
 * than one to SQLite: its driver runs the first of several only, and says nothing.
 */
final class SqliteScriptsTest {

    static Stream<HardCase> cases() {
        return SqliteCases.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theStatementsDoWhatTheTextDoes(HardCase hard) throws SQLException {
        compare(hard.withoutMark());
    }

    @Test
    void theStatementsOfWhateverIsPutTogetherDoWhatTheTextDoes() {
        Props.cases(300).withoutShrinking().forAll(Props.random(AnyScript::sqlite), any -> {
            try {
                compare(any.text());
            } catch (SQLException refused) {
                throw new AssertionError(any.text(), refused);
            }
        });
    }

    private static void compare(String text) throws SQLException {
        try (Connection whole = open();
                Connection pieces = open();
                Statement all = whole.createStatement()) {
            all.executeUpdate(text);
            for (ScriptStatement each :
                    Script.read("any.sql", text, HardCase.SQLITE).statements()) {
                try (Statement one = pieces.createStatement()) {
                    one.execute(each.sql());
                }
            }
            assertThat(contents(pieces)).isEqualTo(contents(whole));
        }
    }

    private static Connection open() throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table t (a, b)");
        }
        return connection;
    }

    private static List<String> contents(Connection connection) throws SQLException {
        List<String> contents = new ArrayList<>();
        for (String query : List.of(
                "select name || ' ' || sql from sqlite_master order by rowid",
                "select name || ' ' || sql from sqlite_temp_master order by rowid",
                "select quote(a) || ' ' || quote(b) from t order by rowid",
                "select user_version from pragma_user_version")) {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(query)) {
                while (rows.next()) {
                    contents.add(rows.getString(1));
                }
            }
        }
        return contents;
    }
}

package io.holdfast.schema.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.holdfast.config.Endpoint;
import io.holdfast.testkit.EmbeddedPostgres;
import io.holdfast.testkit.Props;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.PGConnection;
import org.postgresql.util.PSQLException;

/**
 * MIG-3: a script has as many statements as PostgreSQL itself finds in it. It gets the whole text in one piece, and answers
 * once for each.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PostgresqlScriptsTest {
    private Connection connection;

    @BeforeAll
    void connect() throws SQLException {
        Endpoint endpoint = EmbeddedPostgres.shared().freshDatabase();
        Endpoint.Credentials credentials = endpoint.credentials().orElseThrow();
        connection = DriverManager.getConnection(
                "jdbc:postgresql://%s:%d/%s?preferQueryMode=simple"
                        .formatted(
                                endpoint.url().host(),
                                endpoint.url().port(),
                                endpoint.url().path()),
                credentials.user(),
                credentials.password().reveal());
    }

    @AfterAll
    void disconnect() throws SQLException {
        connection.close();
    }

    Stream<HardCase> cases() {
        return PostgresqlCases.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theServerFindsAsMany(HardCase hard) throws SQLException {
        prepare();
        assertThat(answers(hard.withoutMark())).isEqualTo(hard.count());
    }

    @Test
    void theServerFindsAsManyInWhateverIsPutTogether() {
        Props.cases(300).withoutShrinking().forAll(Props.random(AnyScript::postgresql), any -> {
            try {
                prepare();
                assertThat(answers(any.text())).isEqualTo(any.statements().size());
            } catch (SQLException refused) {
                throw new AssertionError(any.text(), refused);
            }
        });
    }

    @Test
    void dataBehindCopyArriveAsTheyAre() throws SQLException, IOException {
        String text = """
                create table copied (a int, b text);
                COPY copied (a, b) FROM stdin; -- two rows
                1	it's; $$ /*
                2	\\\\.
                \\.
                select 1; copy copied from stdin (format csv);
                3,"; --
                "
                \\.
                copy copied from stdin;
                \\.
                select 2
                """;
        prepare();
        List<ScriptStatement> statements =
                Script.read("dump.sql", text, HardCase.POSTGRESQL).statements();
        for (ScriptStatement each : statements) {
            run(each);
        }
        assertThat(statements).hasSize(6);
        assertThat(copied()).containsExactly("1 it's; $$ /*", "2 \\.", "3 ; --\n");
    }

    @Test
    void thePlaceThatTheServerNamesIsALineOfTheScript() throws SQLException {
        String text = """
                select 1;

                select '\ud83d\ude00;
                \ud83d\ude00',
                nowhere;
                """;
        prepare();
        ScriptStatement second =
                Script.read("wrong.sql", text, HardCase.POSTGRESQL).statements().get(1);
        PSQLException refused = catchThrowableOfType(PSQLException.class, () -> answers(second.sql()));
        int position = refused.getServerErrorMessage().getPosition();
        assertThat(second.lineOf(position - 1)).isEqualTo(5);
    }

    private void run(ScriptStatement statement) throws SQLException, IOException {
        if (statement.copyData().isPresent()) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(
                            statement.sql(),
                            new StringReader(statement.copyData().get()));
        } else {
            answers(statement.sql());
        }
    }

    private List<String> copied() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select array_agg(a || ' ' || b order by a) from copied")) {
            assertThat(row.next()).isTrue();
            return List.of((String[]) row.getArray(1).getArray());
        }
    }

    private void prepare() throws SQLException {
        answers("rollback");
        answers("discard all");
        answers("drop schema if exists work cascade");
        answers("create schema work; set search_path to work; create table t (a int, b text, j jsonb);"
                + " create table u (a int)");
    }

    /** How many times the server answers to {@code text}. */
    private int answers(String text) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            boolean rows = statement.execute(text);
            int count = 0;
            while (rows || statement.getUpdateCount() >= 0) {
                count++;
                rows = statement.getMoreResults();
            }
            return count;
        }
    }
}

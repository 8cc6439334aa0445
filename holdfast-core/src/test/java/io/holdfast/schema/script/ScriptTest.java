package io.holdfast.schema.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.holdfast.engine.ScriptFeature;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * MIG-1, MIG-3, scenarios 25, 26, 27 and 43: what is said of the statements of a script, and what is refused before anything runs. That scripts are cut
 * where the servers cut them is proven with the servers, in holdfast-app.
 */
final class ScriptTest {
    private static final Set<ScriptFeature> SQLITE = EnumSet.of(
            ScriptFeature.BACKQUOTED_NAMES,
            ScriptFeature.BRACKETED_NAMES,
            ScriptFeature.TRIGGER_BODIES,
            ScriptFeature.DOT_COMMANDS);
    private static final Set<ScriptFeature> POSTGRESQL = EnumSet.complementOf(EnumSet.copyOf(SQLITE));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "select 1;§select 'a | V12__x.sql:2: what begins here with ' is never closed",
                "select E'a\\'; | V12__x.sql:1: what begins here with ' is never closed",
                "select 1 as \"a | V12__x.sql:1: what begins here with \" is never closed",
                "§§do $a$ begin $$ end | V12__x.sql:3: what begins here with $a$ is never closed",
                "select 1§/* a /* b */ c | V12__x.sql:2: the comment that begins here never ends",
                "select 1;§select§(1, (2) | V12__x.sql:3: the parenthesis that opens here is never closed",
                "create function f() returns int§begin atomic select 1; | V12__x.sql:2: the body that begins here never"
                        + " ends",
                "select 1;§\\connect other | V12__x.sql:2: \\connect is a command of psql, not SQL",
                "select 1 \\gexec | V12__x.sql:1: \\gexec is a command of psql, not SQL",
                "\\restrict abc | V12__x.sql:1: \\restrict is a command of psql, not SQL",
                "copy t from stdin§1§\\. | V12__x.sql:3: \\. is a command of psql, not SQL",
                "select 1;§copy t from stdin;§1 | V12__x.sql:2: the data that COPY is to read from here on never end",
                "copy t from stdin | V12__x.sql:1: the data that COPY is to read from here on never end",
                "copy t from stdin; select 1;§\\. | V12__x.sql:1: something stands behind COPY … FROM STDIN; in the same"
                        + " line",
                "select 1;§\uFEFFselect 2 | V12__x.sql:2: a byte order mark (U+FEFF) stands here, which is for the"
                        + " beginning of a file",
            })
    void whatCannotBeCutIsRefusedWithItsLine(String text, String sentence) {
        HoldfastException refused = refused("V12__x.sql", text.replace('§', '\n'), POSTGRESQL);
        assertThat(refused).hasMessage(sentence);
        assertThat(refused.kind()).isEqualTo(ErrorKind.MIGRATION);
        assertThat(refused.failure().hint()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "select 1;§.read other.sql | V1__x.sql:2: .read is a command of SQLite's shell, not SQL",
                "create table [a | V1__x.sql:1: what begins here with [ is never closed",
                "create table `a``; | V1__x.sql:1: what begins here with ` is never closed",
                "/* a /* b | V1__x.sql:1: the comment that begins here never ends",
                "create trigger g after insert on t§begin delete from t; | V1__x.sql:2: the body that begins here never"
                        + " ends",
            })
    void whatCannotBeCutIsRefusedInSqliteAsWell(String text, String sentence) {
        assertThat(refused("V1__x.sql", text.replace('§', '\n'), SQLITE)).hasMessage(sentence);
    }

    @Test
    void aNulIsRefusedWhereverItStands() {
        assertThat(refused("V1__x.sql", "select 1;\r\nselect '\0'", SQLITE))
                .hasMessage("V1__x.sql:2: a NUL stands here, which no text has");
        assertThat(refused("V1__x.sql", "-- \0", POSTGRESQL)).hasMessageStartingWith("V1__x.sql:1: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "2 | select 1); select 2",
                "2 | select E'a' 'b\\'; select ';'",
                "2 | select $1$ ; select $1$",
                "1 | select 1$$;$$",
                "2 | select end; end",
                "2 | begin atomic; end",
                "2 | create function f() begin; end",
                "2 | create trigger g begin; end",
                "2 | copy stdin from 'a'; select 1",
                "2 | select 1 from stdin; select 2",
                "2 | copy (select 1 from stdin) to stdout; select 2",
                "2 | select ${a;}",
            })
    void whatTheServerWillRefuseIsCutAllTheSame(int count, String text) {
        assertThat(statements(text, POSTGRESQL)).hasSize(count);
    }

    @Test
    void dataAreTheLinesUpToTheOneThatEndsThem() {
        String text =
                "copy t from stdin; -- as dumped\r\n1\t'\r\n\\.x\r\n\\.\r\nselect 1;COPY binary t FROM STDOUT;\n\\.";
        List<ScriptStatement> statements = statements(text, POSTGRESQL);
        assertThat(statements)
                .extracting(ScriptStatement::sql)
                .containsExactly("copy t from stdin", "select 1", "COPY binary t FROM STDOUT");
        assertThat(statements)
                .extracting(ScriptStatement::copyData)
                .containsExactly(Optional.of("1\t'\r\n\\.x\r\n"), Optional.empty(), Optional.of(""));
        assertThat(statements.get(1).line()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"V7__add_password.sql", "R__api_key.sql", "V1__secret_token.sql", "db/app/V1__a b.sql"})
    void theNameOfTheFileIsToldWhateverItIs(String name) {
        assertThat(refused(name, "\n\nselect '", POSTGRESQL))
                .hasMessage(name + ":3: what begins here with ' is never closed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", ";", "-- nothing;\n", "/* ; */;;\n-- x", "\uFEFF"})
    void whatHoldsNothingHasNoStatements(String text) {
        assertThat(statements(text, POSTGRESQL)).isEmpty();
        assertThat(statements(text, SQLITE)).isEmpty();
        assertThat(digest(text, SQLITE)).isEqualTo(digest("", SQLITE));
    }

    @Test
    void aStatementIsItsTokensWithWhatStandsBetween() {
        Script script = Script.read("a.sql", "\uFEFF-- x\n\n select 1\n + 2 -- y\n ; /* z */select 3", POSTGRESQL);
        assertThat(script.name()).isEqualTo("a.sql");
        assertThat(script.statements())
                .extracting(ScriptStatement::sql, ScriptStatement::offset, ScriptStatement::line)
                .containsExactly(tuple("select 1\n + 2", 7, 3), tuple("select 3", 36, 5));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "create unique index concurrently i on t (a) | CREATE,UNIQUE,INDEX,CONCURRENTLY,I,ON,T",
                "alter type \"Concurrently\" add value 'a' | ALTER,TYPE,\"Concurrently\",ADD,VALUE",
                "reindex (verbose, concurrently) table x | REINDEX,TABLE,X",
                "VACUUM/**/full | VACUUM,FULL",
                "cluster | CLUSTER",
                "comm\u0131t | COMM\u0131T",
                "select a1, a2, a3, a4, a5, a6, a7, a8 | SELECT,A1,A2,A3,A4,A5,A6,A7",
            })
    void theFirstWordsAreInCapitals(String sql, String words) {
        assertThat(only(sql, POSTGRESQL).words()).containsExactly(words.split(","));
    }

    @Test
    void aWordIsMentionedWhereItIsNeitherInQuotesNorInParentheses() {
        ScriptStatement detach = only("alter table a.b.c.d.e.f detach partition p concurrently", POSTGRESQL);
        assertThat(detach.words()).doesNotContain("CONCURRENTLY");
        assertThat(detach.mentions("CONCURRENTLY")).isTrue();
        assertThat(detach.mentions("concurrently")).isTrue();
        assertThat(detach.mentions("current")).isFalse();
        ScriptStatement other = only(
                "alter table \"concurrently\" /* concurrently */ add check (concurrently > 'concurrently')",
                POSTGRESQL);
        assertThat(other.mentions("CONCURRENTLY")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "begin",
                "BEGIN IMMEDIATE",
                "begin isolation level serializable",
                "start transaction",
                "commit and chain",
                "COMMIT PREPARED 'a'",
                "end",
                "end transaction",
                "rollback",
                "rollback work",
                "rollback prepared 'to'",
                "rollback/* to */",
                "abort",
                "prepare transaction 'a'",
                "prepare transaction E'a'",
                "set transaction read only",
                "set local transaction isolation level serializable",
            })
    void whatControlsTheTransactionIsKnown(String sql) {
        assertThat(only(sql, POSTGRESQL).controlsTransaction()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "savepoint a",
                "release a",
                "rollback to a",
                "rollback work to savepoint a",
                "prepare transaction as select 1",
                "prepare a as select 1",
                "set transaction_timeout = 0",
                "select 1 as commit",
                "do $$ begin commit; end $$",
                "create table commit (a int)",
                "(select 1)",
            })
    void whatLeavesTheTransactionAloneIsKnown(String sql) {
        assertThat(only(sql, POSTGRESQL).controlsTransaction()).isFalse();
    }

    @Test
    void aPlaceInAStatementIsALineOfTheScript() {
        String sql = "select '\ud83d\ude00\r\n', '\r',\n wrong";
        ScriptStatement statement = only("-- x\n\n" + sql, POSTGRESQL);
        assertThat(statement.line()).isEqualTo(3);
        assertThat(statement.lineOf(0)).isEqualTo(3);
        assertThat(statement.lineOf(10)).isEqualTo(3);
        assertThat(statement.lineOf(11)).isEqualTo(4);
        assertThat(statement.lineOf(sql.codePointCount(0, sql.indexOf("wrong"))))
                .isEqualTo(6);
        assertThat(statement.lineOf(-1)).isEqualTo(3);
        assertThat(statement.lineOf(1_000)).isEqualTo(6);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "select 1 -- a | select 1 -- b",
                "select a=-1,b<>'x'; | -- new§select a = -1 , b <> 'x'",
                "select 1;§§select (2) | ;select 1;;select(2);",
                "select '§' | select '¶'",
                "copy t from stdin;§1§\\.§ | copy t from stdin -- one§;¶1¶\\.",
                "select 1e-5, .5 | select 1e-5,.5",
            })
    void theDigestDoesNotSeeFormAndComments(String text, String other) {
        assertThat(digest(other)).isEqualTo(digest(text)).hasSize(64);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "select 'a''b' | select 'a' 'b'",
                "select E'a'§'b' | select E'a' 'b'",
                "select x'1' | select x '1'",
                "select U&'a' | select U & 'a'",
                "select U&\"a\" | select U & \"a\"",
                "select 1e-5 | select 1e - 5",
                "select 1.5 | select 1 .5",
                "-- note§drop table t; | -- note drop table t;",
                "select 1 | select 2",
                "select a b | select ab",
                "select a, b | select \"a\", b",
                "select 'a b' | select 'a  b'",
                "select a; select b | select a select b",
                "select a <> 1 | select a < > 1",
                "select a @- 1 | select a @ - 1",
                "select 1 e5 | select 1e5",
                "select $$ a $$ | select $$ a; $$",
                "copy t from stdin;§1§\\. | copy t from stdin;§2§\\.",
                "copy t from stdin;§\\.§select 1 | copy t from stdin;§select 1;§\\.",
            })
    void theDigestSeesWhatTheServerSees(String text, String other) {
        assertThat(digest(other)).isNotEqualTo(digest(text));
    }

    private static String digest(String text) {
        return digest(text.replace("§", "\n").replace("¶", "\r\n"), POSTGRESQL);
    }

    private static String digest(String text, Set<ScriptFeature> features) {
        return Script.read("a.sql", text, features).digest();
    }

    private static HoldfastException refused(String name, String text, Set<ScriptFeature> features) {
        return catchThrowableOfType(HoldfastException.class, () -> Script.read(name, text, features));
    }

    private static List<ScriptStatement> statements(String text, Set<ScriptFeature> features) {
        return Script.read("a.sql", text, features).statements();
    }

    private static ScriptStatement only(String text, Set<ScriptFeature> features) {
        List<ScriptStatement> statements = statements(text, features);
        assertThat(statements).hasSize(1);
        return statements.get(0);
    }
}

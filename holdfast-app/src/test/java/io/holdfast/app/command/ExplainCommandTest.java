package io.holdfast.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.app.output.ExitCode;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.explain.Explanation;
import io.holdfast.testkit.Canaries;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** ERR-1, ERR-2, CLI-1: errors are told to people, by kind, by exit code, and by the codes of databases. */
final class ExplainCommandTest {
    private static final int WIDTH = 100;

    private final Shell shell;

    ExplainCommandTest(@TempDir Path folder) {
        this.shell = new Shell(folder);
    }

    @ParameterizedTest
    @EnumSource
    void aKindIsToldInAllItsParts(ErrorKind kind) {
        Explanation explanation = Explanation.of(kind);

        String out = explained(kind.code());

        assertThat(out)
                .startsWith(kind.code() + ": " + explanation.title())
                .contains("What happened", "What it means for your data", "What to do", "do it again by itself?");
        assertThat(oneLine(out))
                .contains(explanation.happened(), explanation.data(), explanation.advice())
                .contains("With exit code %d,".formatted(ExitCode.of(kind).number()));
        assertThat(out.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(WIDTH));
    }

    @ParameterizedTest
    @EnumSource
    void anExitCodeIsToldWithTheKindsThatLeadToIt(ExitCode code) {
        String out = explained(String.valueOf(code.number()));

        assertThat(out).startsWith("exit code %d: %s".formatted(code.number(), code.title()));
        assertThat(oneLine(out)).contains(code.meaning());
        for (ErrorKind kind : ErrorKind.values()) {
            assertThat(out.contains(Explanation.of(kind).title()))
                    .as("%s under %s", kind, code)
                    .isEqualTo(ExitCode.of(kind) == code);
        }
    }

    @Test
    void withoutACodeEveryKindIsListed() {
        Shell.Result result = shell.run("explain");

        assertThat(result.code()).isEqualTo(ExitCode.DONE);
        assertThat(result.out()).startsWith("KIND");
        for (ErrorKind kind : ErrorKind.values()) {
            assertThat(result.out().lines())
                    .filteredOn(line -> line.startsWith(kind.code() + " "))
                    .singleElement()
                    .asString()
                    .contains(Explanation.of(kind).title())
                    .endsWith(" " + ExitCode.of(kind).number());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            40001                | postgresql 40001            | serialization         | Yes,
            40p01                | postgresql 40P01            | deadlock              | Yes,
            23505                | postgresql 23505            | unique-violation      | No.
            postgresql:57P01     | postgresql 57P01            | connection            | Yes, a few times and on a new connection.
            PostgreSQL:53100     | postgresql 53100            | disk-full             | No.
            23ZZZ                | postgresql 23ZZZ            | check-violation       | No.
            SQLITE_BUSY          | sqlite SQLITE_BUSY (5)      | locked                | Yes,
            sqlite_busy_snapshot | sqlite SQLITE_BUSY_SNAPSHOT (517) | serialization   | Yes,
            sqlite:5             | sqlite SQLITE_BUSY (5)      | locked                | Yes,
            sqlite:13            | sqlite SQLITE_FULL (13)     | disk-full             | No.
            sqlite:SQLITE_CORRUPT | sqlite SQLITE_CORRUPT (11) | corrupt               | No.
            sqlite:2067          | sqlite SQLITE_CONSTRAINT_UNIQUE (2067) | unique-violation | No.
            """)
    void aCodeOfADatabaseIsToldAsTheEngineSortsIt(String code, String name, String kind, String repeated) {
        String out = explained(code);

        assertThat(out)
                .startsWith(name + ": ")
                .containsSubsequence("%n%s: ".formatted(kind), "What happened", "What to do", "by itself?", repeated);
    }

    @Test
    void whatAnErrorWithThisCodeSaysComesFirst() {
        assertThat(explained("53100").lines().limit(4))
                .satisfiesExactly(
                        sentence -> assertThat(sentence).matches("postgresql 53100: .+[^.]"),
                        hint -> assertThat(hint).matches("hint: .+[^.]"),
                        between -> assertThat(between).isEmpty(),
                        kind -> assertThat(kind).isEqualTo("disk-full: The disk is full"));
    }

    @Test
    void aCommitThatMayHaveBeenStoredIsSpokenOf() {
        assertThat(explained("57P01")).contains("If it happens at a commit", "holdfast explain outcome-unknown");
        assertThat(explained("23505")).doesNotContain("If it happens at a commit");
        assertThat(explained("08007")).doesNotContain("If it happens at a commit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UNIQUE_VIOLATION", "unique_violation", "Unique-Violation"})
    void aKindMayBeWrittenAsPeopleWriteIt(String kind) {
        assertThat(explained(kind)).startsWith("unique-violation: ");
    }

    @Test
    void jsonTellsTheSame() {
        JsonNode kind = json("explain", "outcome-unknown", "--json");
        JsonNode code = json("explain", "57P01", "--json");
        JsonNode exit = json("explain", "5", "--json");
        JsonNode all = json("explain", "--json");

        assertThat(kind.propertyNames())
                .containsExactly("kind", "title", "happened", "data", "advice", "retry", "repeated", "exit-code");
        assertThat(kind.get("retry").asString()).isEqualTo("resolve");
        assertThat(kind.get("exit-code").asInt()).isEqualTo(5);
        assertThat(code.get("engine").asString()).isEqualTo("postgresql");
        assertThat(code.get("code").asString()).isEqualTo("57P01");
        assertThat(code.get("kind").asString()).isEqualTo("connection");
        assertThat(code.get("retry").asString()).isEqualTo("replay-on-new-connection");
        assertThat(code.get("kind-at-commit").asString()).isEqualTo("outcome-unknown");
        assertThat(code.get("sentence").asString()).isNotBlank();
        assertThat(exit.get("kinds").values()).extracting(JsonNode::asString).containsExactly("outcome-unknown");
        assertThat(all.get("kinds")).hasSize(ErrorKind.values().length).contains(kind);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            deadlok        | deadlock
            outcome-unkown | outcome-unknown
            foreign        | foreign-key-violation
            517            | sqlite:517
            4001           | 40001
            SQLITE_BUSSY   | SQLITE_BUSY
            sqlite:23505   | postgresql:23505
            oracle:40001   | postgresql:40001
            """)
    void anUnknownCodeGetsTheNearestOnes(String code, String near) {
        Shell.Result result = shell.run("explain", code);

        assertThat(result.code()).isEqualTo(ExitCode.USAGE);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("there is no error code '%s'".formatted(code), "hint: ", near);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "99",
                "-0",
                "qqqqqqqq",
                "::",
                "sqlite:",
                ":5",
                "oracle:1",
                "ÄÖÜßé",
                "40 01",
                "99999999999"
            })
    void whateverIsWrittenThereIsAnAnswer(String code) {
        Shell.Result result = shell.run("explain", "--", code);

        assertThat(result.code()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err())
                .startsWith("holdfast: ")
                .contains("hint: ", "holdfast explain lists all kinds of error");
    }

    @Test
    void whatShouldNotHaveBeenWrittenThereIsNotRepeated() {
        Shell.Result result = shell.run("explain", "postgresql://app:%s@db1/app".formatted(Canaries.PLAIN_PASSWORD));

        assertThat(result.code()).isEqualTo(ExitCode.USAGE);
        Canaries.assertAbsentFrom(result.out() + result.err());
    }

    private String explained(String code) {
        Shell.Result result = shell.run("explain", code);

        assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.DONE);
        assertThat(result.err()).isEmpty();
        return result.out();
    }

    private JsonNode json(String... line) {
        Shell.Result result = shell.run(line);

        assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.DONE);
        return JsonMapper.shared().readTree(result.out());
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ");
    }
}

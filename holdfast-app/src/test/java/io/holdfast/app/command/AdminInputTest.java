package io.holdfast.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.app.output.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * AUD-4, CLI-2: names, types and values that are wrong end with the code of usage, and say what was found, what was expected
 * and what to do next; nothing is changed or put on record.
 */
final class AdminInputTest {
    private final Path folder;
    private final Shell shell;

    AdminInputTest(@TempDir Path folder) {
        this.folder = folder;
        this.shell = new Shell(folder).with("USER", "ada");
    }

    @BeforeEach
    void setAFlag() throws IOException {
        Files.createFile(folder.resolve("control.db"));
        Files.writeString(
                folder.resolve("holdfast.yaml"),
                "control: main\ndatabases:\n  main:\n    url: sqlite:control.db\n    await: 1s\n");
        assertThat(shell.run("admin", "set-flag", "limit", "30s").code()).isEqualTo(ExitCode.DONE);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            admin,set-flag,Colour Red,blue      | "Colour Red" is no name of a flag     | expected at most 100 lower-case
            admin,set-flag,'',blue              | "" is no name of a flag               | expected at most 100 lower-case
            admin,set-flag,limit                | VALUE                                 | set-flag
            admin,get-flag,Colour Red           | "Colour Red" is no name of a flag     | expected at most 100 lower-case
            admin,get-flag,never                | no flag called never was ever set     | holdfast admin flags shows
            admin,history,Colour Red            | "Colour Red" is no name of a flag     | expected at most 100 lower-case
            admin,set-flag,limit,5m,--type,time | there is no type time                 | expected one of boolean, whole
            admin,set-flag,limit,soon           | limit is soon; expected a time such as | name another type with --type
            admin,set-flag,limit,5,--type,duration | limit is 5; expected a time such as | give such a value
            admin,set-flag,size,1.2.3,--type,decimal | size is 1.2.3; expected a number such as | give such a value
            admin,set-flag,limit,5m,--if-version,last | 'last'                           | --if-version
            admin,set-flag,limit,5m,--if-version,-1 | -1 is no version of a flag         | expected 0
            admin,audit,--since,yesterday       | yesterday                             | write a day
            admin,audit,--outcome,good          | good                                  | expected
            audit,search,--until,2026-13-01     | 2026-13-01                            | write a day
            audit,search,--outcome,good         | good                                  | expected
            audit,export,--since,soon           | soon                                  | write a day
            audit,verify,--checkpoint,nonsense  | nonsense is no checkpoint             | expected SEQUENCE:HASH:TIME
            """)
    void isRefusedInWordsThatHelp(String command, String found, String expected) {
        String[] arguments = command.replace("''", "").split(",", -1);

        Shell.Result refused = shell.run(arguments);

        assertThat(refused.code()).as(refused.err()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err()).contains(found, expected).doesNotContain("Exception");
        assertNothingHappened();
    }

    private void assertNothingHappened() {
        assertThat(shell.run("admin", "flags").out().lines()).hasSize(2);
        assertThat(shell.run("admin", "get-flag", "limit").out()).isEqualTo("30s\n");
        assertThat(shell.run("audit", "verify").out()).contains("2 records, sequence 1 to 2, are as they were written");
    }

    @Test
    void textsThatAreTooLongOrCannotBeKeptAreRefused() {
        for (List<String> each : List.of(
                List.of("limit", "5m", "--reason", "r".repeat(1_001)),
                List.of("limit", "5m", "--reason", "a\0b"),
                List.of("text", "t".repeat(4_001)),
                List.of("text", "a\0b"),
                List.of("n".repeat(101), "on"))) {
            var command = new ArrayList<>(List.of("admin", "set-flag"));
            command.addAll(each);

            Shell.Result refused = shell.run(command.toArray(String[]::new));

            assertThat(refused.code()).as(refused.err()).isEqualTo(ExitCode.USAGE);
            assertThat(refused.err()).contains("hint: ").hasSizeLessThan(600);
            assertNothingHappened();
        }
    }
}

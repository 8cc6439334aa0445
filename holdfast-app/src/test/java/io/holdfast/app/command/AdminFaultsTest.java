package io.holdfast.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.app.command.AdminFaults.Fault;
import io.holdfast.app.command.AdminFaults.Kind;
import io.holdfast.app.output.ExitCode;
import io.holdfast.config.Endpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * AUD-4: every command on flags and the audit trail under every fault: a message that helps, the exit code of the table, and
 * nothing half done. Two who set a flag at once are in {@link AdminRacesTest}, bad input is in {@link AdminInputTest}.
 */
@Tag("fault")
final class AdminFaultsTest {
    private static final List<String> COMMANDS = List.of(
            "admin set-flag colour blue",
            "admin get-flag colour",
            "admin flags",
            "admin history colour",
            "admin audit",
            "audit verify",
            "audit search",
            "audit export");
    private static final Map<Character, ExitCode> CODES = Map.of(
            '0', ExitCode.DONE,
            '2', ExitCode.USAGE,
            '3', ExitCode.FINDING,
            '4', ExitCode.FAILED,
            '5', ExitCode.PARTIAL,
            '6', ExitCode.BUSY,
            '7', ExitCode.UNREACHABLE);

    @TempDir
    private Path folder;

    /** In any order: where there is no time for all, it is others each time. */
    static List<Arguments> cells() {
        List<Arguments> cells = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            for (Fault fault : Fault.values()) {
                if (!fault.codes(kind).equals("-")) {
                    cells.add(Arguments.of(kind, fault));
                }
            }
        }
        Collections.shuffle(cells);
        return cells;
    }

    @ParameterizedTest
    @MethodSource("cells")
    void everyCommandSaysWhatIsTheMatterAndDoesNothingByHalves(Kind kind, Fault fault) throws Exception {
        try (AdminFaults faults = new AdminFaults(folder, kind)) {
            Shell shell = faults.shell();
            assertThat(shell.run("admin", "set-flag", "colour", "red").code()).isEqualTo(ExitCode.DONE);

            var ended = new StringBuilder();
            for (String command : COMMANDS) {
                Shell.Result result = faults.during(fault, command.split(" "));
                ended.append(ended(fault + ": " + command, result, faults.place()));
            }

            assertThat(ended.toString()).isEqualTo(fault.codes(kind));
            faults.declareTheWayWithoutFaults();
            assertTruth(shell, ended.charAt(0));
        }
    }

    private static String ended(String what, Shell.Result result, Endpoint place) {
        String all = result.out() + result.err();
        assertThat(all)
                .as(what)
                .doesNotContain("Exception", "\tat ", "SQLITE_", "org.postgresql", "org.sqlite", "unexpected");
        place.credentials()
                .ifPresent(
                        known -> assertThat(all).doesNotContain(known.password().reveal()));
        if (result.code() != ExitCode.DONE) {
            assertThat(result.err()).as(what).contains("holdfast: ", "hint: ");
        }
        return CODES.entrySet().stream()
                .filter(code -> code.getValue() == result.code())
                .map(code -> code.getKey().toString())
                .findFirst()
                .orElse("[%s: %s]".formatted(result.code(), result.err()));
    }

    /** The fault is over: the flag is as it was told, and the record says the same. */
    private static void assertTruth(Shell shell, char set) {
        Shell.Result next = shell.run("admin", "set-flag", "other", "on");
        assertThat(next.code()).as(next.err()).isEqualTo(ExitCode.DONE);
        String colour = set == '0' || set == '5' ? "blue\n" : "red\n";
        assertThat(shell.run("admin", "get-flag", "colour").out()).isEqualTo(colour);
        Shell.Result verified = shell.run("audit", "verify");
        assertThat(verified.code()).as(verified.out()).isEqualTo(ExitCode.DONE);
        assertThat(verified.out())
                .doesNotContain("open: ", "not in the audit table")
                .contains("audit table: ");
        assertThat(settings(shell, "done")).isEqualTo(colour.equals("blue\n") ? 2 : 1);
    }

    /** How often it is on record that colour was set, with this outcome. */
    private static long settings(Shell shell, String outcome) {
        return shell.run("admin", "audit", "--action", "set-flag", "--outcome", outcome, "--csv")
                .out()
                .lines()
                .filter(line -> line.contains("colour"))
                .count();
    }

    @Test
    void aCommitWhoseAnswerIsLostForGoodIsToldAsUnknownAndTheNextCommandPutsItOnRecord() throws Exception {
        for (String next : List.of("admin get-flag colour", "admin flags", "admin history colour", "admin audit")) {
            Path here = Files.createDirectory(folder.resolve(next.replace(' ', '-')));
            try (AdminFaults faults = new AdminFaults(here, Kind.POSTGRESQL)) {
                Shell shell = faults.shell();
                assertThat(shell.run("admin", "set-flag", "colour", "red").code())
                        .isEqualTo(ExitCode.DONE);

                Shell.Result told = faults.during(Fault.COMMIT_LOST_FOR_GOOD, "admin", "set-flag", "colour", "blue");

                assertThat(told.code()).isEqualTo(ExitCode.PARTIAL);
                assertThat(told.err())
                        .contains("whether colour was set is not known", "it was set wholly or not at all");
                assertThat(shell.run("audit", "search", "--outcome", "open").out())
                        .contains("set-flag");

                Shell.Result settling = shell.run(next.split(" "));

                assertThat(settling.code()).as(settling.err()).isEqualTo(ExitCode.DONE);
                assertThat(shell.run("audit", "search", "--outcome", "open").out())
                        .as(next)
                        .doesNotContain("set-flag");
                assertThat(settings(shell, "done")).isEqualTo(2);
                assertThat(shell.run("admin", "get-flag", "colour").out()).isEqualTo("blue\n");
            }
        }
    }
}

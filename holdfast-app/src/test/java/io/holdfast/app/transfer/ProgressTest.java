package io.holdfast.app.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.app.output.Surroundings;
import io.holdfast.app.output.Surroundings.Terminal;
import io.holdfast.transfer.TransferListener.Work;
import io.holdfast.transfer.TransferStep;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** CLI-1. */
final class ProgressTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Test
    void withoutATerminalThereAreOnlyPlainLines() {
        String shown = show(Terminal.NONE, Map.of());

        assertThat(shown.lines())
                .containsExactly(
                        "copying users: 50 % of 200,000 rows",
                        "copying users: 200,000 rows",
                        "copying tiny: 5 rows",
                        "copying nothing: 0 rows",
                        "rows copied",
                        "verifying tiny: 5 rows");
    }

    @Test
    void onATerminalThereIsABar() {
        String shown = show(Terminal.INTERACTIVE, Map.of("TERM", "xterm"));

        assertThat(shown).contains("\r", "copying users", "rows copied");
        assertThat(shown.split("\n")).noneMatch(String::isBlank);
    }

    @Test
    void noColorAsksForPlainLinesOnATerminalToo() {
        assertThat(show(Terminal.INTERACTIVE, Map.of("NO_COLOR", "1"))).doesNotContain("\r", "\u001b");
    }

    private String show(Terminal terminal, Map<String, String> environment) {
        PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        var surroundings = new Surroundings(err, err, environment, Path.of("/"), terminal, terminal);
        try (Progress progress = Progress.in(surroundings)) {
            progress.listener().rows(Work.COPY, "users", 1_000, 200_000);
            progress.listener().rows(Work.COPY, "users", 100_000, 200_000);
            progress.listener().rows(Work.COPY, "users", 200_000, 200_000);
            progress.listener().reached(TransferStep.TABLE_COPIED);
            progress.listener().rows(Work.COPY, "users", 200_000, 200_000);
            progress.listener().rows(Work.COPY, "tiny", 5, 5);
            progress.listener().rows(Work.COPY, "nothing", 0, 0);
            progress.listener().reached(TransferStep.ROWS_COPIED);
            progress.listener().rows(Work.VERIFY, "tiny", 10, 10);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}

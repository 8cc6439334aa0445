package io.holdfast.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class BenchCommandTest {
    private static final Path REPOSITORY = Path.of(System.getProperty("holdfast.repository"));

    private final StringWriter complaint = new StringWriter();

    private int run(String... arguments) {
        PrintStream none = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        return new CommandLine(new BenchCommand(none, none))
                .setErr(new PrintWriter(complaint))
                .execute(arguments);
    }

    @Test
    void anUnknownBenchIsUsage() {
        assertThat(run("speed")).isEqualTo(2);
        assertThat(complaint.toString())
                .contains(
                        "there is no bench called speed; there are [connection, sqlite, queue, documents, migrations, transfer]");
    }

    @Test
    void aRoughAnswerIsNotRecorded() {
        assertThat(run("connection", "--quick", "--record")).isEqualTo(2);
        assertThat(complaint.toString()).contains("what is recorded is measured in full");
    }

    @ParameterizedTest
    @ValueSource(strings = {"connection", "sqlite", "queue", "documents", "migrations", "transfer"})
    void everyBenchHasItsPlaceInTheDocument(String bench) throws IOException {
        String text = Files.readString(REPOSITORY.resolve("docs/benchmarks.md"));
        assertThat(text)
                .containsSubsequence("<!-- %s: measured -->\n".formatted(bench), "<!-- %s: end -->".formatted(bench));
    }
}

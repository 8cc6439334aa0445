package io.holdfast.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.app.demo.SampleDatabase;
import io.holdfast.config.Endpoint;
import io.holdfast.engine.EmbeddedServers;
import io.holdfast.engine.Engines;
import io.holdfast.transfer.Transfer;
import io.holdfast.transfer.TransferListener;
import io.holdfast.transfer.TransferOptions;
import io.holdfast.transfer.TransferReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What README.md shows works as it stands there. */
class ReadmeTest {
    private static final Path REPOSITORY = Path.of(System.getProperty("holdfast.repository"));

    @TempDir
    private Path work;

    @Test
    void itsJavaCodeRuns() throws Exception {
        Path file = work.resolve("app.db");
        Path folder = work.resolve("server");
        SampleDatabase.of(500).writeTo(file);

        Engines engines = Engines.onClassPath();
        EmbeddedServers servers = engines.named("postgresql").embeddedServers().orElseThrow();
        Endpoint source = Endpoint.at("source", "sqlite:" + file);
        try (EmbeddedServers.Server server = servers.start(folder);
                Transfer transfer =
                        Transfer.between(engines, source, server.database("app"), TransferOptions.DEFAULTS)) {
            TransferReport report = transfer.run(TransferListener.NONE);
            assertThat(report.status()).isEqualTo(TransferReport.Status.PUBLISHED);
            assertThat(report.differences()).isEmpty();
        }
    }

    @Test
    void itsJavaCodeIsTheCodeOfThisTest() throws IOException {
        String thisTest =
                Files.readString(REPOSITORY.resolve("holdfast-app/src/test/java/io/holdfast/app/ReadmeTest.java"));

        assertThat(oneLine(thisTest)).contains(oneLine(block("java")));
    }

    @Test
    void itIsShorterThan120Lines() throws IOException {
        assertThat(Files.readAllLines(REPOSITORY.resolve("README.md"))).hasSizeLessThan(120);
    }

    /** The first block of code in {@code language}. */
    private static String block(String language) throws IOException {
        String readme = Files.readString(REPOSITORY.resolve("README.md"));
        int start = readme.indexOf("```" + language + "\n") + language.length() + 4;
        return readme.substring(start, readme.indexOf("```", start));
    }

    private static String oneLine(String code) {
        return code.replaceAll("\\s+", "");
    }
}

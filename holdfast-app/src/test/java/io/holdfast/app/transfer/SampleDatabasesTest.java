package io.holdfast.app.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.holdfast.config.Endpoint;
import io.holdfast.engine.EmbeddedServers;
import io.holdfast.engine.Engines;
import io.holdfast.transfer.Transfer;
import io.holdfast.transfer.TransferListener;
import io.holdfast.transfer.TransferOptions;
import io.holdfast.transfer.TransferReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * XFER-1, XFER-2, XFER-5: databases that others made. {@code HOLDFAST_TEST_DATABASES} names the folder they lie in.
 */
@Tag("samples")
class SampleDatabasesTest {
    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> everyDatabaseArrivesWhole() throws Exception {
        Path samples = Path.of(System.getenv("HOLDFAST_TEST_DATABASES"));
        return Files.list(samples)
                .sorted()
                .map(file -> dynamicTest(file.getFileName().toString(), () -> transfer(file)));
    }

    private void transfer(Path file) throws Exception {
        Path home = folder.resolve(file.getFileName().toString());
        byte[] before = Files.readAllBytes(file);
        Engines engines = Engines.onClassPath();
        try (EmbeddedServers.Server server = engines.named("postgresql")
                        .embeddedServers()
                        .orElseThrow()
                        .start(home);
                Transfer transfer = Transfer.between(
                        engines,
                        Endpoint.at("source", "sqlite:" + file),
                        server.database("samples"),
                        TransferOptions.DEFAULTS)) {
            TransferReport report = transfer.run(TransferListener.NONE);
            assertThat(report.status()).isEqualTo(TransferReport.Status.PUBLISHED);
            assertThat(report.differences()).isEmpty();
            assertThat(report.attention()).isEmpty();
            Endpoint at = server.database("samples");
            try (Connection sqlite = DriverManager.getConnection("jdbc:sqlite:file:" + file + "?mode=ro&immutable=1");
                    Connection postgresql = DriverManager.getConnection(
                            "jdbc:postgresql://%s:%d/%s"
                                    .formatted(
                                            at.url().host(),
                                            at.url().port(),
                                            at.url().path()),
                            at.credentials().orElseThrow().user(),
                            at.credentials().orElseThrow().password().reveal())) {
                assertThat(new PlainComparison(sqlite, postgresql, "public").differences())
                        .isEmpty();
            }
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }
}

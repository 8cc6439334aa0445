package io.holdfast.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.config.Endpoint;
import io.holdfast.database.Database;
import io.holdfast.engine.document.Capabilities;
import io.holdfast.engine.document.CollectionModel;
import io.holdfast.testkit.fault.PostgresProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DOC-1: a store says whether what it acknowledged survives a power cut, because it has asked. */
final class DurabilityTest {
    @TempDir
    private Path folder;

    private Capabilities of(Endpoint place) {
        try (Database database = Place.open(folder, place)) {
            return Documents.store(database, CollectionModel.named("things")).capabilities();
        }
    }

    @Test
    void sqliteIsUnlessItWasToldNotToWaitForTheDisk() throws Exception {
        Path file = Files.createFile(folder.resolve("app.db"));

        assertThat(of(Endpoint.at("app", "sqlite:" + file)).durable()).isTrue();
        Capabilities weak = of(Endpoint.at("app", "sqlite:" + file + "?synchronous=normal"));
        assertThat(weak.durable()).isFalse();
        assertThat(weak.durability()).contains("does not wait for the disk at each commit");
        assertThat(weak.validators()).isTrue();
    }

    @Test
    void postgresqlIsUnlessItWasToldNotToWaitForTheDisk() {
        try (PostgresProcess server = PostgresProcess.fresh()) {
            Endpoint place = server.endpoint("app");
            assertThat(of(place).durability()).contains("fsync is off");
            assertThat(of(place).durable()).isFalse();

            server.set("fsync", "on");

            assertThat(of(place).durability()).isEqualTo("the server waits for the disk at each commit");
            assertThat(of(place).durable()).isTrue();

            server.set("synchronous_commit", "off");

            assertThat(of(place).durable()).isFalse();
            assertThat(of(place).durability()).contains("synchronous_commit is off");
        }
    }
}

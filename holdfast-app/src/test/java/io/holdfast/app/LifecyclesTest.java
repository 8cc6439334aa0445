package io.holdfast.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.Holdfast;
import io.holdfast.database.Database;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.event.Availability;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CON-1 (first parts), CON-10, with the engines as they are: from a file of settings to answers, and to a closed port. */
class LifecyclesTest {
    @TempDir
    Path folder;

    @BeforeEach
    void makeDatabase() throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("app.db"));
                var statement = connection.createStatement()) {
            statement.execute("create table t (n integer)");
        }
    }

    @Test
    void aFileAndAnEmbeddedServerAreOpenedAndAnswer() throws Exception {
        Path settings = settings("""
                databases:
                  app: { url: "sqlite:%1$s/app.db" }
                  main: { url: "embedded:postgresql:%1$s/server" }
                """);

        try (Holdfast holdfast = Holdfast.open(settings)) {
            assertThat(holdfast.availability()).isEqualTo(Availability.READY);
            for (Database database : holdfast.databases()) {
                assertThat(database.facts()).isNotEmpty();
                try (var connection = database.dataSource().getConnection();
                        var rows = connection.createStatement().executeQuery("select 42")) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getInt(1)).isEqualTo(42);
                }
            }
        }
        assertThat(folder.resolve("server")).isNotEmptyDirectory();
    }

    @Test
    void aRequiredDatabaseBehindAClosedPortFailsTheStart() throws Exception {
        Path settings = settings("""
                databases:
                  app: { url: "sqlite:%1$s/app.db" }
                  main: { url: "postgresql://127.0.0.1:%2$d/main", await: 300ms }
                """);

        assertThatThrownBy(() -> Holdfast.open(settings)).isInstanceOfSatisfying(HoldfastException.class, failure -> {
            assertThat(failure.kind()).isEqualTo(ErrorKind.CONNECTION);
            assertThat(failure.failure().sentence()).startsWith("a required database is down: main (");
            assertThat(failure.failure().hint()).isNotBlank();
        });
    }

    @Test
    void anOptionalDatabaseBehindAClosedPortLeavesTheRestRunning() throws Exception {
        Path settings = settings("""
                databases:
                  app: { url: "sqlite:%1$s/app.db" }
                  main: { url: "postgresql://127.0.0.1:%2$d/main", await: 300ms, required: false }
                """);

        try (Holdfast holdfast = Holdfast.open(settings)) {
            assertThat(holdfast.availability()).isEqualTo(Availability.DEGRADED);
            assertThat(holdfast.database("app").availability()).isEqualTo(Availability.READY);
            assertThatThrownBy(() -> holdfast.database("main").dataSource().getConnection())
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("main is down");
        }
    }

    private Path settings(String yaml) throws IOException {
        return Files.writeString(folder.resolve("holdfast.yaml"), yaml.formatted(folder, closedPort()));
    }

    private static int closedPort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}

package io.holdfast.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.holdfast.engine.EmbeddedServers;
import io.holdfast.engine.EmbeddedServers.Server;
import java.io.BufferedReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** XFER-1: embedded:postgresql. */
final class EmbeddedPostgresqlTest {
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private final EmbeddedServers servers =
            new PostgresqlEngine().embeddedServers().orElseThrow();

    @Test
    void dataOutlivesItsServerAndEvenItsDeath() throws Exception {
        try (Server server = servers.start(folder)) {
            TestServer.ask(server.database("app"), "CREATE TABLE kept AS SELECT 42 AS answer");
            assertThat(TestServer.ask(server.database("app"), "SHOW fsync")).isEqualTo("on");
            assertThat(TestServer.ask(server.database("app"), "SHOW listen_addresses"))
                    .isEqualTo("127.0.0.1");
        }
        Server killed = servers.start(folder);
        long pid = Long.parseLong(
                Files.readAllLines(folder.resolve("data/postmaster.pid")).get(0).strip());
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        ProcessHandle.of(pid).ifPresent(process -> process.onExit().join());
        try (Server server = servers.start(folder)) {
            assertThat(TestServer.ask(server.database("app"), "SELECT answer FROM kept"))
                    .isEqualTo("42");
        }
        killed.close();
    }

    @Test
    void aServerThatIsStartedAgainIsWhereItWasIfNobodyElseIsThere() throws Exception {
        Server killed = servers.start(folder);
        int port = killed.database("app").url().port();
        long pid = Long.parseLong(
                Files.readAllLines(folder.resolve("data/postmaster.pid")).get(0).strip());
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        ProcessHandle.of(pid).ifPresent(process -> process.onExit().join());
        try (Server server = servers.start(folder)) {
            assertThat(server.database("app").url().port()).isEqualTo(port);
        }
        killed.close();
        try (Server server = servers.start(folder)) {
            assertThat(server.database("app").url().port()).isEqualTo(port);
        }
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
                Server server = servers.start(folder)) {
            assertThat(server.database("app").url().port()).isNotEqualTo(taken.getLocalPort());
        }
    }

    @Test
    void aDeadServerThatNobodyHasAskedAboutIsStartedAgain() throws Exception {
        servers.start(folder).close();
        String parentThatNeverAsks = "(until grep -q sleep /proc/$$/comm; do :; done) & echo $!; exec sleep 600";
        Process negligent = new ProcessBuilder("sh", "-c", parentThatNeverAsks).start();
        try (BufferedReader said = negligent.inputReader()) {
            String dead = said.readLine();
            Path stat = Path.of("/proc", dead, "stat");
            await().until(() -> Files.readString(stat).contains(") Z "));
            Files.writeString(folder.resolve("data/postmaster.pid"), "%s%ndata%n1%n1%n".formatted(dead));

            try (Server server = servers.start(folder)) {
                assertThat(TestServer.ask(server.database("app"), "SELECT 1")).isEqualTo("1");
            }
        } finally {
            negligent.destroyForcibly().waitFor();
        }
    }

    @Test
    void aServerThatRunsIsUsedAndOnlyItsStarterStopsIt() throws Exception {
        try (Server first = servers.start(folder)) {
            Server second = servers.start(folder);
            assertThat(second.database("app").url())
                    .isEqualTo(first.database("app").url());
            second.close();
            assertThat(TestServer.ask(first.database("app"), "SELECT 1")).isEqualTo("1");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("password"))))
                    .isEqualTo("rw-------");
            assertThat(first.toString() + first.database("app"))
                    .doesNotContain(Files.readString(folder.resolve("password")));
        }
        assertThat(folder.resolve("data/postmaster.pid")).doesNotExist();
    }

    @Test
    void aFolderWithOtherThingsInItIsLeftAlone() throws Exception {
        Files.writeString(folder.resolve("notes.txt"), "mine");
        assertThatThrownBy(() -> servers.start(folder)).hasMessageContaining("holds other files already");
        assertThatThrownBy(() -> servers.start(folder.resolve("notes.txt"))).hasMessageContaining("is a file");
    }
}

package io.holdfast.postgresql.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.config.Endpoint;
import io.holdfast.testkit.fault.PostgresProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CON-3, CON-6, R1: what happens to the application's own machine says nothing about the server. */
class HostTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void aNameThatStopsResolvingIsToldAndBreaksNoConnectionThatIsThere() throws Exception {
        Path hosts = Files.writeString(folder.resolve("hosts"), "127.0.0.1 db.example\n");
        try (PostgresProcess server = PostgresProcess.fresh()) {
            Endpoint endpoint = server.endpoint("app");
            try (Child app = Child.of(
                    List.of("-Djdk.net.hosts.file=" + hosts, "-Dsun.net.inetaddr.ttl=0"),
                    endpoint,
                    "postgresql://db.example:%d/app?sslmode=disable".formatted(server.port()))) {
                assertThat(app.ask("read")).isEqualTo("read 7");

                Files.writeString(hosts, "127.0.0.1 elsewhere.example\n");
                assertThat(app.ask("read")).isEqualTo("read 7");
                server.terminateBackends();
                await().atMost(PATIENCE)
                        .until(() -> app.ask("read")
                                .equals("failed CONNECTION app is down:"
                                        + " the host of the PostgreSQL server is not known"));

                Files.writeString(hosts, "127.0.0.1 db.example\n");
                await().atMost(PATIENCE).until(() -> app.ask("read").equals("read 7"));
            }
        }
    }

    @Test
    void aPauseOfTheApplicationIsNoOutageOfTheServer() throws Exception {
        try (PostgresProcess server = PostgresProcess.fresh();
                Child app = Child.of(List.of(), server.endpoint("app"), address(server))) {
            app.tell("load");
            await().atMost(PATIENCE).until(() -> Integer.parseInt(app.ask("count")) > 500);

            for (int pause = 0; pause < 3; pause++) {
                app.signal("STOP");
                await().pollDelay(Duration.ofMillis(2_200)).atMost(PATIENCE).until(() -> true);
                app.signal("CONT");
                int before = Integer.parseInt(app.ask("count"));
                await().atMost(PATIENCE).until(() -> Integer.parseInt(app.ask("count")) > before + 500);
            }

            app.tell("stop");
            assertThat(app.ask("changes")).isEqualTo("0");
        }
    }

    @Test
    void aMachineThatIsSaturatedIsNoOutageOfTheServer() throws Exception {
        int spinners = Runtime.getRuntime().availableProcessors() * 8;
        try (PostgresProcess server = PostgresProcess.fresh();
                Child app = Child.of(List.of(), server.endpoint("app"), address(server))) {
            app.tell("load");
            await().atMost(PATIENCE).until(() -> Integer.parseInt(app.ask("count")) > 500);
            ExecutorService work = Executors.newFixedThreadPool(spinners); // virtual threads would take turns
            for (int each = 0; each < spinners; each++) {
                work.submit(HostTest::spin);
            }
            await().pollDelay(Duration.ofSeconds(6)).atMost(PATIENCE).until(() -> true);
            work.shutdownNow();
            app.tell("stop");
            assertThat(app.ask("changes")).isEqualTo("0");
        }
    }

    private static String address(PostgresProcess server) {
        return "postgresql://127.0.0.1:%d/app".formatted(server.port());
    }

    private static void spin() {
        long sum = 1;
        while (!Thread.currentThread().isInterrupted()) {
            for (int step = 0; step < 1_000_000; step++) {
                sum = sum * 31 + step;
            }
        }
        assertThat(sum).isNotEqualTo(1);
    }
}

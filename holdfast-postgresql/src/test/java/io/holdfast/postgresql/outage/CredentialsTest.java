package io.holdfast.postgresql.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.event.Event;
import io.holdfast.event.Event.CredentialsChanged.Outcome;
import io.holdfast.testkit.fault.PostgresProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CON-8: credentials that change under a load that never pauses, in every order. */
class CredentialsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final PostgresProcess server = PostgresProcess.fresh();

    @BeforeEach
    void makeUser() {
        server.execute("create role app login password 'first'", "grant pg_monitor to app");
        server.execute(server.endpoint("app"), "grant all on schema public to app");
        put("user", "app");
        put("password", "first");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aNewPasswordAtTheServerAndThenInTheFileCostsNoCall() {
        try (App app = open();
                Load load = load(app)) {
            server.execute("alter role app password 'second'");
            awaitCalls(load, 500);
            put("password", "second");

            awaitOutcome(app, Outcome.ACCEPTED);
            awaitEverybodyReplaced(load);
            assertThat(load.failures()).isEmpty();
        }
    }

    @Test
    void aNewPasswordInTheFileAndThenAtTheServerCostsNoCallEither() {
        try (App app = open();
                Load load = load(app)) {
            put("password", "second");
            awaitOutcome(app, Outcome.REFUSED);
            awaitCalls(load, 500);
            server.execute("alter role app password 'second'");

            awaitOutcome(app, Outcome.ACCEPTED);
            awaitEverybodyReplaced(load);
            assertThat(load.failures()).isEmpty();
        }
    }

    @Test
    void anotherUserTakesOverAndTheFirstCanBeDropped() {
        try (App app = open();
                Load load = load(app)) {
            server.execute("create role other login password 'other'", "grant pg_monitor to other");
            put("password", "other");
            put("user", "other");
            awaitOutcome(app, Outcome.ACCEPTED);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    server.ask(
                                            "select string_agg(concat(pid, state, backend_start, ' ', query), ' | ') from pg_stat_activity where usename = 'app'"))
                            .isEmpty());
            awaitEverybodyReplaced(load);
            assertThat(load.failures()).isEmpty();
        }
    }

    @Test
    void aWrongPasswordThatIsRotatedInBreaksNothing() {
        try (App app = open();
                Load load = load(app)) {
            put("password", "wrong");
            awaitOutcome(app, Outcome.REFUSED);
            server.terminateBackends();
            awaitCalls(load, 500);
            put("password", "first");
            awaitCalls(load, 500);
            load.stop();
            assertThat(load.failures()).isEmpty();
        }
    }

    @Test
    void aFileThatIsAwayForAMomentBreaksNothing() throws IOException {
        try (App app = open();
                Load load = load(app)) {
            Files.delete(folder.resolve("password"));
            server.terminateBackends();
            awaitCalls(load, 500);
            put("password", "first");
            load.stop();
            assertThat(load.failures()).isEmpty();
        }
    }

    private App open() {
        return App.on(
                server.endpoint("app"),
                "user",
                "${file:" + folder.resolve("user") + "}",
                "password",
                "${file:" + folder.resolve("password") + "}");
    }

    private static Load load(App app) {
        Load load = Load.of(6, number -> app.read("select " + number));
        awaitCalls(load, 100);
        return load;
    }

    private static void awaitCalls(Load load, int more) {
        int before = load.acknowledged().size();
        await().atMost(PATIENCE).until(() -> load.acknowledged().size() > before + more);
    }

    private static void awaitOutcome(App app, Outcome outcome) {
        await().atMost(PATIENCE)
                .until(() -> app.events(Event.CredentialsChanged.class).stream()
                        .anyMatch(event -> event.outcome() == outcome));
    }

    /** Whoever was connected at the change is gone. */
    private void awaitEverybodyReplaced(Load load) {
        String now = server.ask("select now()::text");
        await().atMost(PATIENCE)
                .until(() -> server.ask("select count(*) from pg_stat_activity where datname = 'app'"
                                + " and application_name = 'holdfast' and backend_start < '" + now + "'::timestamptz"
                                + " - interval '8 seconds'")
                        .equals("0"));
        awaitCalls(load, 200);
        load.stop();
    }

    private void put(String name, String content) {
        try {
            Path next = Files.writeString(folder.resolve(name + ".next"), content);
            Files.move(next, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}

package io.holdfast.postgresql.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.config.DatabaseUrl;
import io.holdfast.config.Endpoint;
import io.holdfast.config.Secret;
import io.holdfast.event.Availability;
import io.holdfast.event.Event;
import io.holdfast.testkit.Canaries;
import io.holdfast.testkit.fault.FaultProxy;
import io.holdfast.testkit.fault.FaultProxy.Cut;
import io.holdfast.testkit.fault.PostgresProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * ERR-4, CON-8: a password is in no log at the finest level, no error, no event, no text of an object, whatever befalls
 * the database; not in the disguises either in which passwords travel.
 */
class SecretsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String USER = "canary";

    @TempDir
    Path folder;

    private final PostgresProcess server = PostgresProcess.fresh();
    private final Overheard overheard = new Overheard();
    private final List<App> apps = new ArrayList<>();

    @BeforeEach
    void makeUser() {
        overheard.unheard(() -> {
            server.execute(
                    "create role %s login password '%s'".formatted(USER, Canaries.PASSWORD),
                    "grant pg_monitor to " + USER);
            server.execute(server.endpoint("app"), "grant all on schema public to " + USER);
        });
    }

    @AfterEach
    void nothingWasSaid() {
        apps.forEach(overheard::hear);
        apps.forEach(App::close);
        server.close();
        overheard.close();
        assertThat(overheard.sources()).containsKeys("log of holdfast", "log of the driver", "database", "metrics");
    }

    @Test
    void whenTheServerIsKilledAndComesBack() {
        App app = app(server());
        try (Load load = load(app)) {
            server.kill();
            awaitFailures(app, load);
            server.start();
            awaitReady(app, load);
        }
    }

    @Test
    void whenItFreezes() {
        App app = app(server(), "probe.timeout", "300ms");
        try (Load load = load(app)) {
            server.freeze();
            awaitFailures(app, load);
            server.thaw();
            awaitReady(app, load);
        }
    }

    @Test
    void whenTheNetworkSwallowsSlowsAndResets() {
        try (FaultProxy proxy = FaultProxy.to(server.port())) {
            App app = app(proxy.endpoint(server()), "probe.timeout", "300ms");
            try (Load load = load(app)) {
                proxy.resetAfter(2_000);
                proxy.delay(Duration.ofMillis(50), Duration.ofMillis(50));
                awaitReady(app, load);
                proxy.delay(Duration.ZERO, Duration.ZERO);
                proxy.blackHole();
                awaitFailures(app, load);
                proxy.forwardAnew();
                awaitReady(app, load);
                proxy.refuse();
                awaitFailures(app, load);
                proxy.forward();
                awaitReady(app, load);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Cut.class)
    void whenACommitIsCut(Cut cut) {
        try (FaultProxy proxy = FaultProxy.to(server.port())) {
            App app =
                    app(proxy.endpoint(server()), "timeouts.in-doubt", "500ms").withNumbers();
            proxy.cut("COMMIT", cut);
            attempt(() -> app.writeInTransaction(1));
        }
    }

    @Test
    void whenSessionsAreEndedOrRefused() {
        App app = app(server(), "pool.acquire-timeout", "300ms");
        try (Load load = load(app)) {
            overheard.unheard(server::terminateBackends);
            awaitReady(app, load);
            overheard.unheard(() -> server.execute("alter role canary connection limit 0"));
            overheard.unheard(server::terminateBackends);
            await().atMost(PATIENCE).until(() -> !load.failures().isEmpty());
            hearFailures(load);
            overheard.unheard(() -> server.execute("alter role canary connection limit 100"));
            awaitReady(app, load);
        }
    }

    @Test
    void whenAWrongPasswordIsRotatedInAndANewOne() throws IOException {
        Path password = Files.writeString(folder.resolve("password"), Canaries.PASSWORD);
        App app = app(server(), "password", "${file:" + password + "}", "pool.acquire-timeout", "300ms");
        try (Load load = load(app)) {
            Files.writeString(password, Canaries.TOKEN);
            awaitOutcome(app, Event.CredentialsChanged.Outcome.REFUSED);
            overheard.unheard(() -> server.execute("alter role canary password '" + Canaries.PLAIN_PASSWORD + "'"));
            overheard.unheard(server::terminateBackends);
            awaitFailures(app, load);
            Files.writeString(password, Canaries.PLAIN_PASSWORD);
            awaitReady(app, load);
            Files.delete(password);
            overheard.unheard(server::terminateBackends);
            awaitReady(app, load);
        }
    }

    @Test
    void whenThePasswordWasWrongFromTheBeginning() {
        App app = app(as(server(), Canaries.TOKEN));
        attempt(() -> app.read("select 1"));
        assertThat(app.database().availability()).isEqualTo(Availability.DOWN);
    }

    @Test
    void whenTheHostIsNotKnown() {
        DatabaseUrl url = new DatabaseUrl("postgresql", false, "nowhere.invalid", 5432, "app", Map.of());
        App app = app(as(new Endpoint("app", url, Optional.empty()), Canaries.PASSWORD), "await", "1s");
        attempt(() -> app.read("select 1"));
    }

    @Test
    void whenTheStandbyIsPromotedWhileThePrimaryIsFrozenAndThaws() {
        try (PostgresProcess standby = heardOver(server::standby)) {
            Endpoint second = as(standby.endpoint("postgres"), Canaries.PASSWORD);
            App app = app(
                    as(server.endpoint("postgres"), Canaries.PASSWORD),
                    "standby",
                    withPassword(second),
                    "standby-mode",
                    "promoted",
                    "probe.timeout",
                    "300ms");
            try (Load load = load(app)) {
                server.freeze();
                await().atMost(PATIENCE)
                        .until(() -> app.database().status().write().isEmpty());
                attempt(() -> app.write(1));
                overheard.unheard(standby::promote);
                await().atMost(PATIENCE)
                        .until(() -> app.database().status().write().isPresent());
                server.thaw();
                await().atMost(PATIENCE)
                        .until(() -> !app.events(Event.SplitBrain.class).isEmpty());
                attempt(() -> app.write(2));
                hearFailures(load);
            }
        }
    }

    @Test
    void whenEveryConnectionIsLeakedAndACrowdWaitsAndTheDatabaseIsClosed() throws SQLException {
        App app = app(server(), "pool.size", "2", "pool.acquire-timeout", "300ms", "pool.max-waiting", "5");
        try (Connection one = app.database().dataSource().getConnection();
                Connection other = app.database().dataSource().getConnection()) {
            overheard.hear("database", one);
            overheard.hear("database", other.unwrap(Connection.class));
            try (Load crowd = Load.once(20, number -> app.read("select " + number))) {
                await().atMost(PATIENCE).until(() -> crowd.failures().size() == 20);
                hearFailures(crowd);
            }
            app.close();
            attempt(() -> app.read("select 1"));
        }
    }

    @Test
    void whenAStatementFailsWithTheSecretInItsText() {
        App app = app(server()).withNumbers();
        // the driver's finest log is a copy of what is sent, and the application itself wrote it into its statement
        overheard.unheard(() -> {
            attempt(() -> app.read("select '" + Canaries.PASSWORD + "'::int"));
            attempt(() -> app.read("select nothing as password, '" + Canaries.TOKEN + "'"));
        });
    }

    private App app(Endpoint endpoint, String... settings) {
        App app = App.on(endpoint, settings).measuredBy(overheard.meters());
        apps.add(app);
        return app;
    }

    private Endpoint server() {
        return as(server.endpoint("app"), Canaries.PASSWORD);
    }

    private static Endpoint as(Endpoint endpoint, String password) {
        var credentials = new Endpoint.Credentials(USER, Secret.of(password));
        return new Endpoint(endpoint.database(), endpoint.url(), Optional.of(credentials), endpoint.tls());
    }

    private static String withPassword(Endpoint endpoint) {
        return endpoint.url().toString().replace("://", "://%s:%s@".formatted(USER, Canaries.inUrl(Canaries.PASSWORD)));
    }

    private <T> T heardOver(java.util.function.Supplier<T> work) {
        var result = new ArrayList<T>();
        overheard.unheard(() -> result.add(work.get()));
        return result.get(0);
    }

    private Load load(App app) {
        Load load = Load.of(2, number -> app.read("select " + number));
        await().atMost(PATIENCE).until(() -> load.acknowledged().size() > 20);
        return load;
    }

    private void attempt(Runnable work) {
        overheard.attempt(work);
    }

    private void awaitFailures(App app, Load load) {
        await().atMost(PATIENCE).until(() -> app.database().availability() == Availability.DOWN);
        attempt(() -> app.read("select 1"));
        await().atMost(PATIENCE).until(() -> !load.failures().isEmpty());
        hearFailures(load);
    }

    private void hearFailures(Load load) {
        load.failures().stream().limit(200).forEach(call -> overheard.hear("errors", call.failure()));
    }

    private void awaitReady(App app, Load load) {
        await().atMost(PATIENCE).until(() -> app.database().availability() == Availability.READY);
        int before = load.acknowledged().size();
        await().atMost(PATIENCE).until(() -> load.acknowledged().size() > before + 20);
        hearFailures(load);
    }

    private static void awaitOutcome(App app, Event.CredentialsChanged.Outcome outcome) {
        await().atMost(PATIENCE)
                .until(() -> app.events(Event.CredentialsChanged.class).stream()
                        .anyMatch(event -> event.outcome() == outcome));
    }
}

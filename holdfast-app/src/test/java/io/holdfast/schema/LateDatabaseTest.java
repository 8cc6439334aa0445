package io.holdfast.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.holdfast.Holdfast;
import io.holdfast.config.Endpoint;
import io.holdfast.config.HoldfastConfig;
import io.holdfast.database.Database;
import io.holdfast.database.Operation;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.event.Availability;
import io.holdfast.pool.ServerName;
import io.holdfast.testkit.CallerThreads;
import io.holdfast.testkit.Scenario;
import io.holdfast.testkit.fault.PostgresProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * MIG-6, HEA-5, CON-1, CON-3, R3, R4: a database that comes up after the start is migrated before the first call gets
 * through to it; a standby is only looked at; and closing does not wait for a migration.
 */
final class LateDatabaseTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** What a call may be told before it gets through; a table that is missing is not among it. */
    private static final Set<ErrorKind> TURNED_AWAY = EnumSet.of(
            ErrorKind.CONNECTION, ErrorKind.READ_ONLY, ErrorKind.RESOURCE, ErrorKind.LOCKED, ErrorKind.PERMISSION);

    @TempDir
    private Path folder;

    private Fixture orders(Fixture empty) {
        return empty.file(
                        "V1__make_orders.sql", "create table orders (id integer primary key, total integer not null);")
                .file("V2__first_order.sql", "insert into orders (id, total) values (1, 10);")
                .declared("required", "false")
                .declared("await", "100ms");
    }

    private static Holdfast start(Fixture app) {
        return Holdfast.open(new HoldfastConfig(Path.of("target/unused"), Map.of("app", app.config())));
    }

    private static long total(Database database) {
        return database.call(Operation.read("total"), session -> {
            try (ResultSet rows =
                    session.connection().createStatement().executeQuery("select sum(total) from orders")) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }

    /** Calls until a call gets through. */
    private static long firstTotal(Database database) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return total(database);
            } catch (HoldfastException failure) {
                assertThat(failure.kind()).as("%s", failure).isIn(TURNED_AWAY);
                assertThat(System.nanoTime()).as("%s", failure).isLessThan(end);
            }
        }
    }

    private static List<Long> firstTotals(Database database, AutoCloseable event) throws Exception {
        ExecutorService threads = CallerThreads.open();
        List<Future<Long>> calls = new ArrayList<>();
        for (int caller = 0; caller < 4; caller++) {
            calls.add(threads.submit(() -> firstTotal(database)));
        }
        event.close();
        List<Long> totals = new ArrayList<>();
        for (Future<Long> call : calls) {
            totals.add(call.get(PATIENCE.toSeconds() * 2, TimeUnit.SECONDS));
        }
        threads.shutdown();
        return totals;
    }

    @Test
    void theFirstCallThatGetsThroughToAServerSeesItMigrated() throws Exception {
        try (PostgresProcess server = PostgresProcess.fresh()) {
            Fixture app = orders(Fixture.at(folder, server.endpoint("app")))
                    .file("V3__slow.sql", "select pg_sleep(1);\nupdate orders set total = 30;");
            server.stop();
            try (Holdfast holdfast = start(app)) {
                Database database = holdfast.database("app");
                assertThat(database.availability()).isEqualTo(Availability.DOWN);

                assertThat(firstTotals(database, server::start)).containsOnly(30L);
                server.crashAndRestart();
                assertThat(firstTotal(database)).isEqualTo(30);
            }
            assertThat(app.history()).hasSize(3);
        }
    }

    @Test
    @Scenario(8)
    void aServerThatDiesDuringAMigrationIsDownAndGoesOnWhenItIsBack() throws Exception {
        try (PostgresProcess server = PostgresProcess.fresh()) {
            Fixture app = orders(Fixture.at(folder, server.endpoint("app")))
                    .file("V3__slow.sql", "update orders set total = total + 20;\nselect pg_sleep(3);");
            server.stop();
            try (Holdfast holdfast = start(app)) {
                Database database = holdfast.database("app");
                server.start();
                awaitMigration(app);

                server.kill();
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(database.failure())
                                .get()
                                .extracting(HoldfastException::getMessage)
                                .asString()
                                .startsWith("app is down: "));
                server.start();
                assertThat(firstTotal(database)).isEqualTo(30);
            }
            assertThat(app.history()).containsExactly("VERSIONED 1 DONE", "VERSIONED 2 DONE", "VERSIONED 3 DONE");
        }
    }

    @Test
    void theFirstCallThatGetsThroughToAFileSeesItMigrated() throws Exception {
        Fixture app = orders(Fixture.Kind.SQLITE.in(folder));
        Path file = Path.of(app.place().url().path());
        Files.delete(file);
        try (Holdfast holdfast = start(app)) {
            Database database = holdfast.database("app");
            assertThat(database.failure())
                    .get()
                    .extracting(HoldfastException::kind)
                    .isEqualTo(ErrorKind.NOT_FOUND);

            Files.createFile(file);
            await().atMost(PATIENCE).until(() -> database.availability() == Availability.READY);
            assertThat(total(database)).isEqualTo(10);

            takeAway(file);
            await().atMost(PATIENCE).until(() -> database.availability() == Availability.DOWN);
            Files.createFile(file);
            await().atMost(PATIENCE).until(() -> database.availability() == Availability.READY);
            assertThat(total(database))
                    .as("in the empty file that came in its place")
                    .isEqualTo(10);
        }
        assertThat(app.history()).hasSize(2);
    }

    private static void takeAway(Path file) throws IOException {
        for (String end : List.of("", "-wal", "-shm")) {
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + end));
        }
    }

    @Test
    void anEmbeddedServerIsMigratedInItsFolder() {
        Fixture app = orders(Fixture.at(folder, Endpoint.at("app", "embedded:postgresql:" + folder.resolve("server"))));
        for (int start = 0; start < 2; start++) {
            try (Holdfast holdfast = start(app)) {
                assertThat(firstTotal(holdfast.database("app"))).isEqualTo(10);
            }
        }
    }

    @Test
    void aStandbyIsNotWrittenToAndAnswersNothingBeforeTheMigrationsHaveArrived() throws Exception {
        try (PostgresProcess primary = PostgresProcess.fresh()) {
            Fixture app = orders(Fixture.at(folder, primary.endpoint("app")));
            try (PostgresProcess standby = primary.standby()) {
                app.declared("standby", standby.endpoint("app").url().toString());
                primary.stop();
                try (Holdfast holdfast = start(app)) {
                    Database database = holdfast.database("app");
                    await().atMost(PATIENCE)
                            .untilAsserted(() -> assertThat(
                                            database.status().servers().get(1).problem())
                                    .contains("2 of its migrations are pending"));
                    assertThat(database.availability()).isEqualTo(Availability.DOWN);

                    assertThat(firstTotals(database, primary::start)).containsOnly(10L);
                    await().atMost(PATIENCE).until(() -> database.availability() == Availability.READY);

                    primary.kill();
                    await().atMost(PATIENCE)
                            .until(() -> database.status().read().equals(Optional.of(ServerName.STANDBY)));
                    assertThat(total(database)).isEqualTo(10);
                }
            }
        }
    }

    @Test
    void closingStopsAMigrationOfALateServerAndNothingOfItIsLeft() throws Exception {
        try (PostgresProcess server = PostgresProcess.fresh()) {
            Fixture app = hanging(Fixture.at(folder, server.endpoint("app")));
            server.stop();
            try (Holdfast holdfast = start(app)) {
                server.start();
                awaitMigration(app);
                assertThat(holdfast.database("app").failure())
                        .get()
                        .extracting(HoldfastException::getMessage)
                        .isEqualTo("app is not ready: its migrations are being applied");
            }
            assertNothingIsLeft(app);
        }
    }

    @Test
    void whoeverInterruptsTheStartStopsItsMigrations() throws Exception {
        Fixture app = hanging(Fixture.Kind.POSTGRESQL.in(folder));
        var outcome = new AtomicReference<HoldfastException>();
        var starting = new Thread(() -> outcome.set(
                catchThrowableOfType(HoldfastException.class, () -> start(app).close())));
        starting.start();
        awaitMigration(app);

        starting.interrupt();
        starting.join(PATIENCE.toMillis());

        assertThat(outcome.get()).isNotNull();
        assertThat(outcome.get().kind()).isEqualTo(ErrorKind.CANCELLED);
        assertNothingIsLeft(app);
    }

    private Fixture hanging(Fixture empty) {
        return orders(empty).file("V3__hangs.sql", "create table half (id integer);\nselect pg_sleep(600);");
    }

    private static void awaitMigration(Fixture app) {
        await().atMost(PATIENCE).until(() -> sessions(app, "query like '%pg_sleep%' and state = 'active'") == 1);
    }

    private static void assertNothingIsLeft(Fixture app) {
        await().atMost(PATIENCE).until(() -> sessions(app, "true") == 0);
        assertThat(app.history()).containsExactly("VERSIONED 1 DONE", "VERSIONED 2 DONE");
        assertThat(app.schema()).noneMatch(line -> line.contains("half"));
    }

    private static long sessions(Fixture app, String condition) {
        return Long.parseLong(app.read("select count(*) from pg_stat_activity where datname = current_database() and"
                        + " pid <> pg_backend_pid() and backend_type = 'client backend' and " + condition)
                .get(0));
    }
}

package io.holdfast.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.holdfast.Holdfast;
import io.holdfast.config.ConfigLoader;
import io.holdfast.config.DatabaseConfig;
import io.holdfast.config.HoldfastConfig;
import io.holdfast.database.Database;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.event.Availability;
import io.holdfast.schema.Fixture.Kind;
import io.holdfast.testkit.CallerThreads;
import io.holdfast.testkit.CrashRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/**
 * MIG-6, MIG-2, MIG-3, CON-1, R3, R4, R5: a start applies what is pending, or validates, or looks at nothing, as declared,
 * before the first call; what fails there fails the start.
 */
final class MigrationsAtStartTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int STARTS = 4;
    private static final int ROUNDS = 10;

    private static final Logger OURS = (Logger) LoggerFactory.getLogger("io.holdfast");

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Level level = OURS.getLevel();

    @TempDir
    private Path folder;

    @BeforeEach
    void listen() {
        log.start();
        OURS.setLevel(Level.INFO);
        OURS.addAppender(log);
    }

    @AfterEach
    void forget() {
        OURS.detachAppender(log);
        OURS.setLevel(level);
    }

    private Fixture app(Kind kind) {
        return kind.in(folder)
                .file("V1__make_orders.sql", "create table orders (id integer primary key, total integer not null);")
                .file("V2__first_order.sql", "insert into orders (id, total) values (1, 10);");
    }

    private static Holdfast start(DatabaseConfig... databases) {
        Map<String, DatabaseConfig> all = new LinkedHashMap<>();
        List.of(databases).forEach(database -> all.put(database.name(), database));
        return Holdfast.open(new HoldfastConfig(Path.of("target/unused"), all));
    }

    private static long total(Database database) {
        return database.call("total", session -> {
            try (ResultSet rows =
                    session.connection().createStatement().executeQuery("select sum(total) from orders")) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }

    private static HoldfastException refusal(Callable<Holdfast> start) {
        return catchThrowableOfType(HoldfastException.class, () -> start.call().close());
    }

    private List<String> logged() {
        return List.copyOf(log.list).stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.INFO))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsPendingIsAppliedBeforeTheFirstCallAndToldOnce(Kind kind) {
        Fixture app = app(kind);

        try (Holdfast holdfast = start(app.config())) {
            assertThat(total(holdfast.database("app"))).isEqualTo(10);
        }

        assertThat(app.history()).containsExactly("VERSIONED 1 DONE", "VERSIONED 2 DONE");
        assertThat(logged())
                .filteredOn(line -> line.contains("applied"))
                .satisfiesExactly(
                        line -> assertThat(line).matches("app: V1__make_orders.sql was applied in \\d+ ms"),
                        line -> assertThat(line).matches("app: V2__first_order.sql was applied in \\d+ ms"),
                        line -> assertThat(line)
                                .isEqualTo("app: 2 migrations were applied, the schema is at version 2"));

        log.list.clear();
        start(app.config()).close();
        assertThat(app.history()).hasSize(2);
        assertThat(logged()).noneMatch(line -> line.contains("applied"));
    }

    @ParameterizedTest
    @EnumSource
    void validateRefusesWhatIsPendingAndTouchesNothing(Kind kind) {
        Fixture app = app(kind).with("on-start", "validate");

        HoldfastException failure = refusal(() -> start(app.config()));

        assertThat(failure.kind()).isEqualTo(ErrorKind.VERIFICATION);
        assertThat(failure.failure().database()).isEqualTo("app");
        assertThat(failure.getMessage())
                .startsWith("a required database is down: app (app is not ready: ")
                .contains("V1__make_orders.sql: it is not applied", "V2__first_order.sql: it is not applied");
        assertThat(failure.failure().hint()).isEqualTo("run holdfast migrate up for what is pending");
        assertThat(app.schema()).isEmpty();

        app.open().up(MigrationOptions.USUAL);
        try (Holdfast holdfast = start(app.config())) {
            assertThat(total(holdfast.database("app"))).isEqualTo(10);
        }
    }

    @ParameterizedTest
    @EnumSource
    void bothRefuseAFileThatWasChangedAfterItWasApplied(Kind kind) {
        Fixture app = app(kind);
        start(app.config()).close();
        app.file("V2__first_order.sql", "insert into orders (id, total) values (1, 11);");

        for (String policy : List.of("apply", "validate")) {
            assertThat(refusal(() -> start(app.with("on-start", policy).config())))
                    .hasMessageContaining("V2__first_order.sql: it was changed after it was applied");
        }
    }

    @ParameterizedTest
    @EnumSource
    void offLooksAtNothing(Kind kind) {
        Fixture app = app(kind).with("on-start", "off").file("V3_typo.sql", "this is nothing;");

        try (Holdfast holdfast = start(app.config())) {
            assertThat(holdfast.database("app").facts()).isNotEmpty();
        }

        assertThat(app.schema()).isEmpty();
        assertThat(app.read(
                        kind == Kind.SQLITE
                                ? "select name from sqlite_schema"
                                : "select tablename from pg_tables where schemaname = 'public'"))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aMigrationThatFailsFailsTheStartAndLeavesSchemaAndHistoryAsBefore(Kind kind) {
        Fixture app = app(kind);
        start(app.config()).close();
        List<String> schema = app.schema();
        app.file("V3__broken.sql", "create table half (id integer);\ninsert into nowhere values (1);");

        HoldfastException failure = refusal(() -> start(app.config()));

        assertThat(failure.kind()).isEqualTo(ErrorKind.MIGRATION);
        assertThat(failure.failure().database()).isEqualTo("app");
        assertThat(failure.getMessage())
                .startsWith("a required database is down: app (app is not ready: V3__broken.sql:2, statement 2 of 2: ");
        assertThat(failure.failure().hint()).contains("nothing of this file is left");
        assertThat(app.schema()).isEqualTo(schema);
        assertThat(app.history()).containsExactly("VERSIONED 1 DONE", "VERSIONED 2 DONE");
        if (kind == Kind.POSTGRESQL) {
            await("nothing is left open")
                    .atMost(PATIENCE)
                    .until(() -> app.read("select count(*) from pg_stat_activity where datname = current_database()"
                                    + " and pid <> pg_backend_pid() and backend_type = 'client backend'")
                            .equals(List.of("0")));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatMayBeMissingStaysShutUntilItsMigrationsWorkAndTheRestStarts(Kind kind) throws Exception {
        Fixture app = app(kind).declared("required", "false").file("V3__broken.sql", "insert into nowhere values (1);");

        try (Holdfast holdfast = start(app.config(), other())) {
            Database late = holdfast.database("app");
            assertThat(late.availability()).isEqualTo(Availability.DOWN);
            assertThat(late.failure())
                    .get()
                    .extracting(Throwable::getMessage)
                    .asString()
                    .startsWith("app is not ready: V3__broken.sql:1, statement 1 of 1: ");
            assertThat(catchThrowableOfType(HoldfastException.class, () -> total(late)))
                    .hasMessageStartingWith("app is not ready: V3__broken.sql:1");
            assertThat(holdfast.database("other").facts()).isNotEmpty();
            assertThat(holdfast.availability()).isEqualTo(Availability.DEGRADED);

            app.file("V3__broken.sql", "update orders set total = 30;");
            await().atMost(PATIENCE).until(() -> late.availability() == Availability.READY);
            assertThat(total(late)).isEqualTo(30);
        }
        assertThat(app.history()).hasSize(3);
    }

    private DatabaseConfig other() throws Exception {
        Path file = Files.createFile(folder.resolve("other.db"));
        return ConfigLoader.withoutFile(Path.of(""))
                .withFlags(Map.of("databases.other.url", "sqlite:" + file))
                .load()
                .config()
                .databases()
                .get("other");
    }

    @ParameterizedTest
    @EnumSource
    void whoeverStartsAtTheSameTimeWaitsForTheOneThatApplies(Kind kind) throws Exception {
        Fixture app = slow(kind);
        var together = new CyclicBarrier(STARTS);
        ExecutorService threads = CallerThreads.open();
        List<Future<Long>> starts = new ArrayList<>();
        for (int each = 0; each < STARTS; each++) {
            starts.add(threads.submit(() -> {
                together.await(30, TimeUnit.SECONDS);
                try (Holdfast holdfast = start(app.config())) {
                    return total(holdfast.database("app"));
                }
            }));
        }
        for (Future<Long> each : starts) {
            assertThat(each.get(1, TimeUnit.MINUTES)).isEqualTo(10);
        }
        threads.shutdown();

        assertThat(app.history()).containsExactly("VERSIONED 1 DONE", "VERSIONED 2 DONE", "VERSIONED 3 DONE");
        assertThat(logged()).filteredOn(line -> line.contains("was applied in")).hasSize(3);
    }

    /** The first of them makes tables while the others look whether there are any. */
    @ParameterizedTest
    @EnumSource
    void whatAnotherRunnerHasJustMadeIsNotTakenForTablesOfUnknownOrigin(Kind kind) throws Exception {
        ExecutorService threads = CallerThreads.open();
        for (int round = 0; round < ROUNDS; round++) {
            Fixture app = kind.in(folder.resolve("round" + round));
            for (int version = 1; version < 5; version++) {
                app.file("V%d__t.sql".formatted(version), "create table t%d (id integer);".formatted(version));
            }
            var together = new CyclicBarrier(STARTS);
            List<Future<Integer>> runs = new ArrayList<>();
            for (int each = 0; each < STARTS; each++) {
                Migrations migrations = app.open();
                runs.add(threads.submit(() -> {
                    together.await(30, TimeUnit.SECONDS);
                    return migrations.up(MigrationOptions.USUAL).steps().size();
                }));
            }
            int applied = 0;
            for (Future<Integer> run : runs) {
                applied += run.get(1, TimeUnit.MINUTES);
            }
            assertThat(applied).isEqualTo(4);
        }
        threads.shutdown();
    }

    /** Its last migration takes a moment. */
    private Fixture slow(Kind kind) {
        return app(kind)
                .file(
                        "V3__slow.sql",
                        kind == Kind.SQLITE
                                ? "create table slow as with recursive n (i) as (select 1 union all select i + 1 from n"
                                        + " where i < 1500000) select max(i) as last from n;"
                                : "create table slow (last integer);\nselect pg_sleep(1);");
    }

    @ParameterizedTest
    @EnumSource
    void processesThatStartAtTheSameTimeApplyOnce(Kind kind) throws Exception {
        Fixture app = slow(kind);
        var credentials = app.place().credentials();
        ExecutorService threads = CallerThreads.open();
        List<Future<CrashRunner.Run>> starts = new ArrayList<>();
        for (int each = 0; each < STARTS; each++) {
            starts.add(threads.submit(() -> CrashRunner.of(Starter.class)
                    .toTheEnd(
                            app.place().url().toString(),
                            app.migrations().toString(),
                            credentials.map(known -> known.user()).orElse(""),
                            credentials.map(known -> known.password().reveal()).orElse(""))));
        }
        int applied = 0;
        for (Future<CrashRunner.Run> each : starts) {
            String output = each.get(2, TimeUnit.MINUTES).output();
            assertThat(output).contains("the total is 10");
            applied += output.split("was applied in", -1).length - 1;
        }
        threads.shutdown();
        assertThat(applied).isEqualTo(3);
        assertThat(app.history()).containsExactly("VERSIONED 1 DONE", "VERSIONED 2 DONE", "VERSIONED 3 DONE");
    }

    /** An application: starts, asks for the total, and ends. */
    static final class Starter {
        private Starter() {}

        public static void main(String[] arguments) {
            OURS.setLevel(Level.INFO);
            Map<String, String> flags = new LinkedHashMap<>(
                    Map.of("databases.app.url", arguments[0], "databases.app.migrations.locations", arguments[1]));
            if (!arguments[2].isEmpty()) {
                flags.put("databases.app.user", arguments[2]);
                flags.put("databases.app.password", arguments[3]);
            }
            var config = ConfigLoader.withoutFile(Path.of(""))
                    .withFlags(flags)
                    .load()
                    .config();
            try (Holdfast holdfast = Holdfast.open(config)) {
                System.out.println("the total is " + total(holdfast.database("app")));
            }
        }
    }
}

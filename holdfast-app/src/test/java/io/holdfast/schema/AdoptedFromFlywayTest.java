package io.holdfast.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.config.Endpoint;
import io.holdfast.engine.ScriptForm;
import io.holdfast.error.HoldfastException;
import io.holdfast.schema.Fixture.Kind;
import io.holdfast.schema.file.FileProblems;
import io.holdfast.schema.file.Locations;
import io.holdfast.testkit.Props;
import io.holdfast.testkit.Scenario;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.internal.resolver.ChecksumCalculator;
import org.flywaydb.core.internal.resource.filesystem.FileSystemResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** MIG-2 (adopt), scenarios 20 and 48: what Flyway itself has migrated is adopted, and Flyway still works. */
final class AdoptedFromFlywayTest {
    private static final List<String> PIECES = List.of(
            "\n",
            "\r",
            "\r\n",
            "\ufeff",
            "\u0085",
            "\u2028",
            "\u000b",
            "\f",
            "\t",
            " ",
            "ä",
            "\ud83d\ude00",
            "a",
            "--",
            "'",
            ";",
            "select 1",
            "/*",
            "*/",
            "$$",
            "\u0000",
            "");

    @TempDir
    private Path folder;

    private Fixture app(Kind kind) {
        return kind.in(folder)
                .with("placeholders", "who=Zoë, table=people")
                .file("V1__make_people.sql", "create table people (id integer primary key, name varchar(40));")
                .file(
                        "V1_1__comments.sql",
                        "-- a comment; with a semicolon\n/* and\n another */\ninsert into people (id, name)\n"
                                + "values (1, 'it''s -- no comment');\n")
                .file("V02__windows.sql", "create table windows (\r\n  id integer primary key\r\n);\r\n")
                .file("V3__mark.sql", "\ufeffcreate table mark (id integer);\n")
                .file("V4__ünïcode_Größe.sql", "insert into people (id, name) values (2, 'Łukasz 漢字 \ud83d\ude00');")
                .file("V5__placeholder.sql", "insert into ${table} (id, name) values (3, '${who}');")
                .file("V7__no_end_of_line.sql", "create index by_name on people (name)")
                .file("V10.2__old_mac.sql", "create table mac (\r  id integer\r);\r")
                .file("sub/V11__below.sql", "alter table mac add column size integer;\n\n\n")
                .file(
                        "R__people_named.sql",
                        "drop view if exists named;\ncreate view named as select id from people where"
                                + " name = '${who}';")
                .file("R__plain.sql", "drop view if exists plain;\ncreate view plain as select 1 as one;\n")
                .file(
                        "V12__lock.sql",
                        kind == Kind.SQLITE
                                ? "create table lock_seen (number integer);"
                                : "create table lock_seen as select ((classid::bigint << 32) | objid::bigint) as number"
                                        + " from pg_locks where locktype = 'advisory';");
    }

    private static FluentConfiguration flyway(Fixture app) {
        Endpoint place = app.place();
        return Flyway.configure()
                .dataSource(
                        "jdbc:" + place.url(),
                        place.credentials().map(known -> known.user()).orElse(""),
                        place.credentials()
                                .map(known -> known.password().reveal())
                                .orElse(""))
                .locations("filesystem:" + app.migrations())
                .placeholders(Map.of("who", "Zoë", "table", "people"))
                .outOfOrder(true);
    }

    @ParameterizedTest
    @EnumSource
    @Scenario(48)
    void whatFlywayHasMigratedIsAdoptedAndItStillWorks(Kind kind) {
        Fixture app = app(kind);
        flyway(app).load().migrate();
        app.file("V6__late.sql", "create table late (id integer);");
        app.file("R__plain.sql", "drop view if exists plain;\ncreate view plain as select 2 as one;\n");
        flyway(app).load().migrate();
        List<String> theirs = FlywayBook.lines(app, "flyway_schema_history");
        List<String> schema = app.schema();
        assertThat(theirs).hasSize(14);

        AdoptionReport report = app.open().adopt();

        assertThat(report.lines()).isEqualTo(13);
        assertThat(report.pending()).isZero();
        assertThat(report.warnings()).isEmpty();
        MigrationStatus status = app.open().validate();
        assertThat(status.problems()).isEmpty();
        assertThat(status.warnings()).isEmpty();
        assertThat(status.current()).contains("12");
        assertThat(status.migrations())
                .extracting(MigrationStatus.Migration::state)
                .containsOnly(MigrationStatus.State.APPLIED);
        assertThat(app.read("select sha256 from holdfast_schema_history")).doesNotContain("");
        assertThat(app.read("select tokens from holdfast_schema_history")).doesNotContain("");
        assertThat(app.open().up(MigrationOptions.USUAL).steps()).isEmpty();

        assertThat(flyway(app).load().validateWithResult().validationSuccessful).isTrue();
        assertThat(flyway(app).load().migrate().migrationsExecuted).isZero();
        assertThat(FlywayBook.lines(app, "flyway_schema_history")).isEqualTo(theirs);
        assertThat(app.schema()).isEqualTo(schema);
    }

    @ParameterizedTest
    @EnumSource
    void whatFlywayAppliesAfterwardsIsNoticed(Kind kind) {
        Fixture app = app(kind);
        flyway(app).load().migrate();
        app.open().adopt();
        app.file("V20__theirs.sql", "create table theirs (id integer);");
        flyway(app).load().migrate();

        assertThatThrownBy(() -> app.open().up(MigrationOptions.USUAL))
                .isInstanceOf(HoldfastException.class)
                .hasMessageContaining(
                        "two tools are at work: Flyway has written line 13 (version 20, V20__theirs.sql, SQL)");
    }

    @ParameterizedTest
    @EnumSource
    @Scenario({49, 50})
    void aBaselineAndAnotherTableOfFlywayAreUnderstood(Kind kind) {
        Fixture app = kind.in(folder)
                .file("V1__before.sql", "select 1;")
                .file("V8__after.sql", "create table after_it (id integer);");
        app.execute("create table there (id integer)");
        Flyway flyway = flyway(app)
                .table("Their History")
                .baselineOnMigrate(true)
                .baselineVersion("7")
                .load();
        flyway.migrate();

        AdoptionReport report = app.open().adopt("\"Their History\"");

        assertThat(report.pending()).isZero();
        assertThat(app.history()).containsExactly("BASELINE 7 DONE", "VERSIONED 8 DONE");
        assertThat(app.open().validate().problems()).isEmpty();
    }

    @Test
    void flywaysLockHasTheNumberThatAdoptionTakes() {
        Fixture app = app(Kind.POSTGRESQL);

        flyway(app).load().migrate();

        assertThat(app.read("select number from lock_seen")).contains("77433833903597");
    }

    @Test
    @Scenario(20)
    void flywayAtWorkIsWaitedForAndWhatItDidThenIsAdoptedToo() throws Exception {
        Fixture app = app(Kind.POSTGRESQL);
        flyway(app).load().migrate();
        app.file("V20__slow.sql", "select pg_advisory_lock(20);");
        var waits = new CountDownLatch(1);
        MigrationListener listener = new MigrationListener() {
            @Override
            public void waits(String sentence) {
                assertThat(sentence).startsWith("Flyway is at work: ");
                waits.countDown();
            }
        };
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (Connection gate = app.connection();
                Statement statement = gate.createStatement()) {
            statement.execute("select pg_advisory_lock(20)");
            var migrated = threads.submit(() -> flyway(app).load().migrate().migrationsExecuted);
            Awaitility.await()
                    .until(() -> !app.read("select pid from pg_locks where locktype = 'advisory' and not granted")
                            .isEmpty());
            var adopted =
                    threads.submit(() -> app.open(listener, step -> {}).adopt().current());
            assertThat(waits.await(30, TimeUnit.SECONDS)).isTrue();

            statement.execute("select pg_advisory_unlock(20)");

            assertThat(migrated.get()).isEqualTo(1);
            assertThat(adopted.get()).contains("20");
        } finally {
            threads.shutdownNow();
        }
        assertThat(app.open().validate().problems()).isEmpty();
    }

    @Test
    void checksumsAreFlywaysForAnyText() {
        Props.cases(300).forAll(Props.random(AdoptedFromFlywayTest::text), text -> {
            try {
                Path file = Files.writeString(folder.resolve("V1__any.sql"), text);
                var theirs = new FileSystemResource(null, file.toString(), StandardCharsets.UTF_8, false);
                var ours = Locations.read(List.of(folder), ScriptForm.SQL, Map.of(), List.of(), new FileProblems())
                        .versioned()
                        .iterator()
                        .next();
                assertThat(ours.print().checksum()).isEqualTo(ChecksumCalculator.calculate(theirs));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        });
    }

    private static String text(Random random) {
        var text = new StringBuilder(random.nextInt(4) == 0 ? "\ufeff" : "");
        int length = random.nextInt(30);
        for (int index = 0; index < length; index++) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }
}

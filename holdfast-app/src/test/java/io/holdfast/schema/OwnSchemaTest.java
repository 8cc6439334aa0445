package io.holdfast.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.holdfast.config.Endpoint;
import io.holdfast.config.Secret;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.schema.Fixture.Kind;
import io.holdfast.testkit.CallerThreads;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** MIG-1, MIG-5: migrations that have a schema of their own work there, keep their history there, and disturb no others. */
final class OwnSchemaTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ExecutorService threads = CallerThreads.open();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private Fixture tenant() {
        return Kind.POSTGRESQL.in(folder).with("schema", "tenant").file("V1__a.sql", "create table a (n integer);");
    }

    private static List<String> history(Fixture app) {
        return app.read("select version || ' ' || state from tenant.holdfast_schema_history order by rank");
    }

    private static void fails(ErrorKind kind, String message, Fixture app) {
        assertThatThrownBy(() -> app.open().up(MigrationOptions.USUAL))
                .isInstanceOfSatisfying(
                        HoldfastException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(kind))
                .hasMessageContaining(message);
    }

    @Test
    void itIsMadeWhenSomethingIsAppliedAndNotBefore() {
        Fixture app = tenant();
        String there = "select nspname from pg_namespace where nspname = 'tenant'";

        assertThat(app.open().status().pending()).isEqualTo(1);
        assertThat(app.open().plan(MigrationOptions.USUAL).steps()).hasSize(1);
        assertThat(app.read(there)).isEmpty();

        app.open().up(MigrationOptions.USUAL);
        assertThat(app.everything()).containsExactly("tenant.a", "tenant.holdfast_schema_history");
        assertThat(app.open().validate().problems()).isEmpty();
        assertThat(app.open().up(MigrationOptions.USUAL).steps()).isEmpty();
    }

    @Test
    void whatAFileSetsEndsWithItAndWhatWasThePathStandsBehindTheSchema() {
        Fixture app = tenant().file("V2__away.sql", "set search_path = public;\ncreate table p (n integer);")
                .file("V3__b.sql", "create table b (n integer);\ninsert into p values (3);")
                .file("V4__nowhere.sql", "select set_config('search_path', '', false);")
                .file("V5__alone.sql", "create index concurrently by_n on b (n);\ncreate table c (n integer);");

        app.open().up(MigrationOptions.USUAL);

        assertThat(app.everything())
                .containsExactly("public.p", "tenant.a", "tenant.b", "tenant.c", "tenant.holdfast_schema_history");
        assertThat(app.read("select n from public.p")).containsExactly("3");
        assertThat(app.read("select schemaname from pg_indexes where indexname = 'by_n'"))
                .containsExactly("tenant");
        assertThat(history(app)).hasSize(5).allMatch(line -> line.endsWith("DONE"));
    }

    @Test
    void allInOneTransactionWorkThereAsWell() {
        Fixture app = tenant().file("V2__away.sql", "set local search_path = public;\ncreate table p (n integer);")
                .file("V3__b.sql", "create table tenant.b (n integer);");

        app.open().up(MigrationOptions.USUAL.atomic());

        assertThat(app.everything()).contains("tenant.a", "public.p", "tenant.b", "tenant.holdfast_schema_history");
    }

    @Test
    void theDeclaredBeginningOfASessionStandsBehindIt() {
        Fixture app = tenant().beginning("set search_path = other, public")
                .file("V2__seen.sql", "create table seen as select current_setting('search_path') as path;");

        app.open().up(MigrationOptions.USUAL);

        assertThat(app.read("select path from tenant.seen")).containsExactly("\"tenant\", other, public");
    }

    @Test
    void tablesOfOthersCountOnlyInTheSchemaItself() {
        Fixture app = tenant();
        app.execute("create table public.theirs (n integer)");
        app.open().up(MigrationOptions.USUAL);
        assertThat(app.everything()).contains("public.theirs", "tenant.a");

        Fixture other = Fixture.at(folder.resolve("other"), app.place())
                .with("schema", "taken")
                .file("V1__a.sql", "create table a (n integer);");
        other.execute("create schema taken", "create table taken.unknown (n integer)");
        fails(ErrorKind.DECISION_NEEDED, "holds tables already", other);
    }

    @Test
    void whatIsLostAndWhatIsLeftBehindIsLookedForThere() {
        Fixture app = tenant().file("U1__a.sql", "drop table a;")
                .file("V2__fill.sql", "insert into a values (1), (1);")
                .file("U2__fill.sql", "select 1;")
                .file("V3__index.sql", "create unique index concurrently one on a (n);");
        fails(ErrorKind.MIGRATION, "V3__index.sql:1, statement 1 of 1", app);
        app.execute("delete from tenant.a where ctid = (select min(ctid) from tenant.a)");
        app.open().up(MigrationOptions.USUAL);
        assertThat(app.read("select indisvalid from pg_index where indexrelid = 'tenant.one'::regclass"))
                .containsExactly("t");

        app.file("U3__index.sql", "drop index one;");
        assertThatThrownBy(() -> app.open().to(MigrationOptions.USUAL.to("0")))
                .hasMessageContaining("U1__a.sql:1: the rows of a");
        app.open().to(MigrationOptions.USUAL.to("0").losingData());
        assertThat(app.everything()).containsExactly("tenant.holdfast_schema_history");
    }

    @Test
    void whoMayNotMakeSchemasWorksInOneThatIsThere() {
        Fixture owner = tenant();
        String user = "limited_" + System.nanoTime();
        owner.execute(
                "create role %s login password 'x'".formatted(user),
                "create schema tenant authorization " + user,
                "revoke create on schema public from public");
        Endpoint place = owner.place();
        Fixture app = Fixture.at(
                        folder,
                        new Endpoint(
                                "app",
                                place.url(),
                                Optional.of(new Endpoint.Credentials(user, Secret.of("x"))),
                                place.tls()))
                .with("schema", "tenant");

        app.open().up(MigrationOptions.USUAL);

        assertThat(owner.everything()).containsExactly("tenant.a", "tenant.holdfast_schema_history");
        fails(ErrorKind.PERMISSION, "", app.with("schema", "another"));
    }

    @Test
    void twoSetsInOneDatabaseDoNotWaitForEachOther() throws Exception {
        Fixture slow = tenant().file("V2__slow.sql", "select pg_sleep(600);").with("table", "moves");
        Fixture other = Fixture.at(folder.resolve("other"), slow.place())
                .with("schema", "other")
                .with("table", "moves")
                .with("lock-wait", "0s")
                .file("V1__a.sql", "create table a (other integer);")
                .file("V7__b.sql", "create table b (n integer);");
        Migrations running = slow.open();
        Future<?> run = threads.submit(() -> running.up(MigrationOptions.USUAL));
        await().atMost(PATIENCE)
                .until(() -> slow.read("select 1 from pg_stat_activity where wait_event = 'PgSleep' and datname ="
                                + " current_database()")
                        .equals(List.of("1")));

        assertThat(other.open().up(MigrationOptions.USUAL).steps()).hasSize(2);

        running.cancel();
        assertThatThrownBy(() -> run.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(HoldfastException.class);
        assertThat(slow.open().status().current()).contains("1");
        assertThat(other.open().status().current()).contains("7");
        assertThat(slow.everything()).containsExactly("other.a", "other.b", "other.moves", "tenant.a", "tenant.moves");
    }

    @Test
    void manyWhoMakeTheSameSchemaAtOnceDoNotHinderEachOther() throws Exception {
        Fixture app = tenant();
        var together = new CyclicBarrier(4);
        List<Future<Integer>> runs = new ArrayList<>();
        for (int runner = 0; runner < 4; runner++) {
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

        assertThat(applied).isEqualTo(1);
        assertThat(history(app)).containsExactly("1 DONE");
    }

    @Test
    void sqliteHasNone() {
        Fixture app = Kind.SQLITE.in(folder).with("schema", "tenant").file("V1__a.sql", "create table a (n integer);");

        fails(ErrorKind.CONFIGURATION, "databases.app.migrations.schema is tenant, but sqlite has no schemas", app);
        assertThat(app.everything()).isEmpty();
    }
}

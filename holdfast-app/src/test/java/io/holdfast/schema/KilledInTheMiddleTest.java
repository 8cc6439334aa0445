package io.holdfast.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.config.Endpoint;
import io.holdfast.config.Secret;
import io.holdfast.schema.Fixture.Kind;
import io.holdfast.schema.MigrationStatus.State;
import io.holdfast.testkit.CallerThreads;
import io.holdfast.testkit.Scenario;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** MIG-3, MIG-5, R4, R5: runners that are killed while they wait, or while the server works for them. */
@Tag("kill")
final class KilledInTheMiddleTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final String OTHERS =
            "select pid from pg_stat_activity where datname = current_database() and pid <>"
                    + " pg_backend_pid() and backend_type = 'client backend'";

    @TempDir
    private Path folder;

    private Fixture counting() {
        return KillableRun.write(Kind.POSTGRESQL.in(folder), Kind.POSTGRESQL);
    }

    private static void awaitSession(Fixture app, String condition) {
        await().atMost(PATIENCE)
                .until(() -> !app.read(OTHERS + " and " + condition).isEmpty());
    }

    private static void awaitNobody(Fixture app) {
        await().atMost(PATIENCE).until(() -> app.read(OTHERS).isEmpty());
    }

    @Test
    @Scenario(1)
    void killedBeforeItIsTheOnlyRunnerItLeavesNothing() throws Exception {
        Fixture app = counting().file("V8__slow.sql", "select pg_advisory_lock(8);");
        ExecutorService threads = CallerThreads.open();
        try (Connection gate = app.connection();
                Statement statement = gate.createStatement()) {
            statement.execute("select pg_advisory_lock(8)");
            Future<MigrationReport> other = threads.submit(() -> app.open().up(MigrationOptions.USUAL));
            awaitSession(app, "wait_event = 'advisory'");
            try (Victim victim = Victim.of(KillableRun.Program.class, folder, app)) {
                awaitSession(app, "(query like '%pg_try_advisory_lock%' or query like '%pg_locks l join%')");
                victim.kill();
            }
            statement.execute("select pg_advisory_unlock(8)");
            assertThat(other.get(1, TimeUnit.MINUTES).steps()).hasSize(8);
        } finally {
            threads.shutdownNow();
        }
        assertThat(app.history()).hasSize(8).allMatch(line -> line.endsWith(" DONE"));
        assertThat(app.read("select n from counts")).containsExactly("" + KillableRun.COUNTED);
    }

    @Test
    @Scenario(3)
    void killedWhileTheTableOfTheHistoryIsMadeItLeavesNone() throws Exception {
        Fixture app = counting();
        app.execute(
                "create function stop_here() returns event_trigger language plpgsql as $$ begin perform"
                        + " pg_sleep(600); end $$",
                "create event trigger stop_here on ddl_command_end when tag in ('CREATE TABLE') execute function"
                        + " stop_here()");
        try (Victim victim = Victim.of(KillableRun.Program.class, folder, app)) {
            awaitSession(app, "wait_event = 'PgSleep'");
            victim.kill();
        }
        awaitNobody(app);
        assertThat(app.everything()).isEmpty();
        app.execute("drop event trigger stop_here", "drop function stop_here()");

        KillableRun.assertWhole(app);
    }

    @Test
    @Scenario(11)
    void killedWhileAnIndexIsBuiltConcurrentlyItIsBuiltAnew() throws Exception {
        Fixture app = counting();
        try (Connection reader = app.connection();
                Statement statement = reader.createStatement()) {
            app.open().up(MigrationOptions.USUAL.to("6"));
            reader.setAutoCommit(false);
            statement.execute("update counts set n = n");
            app.file("V7__alone.sql", "create index concurrently by_n on counts (n);\nvacuum counts;");
            try (Victim victim = Victim.of(KillableRun.Program.class, folder, app)) {
                awaitSession(app, "query like 'create index concurrently%' and wait_event_type = 'Lock'");
                victim.kill();
            }
            await().atMost(PATIENCE)
                    .until(() -> app.read(OTHERS + " and query like 'create index concurrently%'")
                            .isEmpty());
            reader.rollback();
        }
        assertThat(app.read("select indisvalid from pg_index where indexrelid = 'by_n'::regclass"))
                .containsExactly("f");
        assertThat(app.open().status().migrations().get(6).state()).isEqualTo(State.INTERRUPTED);

        app.open().up(MigrationOptions.USUAL);

        assertThat(app.read("select indisvalid from pg_index where indexrelid = 'by_n'::regclass"))
                .containsExactly("t");
        assertThat(app.history()).hasSize(7).endsWith("VERSIONED 7 DONE");
    }

    @Test
    @Scenario(13)
    void killedWhileItUndoesItLeavesItApplied() throws Exception {
        Fixture app = Kind.POSTGRESQL
                .in(folder)
                .file("V4__a.sql", "create table a (n integer);")
                .file("V5__b.sql", "create table b (n integer);\ncreate table c (n integer);")
                .file("U5__b.sql", "drop table b;\nselect pg_sleep(600);\ndrop table c;");
        app.open().up(MigrationOptions.USUAL);
        List<String> schema = app.schema();
        try (Victim victim = Victim.of(Undoing.class, folder, app)) {
            awaitSession(app, "wait_event = 'PgSleep'");
            victim.kill();
        }
        awaitNobody(app);

        assertThat(app.schema()).isEqualTo(schema);
        assertThat(app.open().status().current()).contains("5");
        app.file("U5__b.sql", "drop table b;\ndrop table c;");
        app.open().down(MigrationOptions.USUAL);
        assertThat(app.history()).containsExactly("VERSIONED 4 DONE", "VERSIONED 5 DONE", "UNDO 5 DONE");
    }

    @Test
    @Scenario(18)
    void whoWaitsForOneThatIsKilledGoesOnSoon() throws Exception {
        Fixture app =
                Kind.POSTGRESQL.in(folder).file("V1__slow.sql", "create table t (n integer);\nselect pg_sleep(600);");
        ExecutorService threads = CallerThreads.open();
        var waits = new CountDownLatch(1);
        MigrationListener listener = new MigrationListener() {
            @Override
            public void waits(String sentence) {
                waits.countDown();
            }
        };
        try (Victim victim = Victim.of(KillableRun.Program.class, folder, app)) {
            awaitSession(app, "wait_event = 'PgSleep'");
            app.file("V1__slow.sql", "create table t (n integer);");
            Migrations next = app.open(listener, step -> {});
            Future<MigrationReport> waiting = threads.submit(() -> next.up(MigrationOptions.USUAL));
            assertThat(waits.await(30, TimeUnit.SECONDS)).isTrue();

            victim.kill();
            long start = System.nanoTime();
            assertThat(waiting.get(30, TimeUnit.SECONDS).steps()).hasSize(1);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
        } finally {
            threads.shutdownNow();
        }
        assertThat(app.history()).containsExactly("VERSIONED 1 DONE");
    }

    /** Undoes the newest. */
    static final class Undoing {
        private Undoing() {}

        public static void main(String[] arguments) {
            Endpoint declared = Endpoint.at("app", arguments[2]);
            var credentials = new Endpoint.Credentials(arguments[3], Secret.of(arguments[4]));
            System.out.println("ready");
            Fixture.at(
                            Path.of(arguments[0]),
                            new Endpoint("app", declared.url(), Optional.of(credentials), declared.tls()))
                    .open()
                    .down(MigrationOptions.USUAL);
        }
    }
}

package io.holdfast.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.holdfast.engine.Engines;
import io.holdfast.engine.SqlSession;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.schema.Fixture.Kind;
import io.holdfast.testkit.CallerThreads;
import io.holdfast.testkit.Scenario;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * MIG-5, MIG-8, scenarios 8, 9, 16, 18, 24, 46 and 55: what other sessions hold is waited for without keeping the
 * application waiting, lost connections are made again, and what is cancelled leaves nothing.
 */
final class OtherSessionsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ExecutorService threads = CallerThreads.open();
    private final Told told = new Told();

    @TempDir
    private Path folder;

    /** What a listener was told. */
    private static final class Told implements MigrationListener {
        private final List<String> waits = new CopyOnWriteArrayList<>();
        private final List<String> begins = new CopyOnWriteArrayList<>();
        private final List<String> again = new CopyOnWriteArrayList<>();

        @Override
        public void waits(String sentence) {
            waits.add(sentence);
        }

        @Override
        public void begins(String script) {
            begins.add(script);
        }

        @Override
        public void triesAgain(String script, String sentence) {
            again.add(script + ": " + sentence);
        }
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private Migrations open(Fixture app) {
        return app.open(told, step -> {});
    }

    private static SqlSession session(Fixture app) throws Exception {
        return (SqlSession) Engines.onClassPath().of(app.place().url()).open(app.place(), PATIENCE);
    }

    @ParameterizedTest
    @EnumSource
    @Scenario(24)
    void aLockOfSomebodyElseIsTriedForAndNobodyQueuesBehindTheMigration(Kind kind) throws Exception {
        Fixture app = kind.in(folder)
                .file("V1__make.sql", "create table t (n integer);")
                .file("V2__alter.sql", "alter table t add column m integer;")
                .with("lock-timeout", "200ms");
        app.open().up(MigrationOptions.USUAL.to("1"));
        try (SqlSession other = session(app)) {
            Connection reader = other.connection();
            reader.setAutoCommit(false);
            reader.createStatement().executeUpdate("insert into t values (1)");

            Future<MigrationReport> run = threads.submit(() -> open(app).up(MigrationOptions.USUAL));
            await().atMost(PATIENCE).until(() -> told.again.size() >= 2);
            long start = System.nanoTime();
            assertThat(app.read("select count(*) from t")).containsExactly("0");
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("how long a reader had to wait behind the migration, at most a lock-timeout and a second")
                    .isLessThan(Duration.ofMillis(1_200));
            reader.commit();

            assertThat(run.get().steps()).hasSize(1);
        }
        assertThat(told.again).allMatch(line -> line.startsWith("V2__alter.sql: "));
        assertThat(app.read("select n from t where m is null")).containsExactly("1");
    }

    @ParameterizedTest
    @EnumSource
    @Scenario(24)
    void aLockThatIsHeldForTooLongEndsItWithNothingDone(Kind kind) throws Exception {
        Fixture app = kind.in(folder)
                .file("V1__make.sql", "create table t (n integer);")
                .file("V2__alter.sql", "alter table t add column m integer;")
                .with("lock-timeout", "100ms")
                .with("lock-wait", "300ms");
        app.open().up(MigrationOptions.USUAL.to("1"));
        try (SqlSession other = session(app)) {
            other.connection().setAutoCommit(false);
            other.connection().createStatement().executeUpdate("insert into t values (1)");

            assertThatThrownBy(() -> open(app).up(MigrationOptions.USUAL))
                    .isInstanceOfSatisfying(
                            HoldfastException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(ErrorKind.LOCKED))
                    .hasMessageContaining("V2__alter.sql");
            other.connection().rollback();
        }
        assertThat(app.history()).containsExactly("VERSIONED 1 DONE");
    }

    @ParameterizedTest
    @EnumSource
    @Scenario(55)
    void whatIsCancelledLeavesNothingAndTheNextRunnerNeedNotWait(Kind kind) throws Exception {
        String endless = kind == Kind.SQLITE
                ? "insert into t with recursive n(i) as (select 1 union all select i + 1 from n) select i from n;"
                : "select pg_sleep(60);";
        Fixture app = kind.in(folder).file("V1__endless.sql", "create table t (n integer);\n" + endless);
        Migrations migrations = open(app);

        Future<?> run = threads.submit(() -> migrations.up(MigrationOptions.USUAL));
        await().atMost(PATIENCE).until(() -> !told.begins.isEmpty());
        await().atMost(PATIENCE).until(() -> {
            migrations.cancel();
            return run.isDone();
        });

        assertThatThrownBy(run::get)
                .hasCauseInstanceOf(HoldfastException.class)
                .satisfies(failure -> assertThat(((HoldfastException) failure.getCause()).kind())
                        .isEqualTo(ErrorKind.CANCELLED));
        assertThat(app.schema()).isEmpty();
        app.file("V1__endless.sql", "create table t (n integer);");
        app.with("lock-wait", "1s").open().up(MigrationOptions.USUAL);
        assertThat(app.history()).containsExactly("VERSIONED 1 DONE");
    }

    @Test
    @Scenario(16)
    void anotherRunnerIsNamedAndNotWaitedForLongerThanWasDeclared() throws Exception {
        Fixture app =
                Kind.POSTGRESQL.in(folder).file("V1__slow.sql", "create table t (n integer);\nselect pg_sleep(60);");
        Migrations slow = open(app);
        Future<?> run = threads.submit(() -> slow.up(MigrationOptions.USUAL));
        await().atMost(PATIENCE)
                .until(() -> app.read("select count(*) from pg_stat_activity where wait_event = 'PgSleep' and datname ="
                                + " current_database()")
                        .equals(List.of("1")));

        app.with("lock-wait", "200ms");
        assertThatThrownBy(() -> app.open().up(MigrationOptions.USUAL))
                .isInstanceOfSatisfying(
                        HoldfastException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(ErrorKind.LOCKED))
                .hasMessageContaining("another runner of migrations is at work: holdfast migrate applies 1 slow")
                .hasMessageContaining("process ");

        slow.cancel();
        assertThatThrownBy(run::get).hasCauseInstanceOf(HoldfastException.class);
    }

    @Test
    void aLostConnectionIsMadeAgainAndNothingIsDoneTwice() {
        Fixture app = Kind.POSTGRESQL
                .in(folder)
                .file("V1__make.sql", "create table t (n integer);\ncreate sequence tries;")
                .file(
                        "V2__lost.sql",
                        "insert into t values (1);\nselect case when nextval('tries') = 1 then pg_terminate_backend(pg_backend_pid()) end;\ninsert into t values (2);")
                .file("V3__more.sql", "insert into t values (3);");

        MigrationReport report = open(app).up(MigrationOptions.USUAL);

        assertThat(report.steps()).hasSize(3);
        assertThat(app.read("select n from t order by n")).containsExactly("1", "2", "3");
        assertThat(told.waits).singleElement().asString().contains("the connection was lost, and is made again");
    }

    @Test
    void oneThatEndsEveryConnectionIsGivenUp() {
        Fixture app = Kind.POSTGRESQL
                .in(folder)
                .file("V1__lost.sql", "create table t (n integer);\nselect pg_terminate_backend(pg_backend_pid());");

        assertThatThrownBy(() -> open(app).up(MigrationOptions.USUAL))
                .isInstanceOfSatisfying(
                        HoldfastException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(ErrorKind.CONNECTION))
                .hasMessageContaining("V1__lost.sql:2, statement 2 of 2");
        assertThat(told.waits).hasSize(3);
        assertThat(app.schema()).isEmpty();
    }
}

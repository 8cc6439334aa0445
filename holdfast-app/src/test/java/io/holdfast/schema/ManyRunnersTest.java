package io.holdfast.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.schema.Fixture.Kind;
import io.holdfast.testkit.CallerThreads;
import io.holdfast.testkit.Scenario;
import io.holdfast.testkit.fault.PgBouncer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** MIG-5: runners that meet apply each migration once, and none of them fails unless it may not wait. */
final class ManyRunnersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MIGRATIONS = 1_000;
    private static final int RUNNERS = 10;

    private final ExecutorService threads = CallerThreads.open();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource
    @Scenario(15)
    void twoRunnersApplyAThousandMigrationsOnce(Kind kind) throws Exception {
        Fixture app = kind.in(folder).with("lock-wait", "2m").file("V1__count.sql", "create table counts (n integer);");
        for (int version = 2; version <= MIGRATIONS; version++) {
            app.file("V%d__count.sql".formatted(version), "insert into counts values (%d);".formatted(version));
        }
        var together = new CyclicBarrier(2);
        List<Future<Integer>> runs = new ArrayList<>();
        for (int runner = 0; runner < 2; runner++) {
            Migrations migrations = app.open();
            runs.add(threads.submit(() -> {
                together.await(30, TimeUnit.SECONDS);
                return migrations.up(MigrationOptions.USUAL).steps().size();
            }));
        }
        int applied = 0;
        for (Future<Integer> run : runs) {
            applied += run.get(3, TimeUnit.MINUTES);
        }

        assertThat(applied).isEqualTo(MIGRATIONS);
        assertThat(app.read("select count(distinct n) || ' of ' || count(*) from counts"))
                .containsExactly("999 of 999");
        assertThat(app.history()).hasSize(MIGRATIONS);
    }

    @Test
    @Scenario(16)
    void whoMayNotWaitLongerIsToldWhoHasTheLock() throws Exception {
        Fixture app =
                Kind.POSTGRESQL.in(folder).file("V1__slow.sql", "create table t (n integer);\nselect pg_sleep(600);");
        Migrations holder = app.open();
        Future<?> slow = threads.submit(() -> holder.up(MigrationOptions.USUAL));
        await().atMost(PATIENCE)
                .until(() -> app.read("select 1 from pg_stat_activity where wait_event = 'PgSleep' and datname ="
                                + " current_database()")
                        .equals(List.of("1")));
        app.with("lock-wait", "1s");
        List<Future<?>> losers = new ArrayList<>();
        for (int runner = 1; runner < RUNNERS; runner++) {
            Migrations migrations = app.open();
            losers.add(threads.submit(() -> migrations.up(MigrationOptions.USUAL)));
        }

        for (Future<?> loser : losers) {
            assertThatThrownBy(() -> loser.get(30, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOfSatisfying(
                            HoldfastException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(ErrorKind.LOCKED))
                    .hasMessageContaining("another runner of migrations is at work: ")
                    .hasMessageContaining(", connected since ")
                    .hasMessageContaining("process ");
        }
        holder.cancel();
        assertThatThrownBy(() -> slow.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(HoldfastException.class);
    }

    @Test
    @Tag("pgbouncer")
    @Scenario(19)
    void behindAPoolerTheLockWouldNotHoldSoThatIsRefused() {
        Fixture direct = Kind.POSTGRESQL.in(folder).file("V1__make.sql", "create table t (n integer);");
        try (PgBouncer pooler = PgBouncer.before(direct.place())) {
            Fixture app = Fixture.at(folder, pooler.endpoint(direct.place()));

            assertThatThrownBy(() -> app.open().up(MigrationOptions.USUAL))
                    .isInstanceOfSatisfying(
                            HoldfastException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(ErrorKind.UNSUPPORTED))
                    .hasMessageContaining("a pooler such as PgBouncer stands before the server");
        }
        assertThat(direct.everything()).isEmpty();
    }
}

package io.holdfast.postgresql.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.holdfast.config.Endpoint;
import io.holdfast.engine.Engine.Fact;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.event.Availability;
import io.holdfast.postgresql.PostgresqlEngine;
import io.holdfast.postgresql.TestServer;
import io.holdfast.postgresql.session.PostgresqlSession;
import io.holdfast.testkit.fault.FaultProxy;
import io.holdfast.testkit.fault.FaultProxy.Cut;
import io.holdfast.testkit.fault.PgBouncer;
import io.holdfast.testkit.fault.PostgresProcess;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * CON-1, CON-3, CON-4, TX-2: a PgBouncer in transaction mode stands before the server. It has two connections there, so
 * that callers get other ones all the time.
 */
@Tag("pgbouncer")
class PgBouncerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String TWO = "default_pool_size = 2";

    private final PostgresProcess server = PostgresProcess.fresh();
    private final Endpoint direct = server.endpoint("app");
    private PgBouncer pooler = PgBouncer.before(direct, TWO);

    @AfterEach
    void stop() {
        pooler.close();
        server.close();
    }

    private Endpoint place() {
        return pooler.endpoint(direct);
    }

    @Test
    void itIsRecognisedAndShown() {
        try (App through = App.on(place());
                App straight = App.on(direct)) {
            assertThat(through.database().facts())
                    .filteredOn(fact -> fact.name().equals("pooler"))
                    .extracting(Fact::value)
                    .singleElement()
                    .asString()
                    .contains("end with each transaction");
            assertThat(straight.database().facts()).extracting(Fact::name).doesNotContain("pooler");
        }
    }

    @Test
    void statementsAreNotPreparedByName() {
        try (App app = App.on(place()).withNumbers();
                Load load = Load.of(8, number -> insertPrepared(app, number))) {
            await().atMost(PATIENCE).until(() -> load.acknowledged().size() > 1_000);
            load.stop();

            assertThat(load.failures())
                    .extracting(call -> call.failure().getMessage())
                    .isEmpty();
            assertThat(app.read("select count(*) from pg_prepared_statements")).isZero();
        }
    }

    private static void insertPrepared(App app, long number) {
        app.database().inTransaction(transaction -> {
            for (int each = 0; each < 8; each++) {
                try (PreparedStatement statement =
                        transaction.connection().prepareStatement("select n from numbers where n = ?")) {
                    statement.setLong(1, number);
                    statement.executeQuery().close();
                }
            }
            return App.number(
                    transaction.connection(), "insert into numbers values (%d) returning n".formatted(number));
        });
    }

    @Test
    void noSettingOfOursIsLeftInItsConnections() throws SQLException {
        try (App app = App.on(place(), "timeouts.statement", "7s");
                PostgresqlSession other = PostgresqlSession.open(place(), PATIENCE)) {
            app.read("select 1");
            for (int each = 0; each < 10; each++) {
                assertThat(text(other.connection(), "select current_setting('statement_timeout')"))
                        .isEqualTo("0");
            }
        }
    }

    @Test
    void aStatementThatTakesTooLongIsEndedAtTheServer() {
        try (App app = App.on(place(), "timeouts.statement", "1s")) {
            HoldfastException failure =
                    catchThrowableOfType(HoldfastException.class, () -> app.read("select 1 from pg_sleep(30)"));

            assertThat(failure.kind()).isIn(ErrorKind.TIMEOUT, ErrorKind.CANCELLED);
            assertThat(server.ask(
                            "select count(*) from pg_stat_activity where state = 'active' and query like '%pg_sleep%'"
                                    + " and pid <> pg_backend_pid()"))
                    .isEqualTo("0");
            assertThat(app.read("select 7")).isEqualTo(7);
        }
    }

    @Test
    void initSqlIsRefusedBecauseItWouldReachOthers() {
        try (App app = App.on(place(), "pool.init-sql", "set search_path to elsewhere", "await", "2s")) {
            assertThat(app.database().availability()).isEqualTo(Availability.DOWN);
            assertThatThrownBy(() -> app.read("select 1"))
                    .hasMessageContaining("pool.init-sql is set, and a pooler lends the connections of app to others");
        }
        try (App app = App.on(direct, "pool.init-sql", "set search_path to elsewhere")) {
            assertThat(app.read(
                            "select count(*) from pg_settings where name = 'search_path' and setting = 'elsewhere'"))
                    .isEqualTo(1);
        }
    }

    @Test
    void aTransferIsRefusedBecauseItNeedsALockThatStays() {
        var receiver = new PostgresqlEngine().receiver().orElseThrow();

        assertThatThrownBy(() -> receiver.prepare(place(), "arrived", "somewhere"))
                .isInstanceOfSatisfying(
                        HoldfastException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(ErrorKind.UNSUPPORTED))
                .hasMessageContaining("a pooler stands before the PostgreSQL server");
    }

    @Test
    void whatIsSetForATransactionHoldsForItAndNoLonger() {
        try (App app = App.on(place())) {
            String inside = app.database().inTransaction(transaction -> {
                text(transaction.connection(), "select set_config('work_mem', '7MB', true)");
                text(transaction.connection(), "select pg_advisory_xact_lock(7)::text");
                return text(transaction.connection(), "select current_setting('work_mem')");
            });

            assertThat(inside).isEqualTo("7MB");
            assertThat(app.read("select count(*) from pg_settings where name = 'work_mem' and source = 'session'"))
                    .isZero();
            assertThat(app.read("select count(*) from pg_locks where locktype = 'advisory'"))
                    .isZero();
        }
    }

    @Test
    void aServerThatIsKilledBehindItIsSurvived() {
        survives(server::kill, server::start);
    }

    @Test
    void aPoolerThatIsKilledIsSurvived() {
        survives(pooler::kill, this::startPooler);
    }

    private void startPooler() {
        try {
            pooler.start();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void survives(Runnable kill, Runnable start) {
        try (App app = App.on(place()).withNumbers();
                Load writes = Load.of(8, app::writeInTransaction)) {
            await().atMost(PATIENCE).until(() -> writes.acknowledged().size() > 200);
            kill.run();
            await().atMost(PATIENCE).until(() -> app.database().availability() == Availability.DOWN);
            start.run();
            int before = writes.acknowledged().size();
            await().atMost(PATIENCE).until(() -> writes.acknowledged().size() > before + 200);
            writes.stop();

            assertThat(writes.failures())
                    .allSatisfy(call -> assertThat(call.known().kind())
                            .isIn(ErrorKind.CONNECTION, ErrorKind.OUTCOME_UNKNOWN, ErrorKind.RESOURCE));
            List<Long> there = app.numbers();
            assertThat(there).containsAll(writes.acknowledged());
            there.removeAll(writes.acknowledged());
            assertThat(writes.unknown())
                    .as("what is there and was not acknowledged")
                    .containsAll(there);
        }
    }

    /** Between the application and the pooler, and between the pooler and the server. */
    enum Where {
        BEFORE_IT,
        BEHIND_IT
    }

    @ParameterizedTest
    @EnumSource
    void commitsWhoseAnswersAreCutTakeEffectOnce(Where where) {
        pooler.close();
        try (FaultProxy proxy = where == Where.BEHIND_IT ? FaultProxy.to(direct) : null) {
            pooler = PgBouncer.before(proxy == null ? direct : proxy.endpoint(direct), TWO);
            if (proxy != null) {
                cutCommits(proxy, App.on(place(), "retry.attempts", "10"));
                return;
            }
            try (FaultProxy outside = FaultProxy.to(place())) {
                cutCommits(outside, App.on(outside.endpoint(direct), "retry.attempts", "10"));
            }
        }
    }

    private static void cutCommits(FaultProxy proxy, App opened) {
        try (App app = opened.withNumbers()) {
            int number = 0;
            for (Cut cut : new Cut[] {Cut.BEFORE, Cut.DURING, Cut.AFTER}) {
                for (int each = 0; each < 5; each++) {
                    number++;
                    proxy.cut("COMMIT", cut);
                    app.writeInTransaction(number);
                }
            }
            assertThat(proxy.cuts()).isEqualTo(number);
            assertThat(app.read("select count(*) from numbers")).isEqualTo(number);
        }
    }

    @Test
    void aParameterThatItDoesNotKnowIsRefusedWithAWayOut() {
        Endpoint place = place();
        Endpoint withOptions =
                TestServer.elsewhere(place, place.url().port(), "app", Map.of("options", "-c statement_timeout=5s"));
        try (App app = App.on(withOptions, "await", "1s")) {
            assertThat(app.database().failure()).hasValueSatisfying(failure -> {
                assertThat(failure.kind()).isEqualTo(ErrorKind.CONFIGURATION);
                assertThat(failure.failure().hint()).contains("ignore_startup_parameters");
            });
        }
    }

    private static String text(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}

package io.holdfast.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.holdfast.CapturedLog;
import io.holdfast.Declared;
import io.holdfast.ScriptedEngine;
import io.holdfast.engine.Access;
import io.holdfast.engine.SqlSession;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.event.Events;
import io.holdfast.pool.PoolStatus;
import io.holdfast.resilience.Deadline;
import io.holdfast.resilience.Pauser;
import io.holdfast.resilience.Ticker;
import io.holdfast.resilience.Time;
import io.holdfast.testkit.Canaries;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** CON-1, CON-2 (first parts), CON-10, ERR-1, ERR-4. */
class GateTest {
    private static final Access WRITES = Access.READ_WRITE;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ScriptedEngine engine = new ScriptedEngine();
    private final CapturedLog log = new CapturedLog("com.zaxxer.hikari");

    @AfterEach
    void noPasswordIsLogged() {
        log.close();
        Canaries.assertAbsentFrom(log.text());
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void aSessionThatIsGivenBackIsLentAgain() throws Exception {
        try (Gate gate = open(1)) {
            Connection first;
            try (SqlSession session = gate.borrow(WRITES, soon())) {
                assertThat(session.ping(PATIENCE)).isTrue();
                first = session.connection().unwrap(org.sqlite.SQLiteConnection.class);
                assertThat(status(gate).active()).isEqualTo(1);
            }
            try (SqlSession session = gate.borrow(WRITES, soon())) {
                assertThat(session.connection().unwrap(org.sqlite.SQLiteConnection.class))
                        .isSameAs(first);
            }
            assertThat(status(gate).active()).isZero();
        }
    }

    @Test
    void whatIsLeftUndoneInASessionIsRolledBack() throws Exception {
        try (Gate gate = open(1)) {
            try (SqlSession session = gate.borrow(WRITES, soon())) {
                session.connection().createStatement().execute("create table t (n int)");
            }
            try (SqlSession session = gate.borrow(WRITES, soon())) {
                session.connection().setAutoCommit(false);
                session.connection().createStatement().execute("insert into t values (1)");
            }
            try (SqlSession session = gate.borrow(WRITES, soon());
                    var rows = session.connection().createStatement().executeQuery("select count(*) from t")) {
                assertThat(rows.getInt(1)).isZero();
                assertThat(session.connection().getAutoCommit()).isTrue();
            }
        }
    }

    @Test
    void anExhaustedPoolSaysSoWithItsCounts() {
        try (Gate gate = open(2);
                SqlSession one = gate.borrow(WRITES, soon());
                SqlSession two = gate.borrow(WRITES, soon())) {
            HoldfastException failure =
                    catchThrowableOfType(HoldfastException.class, () -> gate.borrow(WRITES, soon()));

            assertThat(failure.kind()).isEqualTo(ErrorKind.POOL_EXHAUSTED);
            assertThat(failure.failure().sentence()).contains("all 2 connections to app", "300 ms");
            assertThat(failure.failure().hint()).contains("databases.app.pool.size");
            assertThat(failure.failure().database()).isEqualTo("app");
            assertThat(status(gate)).isEqualTo(new PoolStatus(2, 0, 0, 2, 2, 0));
        }
    }

    @Test
    void aDeadlineCutsTheWaitShort() {
        try (Gate gate = open(1);
                SqlSession only = gate.borrow(WRITES, soon())) {
            HoldfastException failure = catchThrowableOfType(
                    HoldfastException.class,
                    () -> gate.borrow(WRITES, Deadline.after(Duration.ofMillis(20), Ticker.system())));

            assertThat(failure.kind()).isEqualTo(ErrorKind.POOL_EXHAUSTED);
            assertThat(failure.getMessage()).matches(".* for (1\\d|20) ms.*");
        }
    }

    @Test
    void aServerThatRefusesIsNotTakenForAnExhaustedPool() throws Exception {
        try (Gate gate = open(2)) {
            engine.when("app", ScriptedEngine.refusing(Integer.MAX_VALUE));
            engine.breakAll();
            HoldfastException failure =
                    catchThrowableOfType(HoldfastException.class, () -> gate.borrow(WRITES, soon()));

            assertThat(failure.kind()).isEqualTo(ErrorKind.CONNECTION);
            assertThat(failure.getMessage()).contains("nobody listens");
            Canaries.assertAbsentFrom(failure.toString() + failure.getCause());
        }
    }

    @Test
    void thePlainDataSourceUsesTheSameConnections() throws Exception {
        try (Gate gate = open(1)) {
            DataSource plain = gate.dataSource();
            try (Connection connection = plain.getConnection()) {
                assertThat(connection.isValid(1)).isTrue();
                assertThat(status(gate).active()).isEqualTo(1);
                assertThatThrownBy(plain::getConnection)
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("all 1 connections");
            }
            assertThatThrownBy(() -> plain.getConnection("u", "p")).isInstanceOf(SQLException.class);
            assertThat(plain.isWrapperFor(DataSource.class)).isTrue();
            assertThat(plain.unwrap(DataSource.class)).isSameAs(plain);
            assertThatThrownBy(() -> plain.unwrap(String.class)).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void closingWaitsForWhatIsLentAndLendsNothingMore() throws Exception {
        var looks = new AtomicInteger();
        SqlSession[] lent = new SqlSession[1];
        Gate[] closing = new Gate[1];
        Pauser givingBackAtTheThirdLook = pause -> {
            assertThatThrownBy(() -> closing[0].borrow(WRITES, soon())).hasMessageContaining("app was closed");
            if (looks.incrementAndGet() == 3) {
                lent[0].close();
            }
        };
        Gate gate = Gate.open(
                Declared.pooled("app", 2),
                engine,
                new Time(Ticker.system(), InstantSource.system(), givingBackAtTheThirdLook, new Random(1)),
                new Events());
        closing[0] = gate;
        lent[0] = gate.borrow(WRITES, soon());

        gate.close();
        gate.close();

        assertThat(looks.get()).isEqualTo(3);
        await().atMost(PATIENCE).until(() -> engine.open() == 0);
        assertThatThrownBy(() -> gate.borrow(WRITES, soon()))
                .isInstanceOfSatisfying(
                        HoldfastException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(ErrorKind.CANCELLED));
    }

    @Test
    void closingEndsWhatIsNotGivenBackInTime() {
        Gate gate = open(1);
        SqlSession lost = gate.borrow(WRITES, soon());

        gate.close(Deadline.after(Duration.ofMillis(50), Ticker.system()));

        await().atMost(PATIENCE).until(() -> engine.open() == 0);
        assertThat(lost.ping(PATIENCE)).isFalse();
    }

    @Test
    void anInterruptDoesNotLeaveConnectionsOpen() {
        Gate gate = open(1);
        SqlSession lost = gate.borrow(WRITES, soon());
        Thread.currentThread().interrupt();

        gate.close();

        assertThat(Thread.interrupted()).isTrue();
        await().atMost(PATIENCE).until(() -> engine.open() == 0);
        assertThat(lost.ping(PATIENCE)).isFalse();
    }

    private Gate open(int size) {
        return Gate.open(Declared.pooled("app", size), engine, Time.real(), new Events());
    }

    private static PoolStatus status(Gate gate) {
        return gate.status().servers().get(0).pool().orElseThrow();
    }

    private static Deadline soon() {
        return Deadline.after(PATIENCE, Ticker.system());
    }
}

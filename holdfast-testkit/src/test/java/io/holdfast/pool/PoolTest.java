package io.holdfast.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.holdfast.CapturedLog;
import io.holdfast.Declared;
import io.holdfast.ScriptedEngine;
import io.holdfast.engine.SqlSession;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.resilience.Deadline;
import io.holdfast.resilience.Pauser;
import io.holdfast.resilience.Ticker;
import io.holdfast.resilience.Time;
import io.holdfast.testkit.Canaries;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** CON-1, CON-2 (first parts), CON-10, ERR-1, ERR-4. */
class PoolTest {
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
        try (Pool pool = open(1)) {
            Connection first;
            try (SqlSession session = pool.borrow(soon())) {
                assertThat(session.ping(PATIENCE)).isTrue();
                first = session.connection().unwrap(org.sqlite.SQLiteConnection.class);
                assertThat(pool.status().active()).isEqualTo(1);
            }
            try (SqlSession session = pool.borrow(soon())) {
                assertThat(session.connection().unwrap(org.sqlite.SQLiteConnection.class))
                        .isSameAs(first);
            }
            assertThat(pool.status().active()).isZero();
        }
    }

    @Test
    void whatIsLeftUndoneInASessionIsRolledBack() throws Exception {
        try (Pool pool = open(1)) {
            try (SqlSession session = pool.borrow(soon())) {
                session.connection().createStatement().execute("create table t (n int)");
            }
            try (SqlSession session = pool.borrow(soon())) {
                session.connection().setAutoCommit(false);
                session.connection().createStatement().execute("insert into t values (1)");
            }
            try (SqlSession session = pool.borrow(soon());
                    var rows = session.connection().createStatement().executeQuery("select count(*) from t")) {
                assertThat(rows.getInt(1)).isZero();
                assertThat(session.connection().getAutoCommit()).isTrue();
            }
        }
    }

    @Test
    void anExhaustedPoolSaysSoWithItsCounts() {
        try (Pool pool = open(2);
                SqlSession one = pool.borrow(soon());
                SqlSession two = pool.borrow(soon())) {
            HoldfastException failure = catchThrowableOfType(HoldfastException.class, () -> pool.borrow(soon()));

            assertThat(failure.kind()).isEqualTo(ErrorKind.POOL_EXHAUSTED);
            assertThat(failure.failure().sentence()).contains("all 2 connections to app", "300 ms");
            assertThat(failure.failure().hint()).contains("databases.app.pool.size");
            assertThat(failure.failure().database()).isEqualTo("app");
            assertThat(pool.status()).isEqualTo(new PoolStatus(2, 0, 0, 2, 2));
        }
    }

    @Test
    void aDeadlineCutsTheWaitShort() {
        try (Pool pool = open(1);
                SqlSession only = pool.borrow(soon())) {
            HoldfastException failure = catchThrowableOfType(
                    HoldfastException.class, () -> pool.borrow(Deadline.after(Duration.ofMillis(20), Ticker.system())));

            assertThat(failure.kind()).isEqualTo(ErrorKind.POOL_EXHAUSTED);
            assertThat(failure.getMessage()).matches(".* for (1\\d|20) ms.*");
        }
    }

    @Test
    void aServerThatRefusesIsNotTakenForAnExhaustedPool() {
        engine.when("app", ScriptedEngine.refusing(Integer.MAX_VALUE));
        try (Pool pool = open(2)) {
            HoldfastException failure = catchThrowableOfType(HoldfastException.class, () -> pool.borrow(soon()));

            assertThat(failure.kind()).isEqualTo(ErrorKind.CONNECTION);
            assertThat(failure.getMessage()).contains("nobody listens");
            Canaries.assertAbsentFrom(failure.toString() + failure.getCause());
        }
    }

    @Test
    void thePlainDataSourceUsesTheSameConnections() throws Exception {
        try (Pool pool = open(1)) {
            DataSource plain = pool.dataSource();
            try (Connection connection = plain.getConnection()) {
                assertThat(connection.isValid(1)).isTrue();
                assertThat(pool.status().active()).isEqualTo(1);
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
        Pool[] closing = new Pool[1];
        Pauser givingBackAtTheThirdLook = pause -> {
            assertThatThrownBy(() -> closing[0].borrow(soon())).hasMessageContaining("app is being closed");
            if (looks.incrementAndGet() == 3) {
                lent[0].close();
            }
        };
        Pool pool = Pool.open(
                engine,
                Declared.pooled("app", 2).endpoint(),
                Declared.pooled("app", 2),
                new Time(Ticker.system(), givingBackAtTheThirdLook, new Random(1)));
        closing[0] = pool;
        lent[0] = pool.borrow(soon());

        pool.close();
        pool.close();

        assertThat(looks.get()).isEqualTo(3);
        await().atMost(PATIENCE).until(() -> engine.open() == 0);
        assertThatThrownBy(() -> pool.borrow(soon()))
                .isInstanceOfSatisfying(
                        HoldfastException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(ErrorKind.CANCELLED));
    }

    @Test
    void closingEndsWhatIsNotGivenBackInTime() {
        Pool pool = open(1);
        SqlSession lost = pool.borrow(soon());

        pool.close(Deadline.after(Duration.ofMillis(50), Ticker.system()));

        await().atMost(PATIENCE).until(() -> engine.open() == 0);
        assertThat(lost.ping(PATIENCE)).isFalse();
    }

    @Test
    void anInterruptDoesNotLeaveConnectionsOpen() {
        Pool pool = open(1);
        SqlSession lost = pool.borrow(soon());
        Thread.currentThread().interrupt();

        pool.close();

        assertThat(Thread.interrupted()).isTrue();
        await().atMost(PATIENCE).until(() -> engine.open() == 0);
        assertThat(lost.ping(PATIENCE)).isFalse();
    }

    private Pool open(int size) {
        var config = Declared.pooled("app", size);
        return Pool.open(engine, config.endpoint(), config, Time.real());
    }

    private static Deadline soon() {
        return Deadline.after(PATIENCE, Ticker.system());
    }
}

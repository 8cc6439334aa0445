package io.holdfast.postgresql.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.holdfast.config.Endpoint;
import io.holdfast.testkit.EmbeddedPostgres;
import io.holdfast.testkit.fault.FaultProxy;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** CON-3, CON-6: what a broken network looks like to a driver. */
final class BrokenNetworkTest {
    private static final Duration A_WHILE = Duration.ofMillis(300);

    private final Endpoint server = EmbeddedPostgres.shared().freshDatabase();
    private final FaultProxy proxy = FaultProxy.to(server);
    private final Endpoint database = proxy.endpoint(server);

    @BeforeEach
    void aTable() {
        EmbeddedPostgres.shared().execute(server, "create table t (v int)");
    }

    @AfterEach
    void close() {
        proxy.close();
    }

    private String rows() throws SQLException {
        return Jdbc.ask(server, "select count(*) from t");
    }

    private static CompletableFuture<Void> inserting(Connection connection) {
        return CompletableFuture.runAsync(() -> {
            try {
                Jdbc.run(connection, "insert into t values (1)");
            } catch (SQLException failure) {
                throw new IllegalStateException(failure);
            }
        });
    }

    @Test
    void aBlackHoleSaysNothingUntilTheClientGivesUp() throws Exception {
        try (Connection connection = Jdbc.impatient(database)) {
            assertThat(Jdbc.ask(connection, "select 1")).isEqualTo("1");
            proxy.blackHole();
            long begin = System.nanoTime();
            assertThatThrownBy(() -> Jdbc.ask(connection, "select 2"))
                    .hasRootCauseInstanceOf(SocketTimeoutException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(900));
        }
    }

    @Test
    void aBlackHoleAcceptsNewConnectionsAndIsSilent() throws Exception {
        proxy.blackHole();
        assertThatThrownBy(() -> Jdbc.impatient(database)).hasRootCauseInstanceOf(SocketTimeoutException.class);
        assertThat(proxy.accepted()).isEqualTo(1);
        proxy.forward();
        assertThat(Jdbc.ask(database, "select 1")).isEqualTo("1");
    }

    @Test
    void whatABlackHoleHeldBackArrivesLate() throws Exception {
        try (Connection connection = Jdbc.open(database)) {
            proxy.blackHole();
            CompletableFuture<Void> insert = inserting(connection);
            await().during(A_WHILE).until(() -> !insert.isDone() && rows().equals("0"));
            proxy.forward();
            insert.join();
            assertThat(rows()).isEqualTo("1");
            assertThat(Jdbc.ask(connection, "select 'the same connection'")).isEqualTo("the same connection");
        }
    }

    @Test
    void whatABlackHoleHeldBackIsLostWithItsConnection() throws Exception {
        try (Connection connection = Jdbc.open(database)) {
            proxy.blackHole();
            CompletableFuture<Void> insert = inserting(connection);
            await().during(A_WHILE).until(() -> !insert.isDone());
            proxy.forwardAnew();
            assertThatThrownBy(insert::join).hasRootCauseInstanceOf(SocketException.class);
            assertThat(Jdbc.ask(database, "select count(*) from t")).isEqualTo("0");
        }
    }

    @Test
    void anUnreachableHostDoesNotAnswerAndIsBackOnItsPort() throws Exception {
        try (Connection connection = Jdbc.open(database)) {
            proxy.unreachable();
            CompletableFuture<Void> insert = inserting(connection);
            for (int attempt = 0; attempt < 3; attempt++) {
                assertThatThrownBy(() -> Jdbc.open(database, Map.of("connectTimeout", "1")))
                        .hasRootCauseInstanceOf(SocketTimeoutException.class)
                        .hasRootCauseMessage("Connect timed out");
            }
            assertThat(insert).isNotDone();
            assertThat(proxy.accepted()).isEqualTo(1);
            proxy.forward();
            insert.join();
            assertThat(Jdbc.ask(database, "select count(*) from t")).isEqualTo("1");
            assertThat(proxy.accepted()).isEqualTo(2);
        }
    }

    @Test
    void aRefusingHostResetsWhatIsOpenAndIsBackOnItsPort() throws Exception {
        try (Connection connection = Jdbc.open(database)) {
            proxy.refuse();
            assertThatThrownBy(() -> Jdbc.ask(connection, "select 1"))
                    .rootCause()
                    .hasMessageStartingWith("Connection reset");
            assertThatThrownBy(() -> Jdbc.open(database)).hasRootCauseInstanceOf(ConnectException.class);
            assertThat(proxy.open()).isZero();
            proxy.forward();
            assertThat(Jdbc.ask(database, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void aResetReachesTheClientInTheMiddleOfItsStatement() throws Exception {
        try (Connection connection = Jdbc.open(database)) {
            CompletableFuture<String> sleep = CompletableFuture.supplyAsync(() -> {
                try {
                    return Jdbc.ask(connection, "select pg_sleep(20)");
                } catch (SQLException failure) {
                    throw new IllegalStateException(failure);
                }
            });
            await().until(() -> Jdbc.ask(server, "select count(*) from pg_stat_activity where wait_event = 'PgSleep'")
                    .equals("1"));
            proxy.resetAll();
            assertThatThrownBy(sleep::join).rootCause().hasMessageStartingWith("Connection reset");
            assertThat(Jdbc.ask(database, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void aResultBreaksOffAfterSoManyBytes() throws Exception {
        try (Connection connection = Jdbc.open(database, Map.of("defaultRowFetchSize", "10"))) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select repeat('x', 1000) from generate_series(1, 1000)")) {
                assertThat(rows.next()).isTrue();
                proxy.resetAfter(100_000);
                AtomicInteger read = new AtomicInteger(1);
                assertThatThrownBy(() -> {
                            while (rows.next()) {
                                read.incrementAndGet();
                            }
                        })
                        .rootCause()
                        .hasMessageStartingWith("Connection reset");
                assertThat(read.get()).isBetween(90, 120);
            }
        }
        assertThat(Jdbc.ask(database, "select length(repeat('x', 200000))")).isEqualTo("200000");
    }

    @Test
    void everyAnswerComesLateInBothDirections() throws Exception {
        try (Connection connection = Jdbc.open(database)) {
            proxy.delay(Duration.ofMillis(120), Duration.ofMillis(80));
            long begin = System.nanoTime();
            assertThat(Jdbc.ask(connection, "select 1")).isEqualTo("1");
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isBetween(Duration.ofMillis(200), Duration.ofSeconds(5));
            proxy.delay(Duration.ZERO, Duration.ZERO);
        }
    }

    @Test
    void connectionsAreCountedAndLedElsewhere() throws Exception {
        try (FaultProxy nowhere = FaultProxy.to(1)) {
            Endpoint elsewhere = nowhere.endpoint(server);
            assertThatThrownBy(() -> Jdbc.open(elsewhere)).hasRootCauseInstanceOf(SocketException.class);
            nowhere.retarget(server.url().port());
            try (Connection one = Jdbc.open(elsewhere);
                    Connection two = Jdbc.open(elsewhere)) {
                assertThat(one.isValid(5) && two.isValid(5)).isTrue();
                assertThat(nowhere.open()).isEqualTo(2);
            }
            await().until(() -> nowhere.open() == 0);
            assertThat(nowhere.accepted()).isGreaterThanOrEqualTo(3);
        }
    }
}

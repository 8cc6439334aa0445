package io.holdfast.postgresql.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.holdfast.config.Endpoint;
import io.holdfast.config.Secret;
import io.holdfast.testkit.fault.PostgresProcess;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** CON-1, CON-3: a server that is killed, frozen, started again and changed under its clients. */
final class PostgresProcessTest {
    private final PostgresProcess server = PostgresProcess.fresh();
    private final Endpoint database = server.endpoint("app");

    @AfterEach
    void nothingIsLeft() {
        server.close();
        assertThat(server.processes()).isEmpty();
        server.close();
    }

    private Connection withTable() throws SQLException {
        Connection connection = Jdbc.impatient(database);
        Jdbc.run(connection, "create table t (v int)");
        return connection;
    }

    @Test
    void twoServersAreNeverTakenForOneAnother() throws Exception {
        String identity = "select system_identifier from pg_control_system()";
        try (PostgresProcess other = PostgresProcess.fresh()) {
            assertThat(Jdbc.ask(database, identity)).isNotEqualTo(Jdbc.ask(other.endpoint("app"), identity));
            assertThat(server.port()).isNotEqualTo(other.port());
            assertThat(server.processes()).isNotEmpty().doesNotContainAnyElementsOf(other.processes());
        }
    }

    @Test
    void aKilledServerHasAllThatWasCommittedAndIsWhereItWas() throws Exception {
        AtomicInteger committed = new AtomicInteger();
        CompletableFuture<Void> writing;
        try (Connection connection = withTable()) {
            writing = CompletableFuture.runAsync(() -> {
                try {
                    while (true) {
                        Jdbc.run(connection, "insert into t values (1)");
                        committed.incrementAndGet();
                    }
                } catch (SQLException killed) {
                    assertThat(killed.getSQLState()).isEqualTo("08006");
                }
            });
            await().until(() -> committed.get() > 200);
            server.kill();
            assertThat(server.processes()).isEmpty();
            writing.join();
        }
        assertThatThrownBy(() -> Jdbc.open(database)).hasRootCauseInstanceOf(ConnectException.class);
        server.start();
        assertThat(Integer.parseInt(Jdbc.ask(database, "select count(*) from t")))
                .isBetween(committed.get(), committed.get() + 1);
        server.crashAndRestart();
        assertThat(Jdbc.ask(database, "select count(*) > 200 from t")).isEqualTo("t");
    }

    @Test
    void withoutItsPostmasterAServerEndsByItselfAndCanBeStartedAgain() throws Exception {
        try (Connection connection = withTable()) {
            int before = server.processes().size();
            server.killPostmaster();
            assertThat(server.processes().size()).isLessThan(before);
            assertThatThrownBy(() -> Jdbc.open(database)).hasRootCauseInstanceOf(ConnectException.class);
            server.start();
            assertThatThrownBy(() -> Jdbc.ask(connection, "select 1")).isInstanceOf(SQLException.class);
        }
        assertThat(Jdbc.ask(database, "select count(*) from t")).isEqualTo("0");
        assertThatThrownBy(server::start).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aFrozenServerIsConnectedToByTheKernelAndAnswersNobody() throws Exception {
        try (Connection connection = withTable()) {
            server.freeze();
            assertThatThrownBy(() -> Jdbc.ask(connection, "select 1"))
                    .hasRootCauseInstanceOf(SocketTimeoutException.class);
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                assertThat(socket.isConnected()).isTrue();
            }
            assertThatThrownBy(() -> Jdbc.impatient(database)).hasRootCauseInstanceOf(SocketTimeoutException.class);
            server.thaw();
        }
        assertThat(Jdbc.ask(database, "select count(*) from t")).isEqualTo("0");
    }

    @Test
    void noChildEscapesAFreeze() throws Exception {
        List<CompletableFuture<Void>> visitors = List.of(visiting(), visiting(), visiting());
        for (int round = 0; round < 10; round++) {
            server.freeze();
            assertThat(server.processes())
                    .allSatisfy(pid -> assertThat(state(pid)).isEqualTo('T'));
            server.thaw();
            assertThat(Jdbc.ask(database, "select 1")).isEqualTo("1");
        }
        server.kill();
        visitors.forEach(CompletableFuture::join);
    }

    /** Connects and connects, until nobody is there. */
    private CompletableFuture<Void> visiting() {
        return CompletableFuture.runAsync(() -> {
            try {
                while (true) {
                    Jdbc.open(database).close();
                }
            } catch (SQLException end) {
                assertThat(end.getSQLState()).startsWith("08");
            }
        });
    }

    private static char state(long pid) throws Exception {
        String line = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
        return line.charAt(line.lastIndexOf(')') + 2);
    }

    @Test
    void aTestThatFailsBetweenFreezeAndThawLeavesNothing() throws Exception {
        PostgresProcess[] victim = new PostgresProcess[1];
        Path[] folder = new Path[1];
        assertThatThrownBy(() -> {
                    try (PostgresProcess other = PostgresProcess.fresh()) {
                        victim[0] = other;
                        folder[0] = Path.of(other.ask("show data_directory"));
                        other.freeze();
                        throw new AssertionError("the test fails");
                    }
                })
                .hasMessage("the test fails");
        assertThat(victim[0].processes()).isEmpty();
        assertThat(folder[0]).doesNotExist();
        assertThat(folder[0].getParent()).doesNotExist();
    }

    @Test
    void aServerIsStoppedCleanlyAndKeepsWhatWasSet() throws Exception {
        server.set("work_mem", "5MB");
        assertThat(Jdbc.ask(database, "show work_mem")).isEqualTo("5MB");
        server.set("max_connections", "17");
        server.freeze();
        server.stop();
        assertThat(server.processes()).isEmpty();
        server.stop();
        server.start();
        assertThat(Jdbc.ask(database, "show max_connections")).isEqualTo("17");
        assertThat(Jdbc.ask(database, "show work_mem")).isEqualTo("5MB");
        assertThat(Jdbc.ask(database, "select pg_is_in_recovery()")).isEqualTo("f");
    }

    @Test
    void aServerTurnsAwayWhomItsFirstLinesTurnAway() throws Exception {
        server.execute("create role visitor login password 'guest'");
        Endpoint visitor = database.as(new Endpoint.Credentials("visitor", Secret.of("guest")));
        assertThat(Jdbc.ask(visitor, "select current_user")).isEqualTo("visitor");
        server.hba("host app visitor 127.0.0.1/32 reject");
        assertThatThrownBy(() -> Jdbc.open(visitor))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        failure -> assertThat(failure.getSQLState()).isEqualTo("28000"));
        assertThat(Jdbc.ask(database, "select 1")).isEqualTo("1");
    }

    @Test
    void everyoneElsesSessionIsEnded() throws Exception {
        try (Connection one = withTable();
                Connection two = Jdbc.open(database)) {
            assertThat(server.terminateBackends()).isEqualTo(2);
            assertThatThrownBy(() -> Jdbc.ask(one, "select 1"))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            failure -> assertThat(failure.getSQLState()).isEqualTo("57P01"));
            assertThat(two.isValid(5)).isFalse();
        }
    }

    @Test
    void aDatabaseIsAskedAndToldAsSuperuser() {
        server.execute(database, "create table t (v int)", "insert into t values (7)");
        assertThat(server.ask(database, "select v from t")).isEqualTo("7");
        assertThat(server.ask(database, "select v from t where v > 7")).isEmpty();
        assertThat(server.ask("select current_setting('is_superuser')")).isEqualTo("on");
        assertThatThrownBy(() -> server.ask("select nothing")).isInstanceOf(AssertionError.class);
    }
}

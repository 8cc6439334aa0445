package io.holdfast.postgresql.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.holdfast.config.Endpoint;
import io.holdfast.testkit.EmbeddedPostgres;
import io.holdfast.testkit.fault.FaultProxy;
import io.holdfast.testkit.fault.FaultProxy.Cut;
import java.net.ConnectException;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ERR-2, XFER-5: a connection that breaks at COMMIT, before the server knows it or after. */
final class CutConnectionTest {
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

    /** A connection that has committed before: its driver does not say the word COMMIT any more. */
    private Connection experienced() throws SQLException {
        Connection connection = Jdbc.open(database);
        connection.setAutoCommit(false);
        Jdbc.run(connection, "create temp table own (v int)");
        connection.commit();
        return connection;
    }

    private static void insert(Connection connection) throws SQLException {
        Jdbc.run(connection, "insert into t values (1)");
        connection.commit();
    }

    @ParameterizedTest
    @CsvSource({"BEFORE, 0", "AFTER, 1", "AFTER_FOR_GOOD, 1"})
    void theServerDidWhatItGotAndTheClientSeesOnlyAFailure(Cut cut, String rows) throws Exception {
        try (Connection connection = experienced()) {
            proxy.cut("COMMIT", cut);
            assertThatThrownBy(() -> insert(connection))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            failure -> assertThat(failure.getSQLState()).isEqualTo("08006"));
            assertThat(rows()).isEqualTo(rows);
            assertThat(proxy.cuts()).isEqualTo(1);
        }
    }

    @Test
    void aCutWhileTheServerIsAtWorkLeavesItAtWork() throws Exception {
        try (Connection connection = Jdbc.open(database)) {
            proxy.cut("pg_sleep", Cut.DURING);
            assertThatThrownBy(
                            () -> Jdbc.run(connection, "insert into t select 1 from (select pg_sleep(0.5)) as slept"))
                    .isInstanceOf(SQLException.class);
            assertThat(rows()).isEqualTo("0");
            await().until(() -> rows().equals("1"));
        }
    }

    @Test
    void otherConnectionsAndLaterOnesAreLeftAlone() throws Exception {
        try (Connection one = experienced();
                Connection other = Jdbc.open(database)) {
            proxy.cut("COMMIT", Cut.BEFORE);
            assertThatThrownBy(() -> insert(one)).isInstanceOf(SQLException.class);
            assertThat(Jdbc.ask(other, "select 1")).isEqualTo("1");
            try (Connection later = experienced()) {
                insert(later);
            }
        }
        assertThat(rows()).isEqualTo("1");
    }

    @Test
    void nobodyComesInAgainAfterACutForGood() throws Exception {
        try (Connection connection = experienced();
                Connection other = Jdbc.open(database)) {
            proxy.cut("COMMIT", Cut.AFTER_FOR_GOOD);
            assertThatThrownBy(() -> insert(connection)).isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> Jdbc.open(database)).hasRootCauseInstanceOf(ConnectException.class);
            assertThat(Jdbc.ask(other, "select 'was here before'")).isEqualTo("was here before");
            proxy.forward();
            assertThat(Jdbc.ask(database, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void fiftyCommitsInARowLoseTheirAnswersAndTheNextDoesNot() throws Exception {
        proxy.cutEach("COMMIT", Cut.AFTER, 50);
        for (int round = 0; round < 50; round++) {
            try (Connection connection = Jdbc.open(database)) {
                connection.setAutoCommit(false);
                assertThatThrownBy(() -> insert(connection)).isInstanceOf(SQLException.class);
            }
        }
        try (Connection connection = experienced()) {
            insert(connection);
        }
        assertThat(proxy.cuts()).isEqualTo(50);
        assertThat(rows()).isEqualTo("51");
    }
}

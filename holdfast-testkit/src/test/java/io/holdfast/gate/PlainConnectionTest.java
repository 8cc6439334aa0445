package io.holdfast.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.holdfast.Declared;
import io.holdfast.ScriptedEngine;
import io.holdfast.engine.Access;
import io.holdfast.event.Events;
import io.holdfast.pool.Lease;
import io.holdfast.pool.PoolStatus;
import io.holdfast.resilience.Deadline;
import io.holdfast.resilience.Ticker;
import io.holdfast.resilience.Time;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sqlite.SQLiteConnection;

/** CON-10, CON-6: however a borrower treats a connection, giving it back never fails and costs the pool nothing. */
class PlainConnectionTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ScriptedEngine engine = new ScriptedEngine();
    private final Gate gate = Gate.open(Declared.pooled("app", 1), engine, Time.real(), new Events());
    private final DataSource source = gate.dataSource();

    @AfterEach
    void close() {
        gate.close();
    }

    @Test
    void aTransactionThatWasEndedBehindTheDriversBackCostsItsConnectionAndNoPlace() throws SQLException {
        for (int each = 0; each < 3; each++) {
            Connection connection = source.getConnection();
            endTransactionBehindTheDriversBack(connection);

            assertThatCode(connection::close).doesNotThrowAnyException();
        }
        try (Connection next = source.getConnection()) {
            assertThat(next.getAutoCommit()).isTrue();
            assertThat(next.createStatement().executeQuery("select 1").getInt(1))
                    .isOne();
        }
        assertThat(status().active()).isZero();
    }

    @Test
    void soDoesASessionOfTheLibrary() throws SQLException {
        for (int each = 0; each < 3; each++) {
            try (Lease lease = gate.borrow(Access.READ_WRITE)) {
                endTransactionBehindTheDriversBack(lease.connection());
            }
        }
        try (Lease next = gate.borrow(Access.READ_WRITE)) {
            assertThat(next.connection().getAutoCommit()).isTrue();
        }
    }

    @Test
    void oneThatCannotBeResetCostsItsConnectionAndNoPlace() throws SQLException {
        for (int each = 0; each < 3; each++) {
            Connection connection = source.getConnection();
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_UNCOMMITTED);
            connection.unwrap(SQLiteConnection.class).close();

            assertThatCode(connection::close).doesNotThrowAnyException();
        }
        try (Connection next = source.getConnection()) {
            assertThat(next.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
        }
        assertThat(status().active()).isZero();
    }

    @Test
    void workThatWentPastThePoolIsRolledBackToo() throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.createStatement().execute("create table numbers (n integer)");
        }
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            connection.unwrap(SQLiteConnection.class).createStatement().execute("insert into numbers values (1)");
        }
        try (Connection next = source.getConnection();
                var rows = next.createStatement().executeQuery("select count(*) from numbers")) {
            assertThat(rows.getInt(1)).isZero();
        }
    }

    @Test
    void whatIsStillBeingReadIsClosedAndTheConnectionLivesOn() throws SQLException {
        Connection physical;
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            connection.createStatement().execute("create table numbers (n integer)");
            physical = connection.unwrap(SQLiteConnection.class);
            var rows = connection.createStatement().executeQuery("select 1 union all select 2");
            assertThat(rows.next()).isTrue();
        }
        try (Connection next = source.getConnection()) {
            assertThat((Connection) next.unwrap(SQLiteConnection.class)).isSameAs(physical);
            assertThatThrownBy(() -> next.createStatement().executeQuery("select n from numbers"))
                    .hasMessageContaining("no such table");
        }
    }

    @Test
    void aConnectionThatOutlivesItsPoolCanBeClosedAndClosedAgain() throws SQLException {
        Connection connection = source.getConnection();
        connection.setAutoCommit(false);
        gate.close(Deadline.after(Duration.ofMillis(20), Ticker.system()));

        assertThatCode(connection::close).doesNotThrowAnyException();
        assertThatCode(connection::close).doesNotThrowAnyException();
        assertThat(connection.isClosed()).isTrue();
    }

    @Test
    void closingTwiceGivesBackOnce() throws SQLException {
        Connection before = source.getConnection();
        before.close();
        try (Connection holder = source.getConnection()) {
            before.close();

            assertThat(holder.isValid(1)).isTrue();
            assertThatThrownBy(source::getConnection).hasMessageContaining("all 1 connections");
        }
    }

    @Test
    void closingTheConnectionOfAStatementGivesItBack() throws SQLException {
        source.getConnection().createStatement().getConnection().close();

        await().atMost(PATIENCE).until(() -> status().active() == 0);
        source.getConnection().close();
    }

    @Test
    void unwrappingPromisesWhatItKeeps() throws SQLException {
        try (Connection connection = source.getConnection()) {
            assertThat(connection.isWrapperFor(Connection.class)).isTrue();
            assertThat(connection.unwrap(Connection.class)).isSameAs(connection);
            assertThat(connection.isWrapperFor(SQLiteConnection.class)).isTrue();
            assertThat(connection.unwrap(SQLiteConnection.class)).isNotSameAs(connection);
            assertThat(connection.isWrapperFor(DataSource.class)).isFalse();
            assertThatThrownBy(() -> connection.unwrap(DataSource.class)).isInstanceOf(SQLException.class);
        }
    }

    private static void endTransactionBehindTheDriversBack(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        connection.createStatement().execute("create temporary table if not exists made (n integer)");
        connection.createStatement().execute("rollback");
        connection.createStatement().executeQuery("select 1").close();
    }

    private PoolStatus status() {
        return gate.status().servers().get(0).pool().orElseThrow();
    }
}

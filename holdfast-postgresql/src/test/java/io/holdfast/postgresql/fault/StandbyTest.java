package io.holdfast.postgresql.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.holdfast.config.Endpoint;
import io.holdfast.testkit.fault.FaultProxy;
import io.holdfast.testkit.fault.PostgresProcess;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** CON-3: a standby that streams, is promoted, and is followed. */
final class StandbyTest {
    private static final String IDENTITY = "select system_identifier from pg_control_system()";
    private static final String TIMELINE = "select left(pg_walfile_name(pg_current_wal_lsn()), 8)";

    private final PostgresProcess primary = PostgresProcess.fresh();
    private final Endpoint database = primary.endpoint("app");

    @AfterEach
    void nothingIsLeft() {
        primary.close();
        assertThat(primary.processes()).isEmpty();
    }

    private void insert(Endpoint where) throws SQLException {
        try (Connection connection = Jdbc.open(where)) {
            Jdbc.run(connection, "insert into t values (1)");
        }
    }

    private static String rows(Endpoint where) throws SQLException {
        return Jdbc.ask(where, "select count(*) from t");
    }

    @Test
    void aStandbyGetsRowsRefusesWritesAndIsPromotedToATimelineOfItsOwn() throws Exception {
        primary.execute(database, "create table t (v int)");
        int port = primary.port();
        try (PostgresProcess standby = primary.standby()) {
            Endpoint copy = standby.endpoint("app");
            assertThat(primary.port()).isEqualTo(port).isNotEqualTo(standby.port());
            insert(database);
            await().until(() -> rows(copy).equals("1"));
            assertThat(primary.ask("select state from pg_stat_replication")).isEqualTo("streaming");
            assertThatThrownBy(() -> insert(copy))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            failure -> assertThat(failure.getSQLState()).isEqualTo("25006"));

            standby.promote();
            insert(copy);
            assertThat(rows(copy)).isEqualTo("2");
            assertThat(Jdbc.ask(copy, TIMELINE)).isEqualTo("00000002");
            insert(database);
            assertThat(Jdbc.ask(database, TIMELINE)).isEqualTo("00000001");
            assertThat(Jdbc.ask(copy, IDENTITY)).isEqualTo(Jdbc.ask(database, IDENTITY));
        }
    }

    @Test
    void anOldPrimaryFollowsTheNewOne() throws Exception {
        primary.execute(database, "create table t (v int)");
        try (PostgresProcess standby = primary.standby()) {
            Endpoint copy = standby.endpoint("app");
            primary.stop();
            standby.promote();
            insert(copy);
            primary.follow(standby);
            assertThat(rows(database)).isEqualTo("1");
            insert(copy);
            primary.awaitReplay(standby);
            assertThat(rows(database)).isEqualTo("2");
            assertThatThrownBy(() -> insert(database)).hasMessageContaining("read-only");

            standby.stop();
            primary.promote();
            insert(database);
            assertThat(Jdbc.ask(database, TIMELINE)).isEqualTo("00000003");
        }
    }

    @Test
    void aStandbyBehindABrokenNetworkIsLateAndCatchesUp() throws Exception {
        primary.execute(database, "create table t (v int)");
        try (FaultProxy proxy = FaultProxy.to(database);
                PostgresProcess standby = primary.standbyBehind(proxy)) {
            Endpoint copy = standby.endpoint("app");
            proxy.blackHole();
            insert(database);
            await().during(Duration.ofMillis(300)).until(() -> rows(copy).equals("0"));
            proxy.forward();
            await().until(() -> rows(copy).equals("1"));
            proxy.refuse();
            insert(database);
            proxy.forward();
            standby.awaitReplay(primary);
            assertThat(rows(copy)).isEqualTo("2");
        }
    }

    @Test
    void aStandbyOutlivesItsPrimary() throws Exception {
        primary.execute(database, "create table t (v int)");
        try (PostgresProcess standby = primary.standby()) {
            Endpoint copy = standby.endpoint("app");
            insert(database);
            standby.awaitReplay(primary);
            primary.kill();
            standby.crashAndRestart();
            assertThat(rows(copy)).isEqualTo("1");
            primary.start();
            insert(database);
            standby.awaitReplay(primary);
            assertThat(rows(copy)).isEqualTo("2");
            standby.freeze();
            primary.close();
        }
    }
}

package io.holdfast.app.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.holdfast.database.Database;
import io.holdfast.event.Availability;
import io.holdfast.testkit.fault.PostgresProcess;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * CON-10, CON-3, R1: libraries that know nothing of us outlive a server that is killed and started again, with the data
 * source they were given at the beginning.
 */
class RestartTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final PostgresProcess server = PostgresProcess.fresh();
    private final Database database =
            Kind.on(server.endpoint("app"), "pool.size", "2", "pool.init-sql", "set work_mem = '7MB'");
    private final DataSource source = database.dataSource();
    private final Jdbi jdbi = Jdbi.create(source);
    private final JdbcTemplate template = new JdbcTemplate(source);
    private final TransactionTemplate transactions = new TransactionTemplate(new JdbcTransactionManager(source));
    private final Map<String, Write> writers =
            new TreeMap<>(Map.of("jdbc", this::plain, "jdbi", this::jdbi, "spring", this::spring));
    private final List<String> acknowledged = new ArrayList<>();

    /** Writes a row in a transaction, as one library does it. */
    @FunctionalInterface
    private interface Write {
        void row(String name) throws Exception;
    }

    @AfterEach
    void stop() {
        database.close();
        server.close();
    }

    @Test
    void theyFailAtOnceWhileItIsDownAndGoOnWhenItIsBack() throws Exception {
        Kind.POSTGRESQL.makeItems(database);
        writeWithEach("before");

        server.kill();
        await().atMost(PATIENCE).until(() -> database.availability() == Availability.DOWN);
        assertThatThrownBy(source::getConnection)
                .isInstanceOf(SQLTransientConnectionException.class)
                .hasMessageStartingWith("app is down: ");
        assertThatThrownBy(() -> jdbi.useHandle(handle -> handle.execute("select 1")))
                .isInstanceOf(ConnectionException.class)
                .hasMessageContaining("app is down: ");
        assertThatThrownBy(() -> template.execute("select 1")).isInstanceOf(CannotGetJdbcConnectionException.class);
        assertThatThrownBy(() -> spring("never")).isInstanceOf(CannotCreateTransactionException.class);

        server.start();
        await().atMost(PATIENCE).until(() -> database.availability() == Availability.READY);
        writeWithEach("after");

        assertThat(names())
                .containsExactlyElementsOf(acknowledged.stream().sorted().toList());
        assertThat(template.queryForObject("show work_mem", String.class)).isEqualTo("7MB");
    }

    @Test
    void transactionsThatWereOpenFailCostNoPlaceAndLeaveNothing() throws Exception {
        Kind.POSTGRESQL.makeItems(database);
        assertThatThrownBy(() -> transactions.executeWithoutResult(status -> {
                    template.update("insert into items (name) values ('spring, open')");
                    jdbi.useTransaction(handle -> {
                        handle.execute("insert into items (name) values ('jdbi, open')");
                        server.crashAndRestart();
                        handle.execute("select 1");
                    });
                }))
                .as("what the application had open is lost, and it is told")
                .isInstanceOf(RuntimeException.class);

        await().atMost(PATIENCE).until(() -> database.availability() == Availability.READY);
        try (Connection one = source.getConnection();
                Connection two = source.getConnection()) {
            assertThat(one.isValid(5)).isTrue();
            assertThat(two.isValid(5)).isTrue();
        }
        writeWithEach("after");
        assertThat(names())
                .containsExactlyElementsOf(acknowledged.stream().sorted().toList());
    }

    private void writeWithEach(String when) throws Exception {
        for (Map.Entry<String, Write> each : writers.entrySet()) {
            String name = each.getKey() + " " + when;
            each.getValue().row(name);
            acknowledged.add(name);
        }
    }

    private void plain(String name) throws Exception {
        try (Connection connection = source.getConnection();
                PreparedStatement insert = connection.prepareStatement("insert into items (name) values (?)")) {
            connection.setAutoCommit(false);
            insert.setString(1, name);
            insert.executeUpdate();
            connection.commit();
        }
    }

    private void jdbi(String name) {
        jdbi.useTransaction(handle -> handle.execute("insert into items (name) values (?)", name));
    }

    private void spring(String name) {
        transactions.executeWithoutResult(status -> template.update("insert into items (name) values (?)", name));
    }

    private List<String> names() {
        return template.queryForList("select name from items order by name collate \"C\"", String.class);
    }
}

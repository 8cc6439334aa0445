package io.holdfast.schema.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.engine.Engines;
import io.holdfast.engine.Migrator;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MIG-7: what is said to fail on a table with rows does, and what is not said to does not. */
final class SqliteAgreesTest {
    private static final Migrator MIGRATOR =
            Engines.onClassPath().named("sqlite").migrator().orElseThrow();

    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        execute("pragma foreign_keys = on");
        execute("create table x (id integer primary key)");
        execute("insert into x values (1)");
        execute("create table orders (id integer primary key)");
        execute("insert into orders values (1)");
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "n int not null",
                "n int default null not null",
                "at text default current_timestamp",
                "at text default (datetime('now'))",
                "n int default (1 + 1)",
                "n int default (random())",
                "n int default 1 references x",
            })
    void whatIsSaidToFailDoes(String column) {
        String sql = "alter table orders add column " + column;

        assertThatThrownBy(() -> execute(sql)).hasMessageContaining("Cannot add");
        assertThat(new ReviewCase(sql, List.of()).found(MIGRATOR)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "n int default 0",
                "n int not null default -1",
                "n int default (1)",
                "n int default (-1)",
                "n int default ((1))",
                "n text not null default ''",
                "n text default ('a')",
                "n blob default x'00'",
                "n int default true",
                "n int references x on delete set default",
                "n int as (id + 1) virtual",
            })
    void whatIsNotSaidToFailDoesNot(String column) throws SQLException {
        String sql = "alter table orders add column " + column;

        execute(sql);

        assertThat(new ReviewCase(sql, List.of()).found(MIGRATOR)).isEmpty();
    }
}

package io.holdfast.schema.review;

import io.holdfast.config.Endpoint;
import io.holdfast.testkit.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A database with a table {@code orders} that has rows, and with what statements that change it need. */
final class Orders implements AutoCloseable {
    private static final String[] SETUP = {
        "set allow_in_place_tablespaces = on",
        "create tablespace elsewhere location ''",
        "create access method other type table handler heap_tableam_handler",
        "create domain positive as integer check (value > 0)",
        "create domain plain as integer",
        "create function code() returns integer language plpgsql as 'begin return 1; end'",
        "create function fixed() returns integer language plpgsql stable as 'begin return 1; end'",
        "create type state as enum ('new', 'paid')",
        "create table customers (id bigint primary key)",
        "insert into customers select generate_series(1, 10)",
        "create table orders (id bigint not null, n integer, note varchar(20), price numeric(10, 2), at timestamp,"
                + " customer bigint, total bigint generated always as (id + 1) stored)",
        "insert into orders select i, i, 'note', 1, now(), 1 from generate_series(1, 100) i",
        "create index orders_id on orders (id)",
        "create unique index orders_unique on orders (id)",
        "create table years (id bigint not null) partition by range (id)",
        "create table year (id bigint not null)",
        "insert into year values (1)",
        "create materialized view sums as select count(*) from orders",
    };

    private final Connection connection;

    private Orders(Connection connection) {
        this.connection = connection;
    }

    /** In a database that no test has used. */
    static Orders make() throws SQLException {
        Endpoint endpoint = EmbeddedPostgres.shared().freshDatabase();
        Endpoint.Credentials credentials = endpoint.credentials().orElseThrow();
        Connection connection = DriverManager.getConnection(
                "jdbc:" + endpoint.url(),
                credentials.user(),
                credentials.password().reveal());
        var orders = new Orders(connection);
        for (String each : SETUP) {
            orders.execute(each);
        }
        connection.setAutoCommit(false);
        return orders;
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column of the only row. */
    String read(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** The name of the file that a table is in. */
    String file(String table) throws SQLException {
        return read("select pg_relation_filenode('%s')::text".formatted(table));
    }

    /** Runs what cannot run in a transaction. */
    void executeAlone(String sql) throws SQLException {
        connection.rollback();
        connection.setAutoCommit(true);
        try {
            execute(sql);
        } finally {
            connection.setAutoCommit(false);
        }
    }

    /** As it was in the beginning. */
    void undo() throws SQLException {
        connection.rollback();
    }

    @Override
    public void close() throws SQLException {
        // the server is that of all tests, and a tablespace is the whole server's
        executeAlone("drop tablespace elsewhere");
        connection.close();
    }
}

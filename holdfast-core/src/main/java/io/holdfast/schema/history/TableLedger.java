package io.holdfast.schema.history;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Supplier;

/** A history in a table, on the connection that a runner has at the moment. */
record TableLedger(HistoryTable table, Supplier<Connection> connection) implements Ledger {
    @Override
    public String name() {
        return table.name();
    }

    @Override
    public Optional<String> schema() {
        return table.schema();
    }

    @Override
    public boolean exists() throws SQLException {
        return table.exists(connection.get());
    }

    @Override
    public void create() throws SQLException {
        table.create(connection.get());
    }

    @Override
    public History read() throws SQLException {
        return table.read(connection.get());
    }

    @Override
    public int rank() throws SQLException {
        return table.rank(connection.get());
    }

    @Override
    public String content(Row row) throws SQLException {
        return table.content(connection.get(), row);
    }

    @Override
    public Optional<String> insert(Row row, String content, Optional<String> answer) throws SQLException {
        return table.insert(connection.get(), row, content, answer);
    }

    @Override
    public void update(Row row) throws SQLException {
        table.update(connection.get(), row);
    }

    @Override
    public boolean claim(Row row, Row mine) throws SQLException {
        return table.claim(connection.get(), row, mine);
    }

    @Override
    public void realign(Row row, String content) throws SQLException {
        table.realign(connection.get(), row, content);
    }

    @Override
    public void delete(Row row) throws SQLException {
        table.delete(connection.get(), row);
    }
}

package io.holdfast.benchmarks.sqlite;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/** HikariCP, whose connections all read and write. */
final class Pooled implements Contestant {
    private final HikariDataSource pool;
    private final Transaction transaction;

    private Pooled(HikariDataSource pool, Transaction transaction) {
        this.pool = pool;
        this.transaction = transaction;
    }

    @FunctionalInterface
    private interface Transaction {
        void book(Connection connection, Booking booking) throws SQLException;
    }

    /** Its transactions begin as JDBC's do: with the first statement, and without a lock. */
    static Contestant deferred(Path file, Synchronous synchronous) {
        return new Pooled(new HikariDataSource(Peers.pool(file, synchronous)), Pooled::bookDeferred);
    }

    /** Its transactions take the lock at once. */
    static Contestant immediate(Path file, Synchronous synchronous) {
        return new Pooled(new HikariDataSource(Peers.pool(file, synchronous)), Peers::bookImmediately);
    }

    private static void bookDeferred(Connection connection, Booking booking) throws SQLException {
        connection.setAutoCommit(false);
        try {
            Ledger.book(connection, booking);
            connection.commit();
        } catch (SQLException failure) {
            rollBack(connection, failure);
            throw failure;
        }
    }

    /** The failure that led here is the one to tell of. */
    private static void rollBack(Connection connection, SQLException failure) {
        try {
            connection.rollback();
        } catch (SQLException worse) {
            failure.addSuppressed(worse);
        }
    }

    @Override
    public void write(Booking booking) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            transaction.book(connection, booking);
        }
    }

    @Override
    public long read(int account) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            return Ledger.balance(connection, account);
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}

package com.example.shop;

import io.holdfast.database.Database;
import io.holdfast.engine.Access;
import io.holdfast.transaction.TransactionOptions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** An application's code, outside of the library, that changes rows in different orders. */
public final class Bank {
    private final Database database;

    /** A bank with a database. */
    public Bank(Database database) {
        this.database = database;
    }

    /** What happens between the two rows that a transfer changes. */
    @FunctionalInterface
    public interface Between {
        /** Happens. */
        void happen() throws Exception;
    }

    /** Puts an amount into one row, and takes it from another one. */
    public void transfer(String name, int from, int to, Between between) {
        database.inTransaction(TransactionOptions.named(name), transaction -> {
            update(transaction.connection(), "update accounts set note = 'secret-4711', amount = ? where id = ?", from);
            between.happen();
            update(
                    transaction.connection(),
                    "/* %s */ update accounts set amount = ? where id = ?".formatted(name),
                    to);
            return null;
        });
    }

    /** Reads, thinks about it, and reads again. */
    public void ponder(TransactionOptions options, Between between) {
        database.inTransaction(options, transaction -> {
            read(transaction.connection());
            between.happen();
            read(transaction.connection());
            return null;
        });
    }

    /** Writes if it may, and thinks before it is committed. */
    public void hesitate(TransactionOptions options, Between between) {
        database.inTransaction(options, transaction -> {
            if (options.access() == Access.READ_WRITE) {
                update(transaction.connection(), "update accounts set amount = ? where id = ?", 0);
            } else {
                read(transaction.connection());
            }
            between.happen();
            return null;
        });
    }

    private static void read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select amount from accounts");
        }
    }

    /** A transfer with a connection of a plain data source. */
    public void transferPlainly(int from, int to, Between between) throws Exception {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.executeUpdate("update accounts set amount = 4711 where id = " + from);
            between.happen();
            statement.executeUpdate("update accounts set note = E'secret-4711' where id = " + to);
            connection.rollback();
        }
    }

    private static void update(Connection connection, String sql, int id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, 471_100);
            statement.setInt(2, id);
            statement.executeUpdate();
        }
    }
}

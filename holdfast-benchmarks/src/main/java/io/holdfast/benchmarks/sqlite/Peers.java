package io.holdfast.benchmarks.sqlite;

import com.zaxxer.hikari.HikariConfig;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** What people use without Holdfast: the driver's settings that its users are told, and HikariCP with a pool of eight. */
final class Peers {
    /** The pool as people deploy it: transactions begin without a lock. */
    static final String DEFERRED = "HikariCP";

    /** The pool, and transactions that take the lock at once. */
    static final String IMMEDIATE = "HikariCP immediate";

    /** No pool: one connection that writes, behind a lock. */
    static final String ONE_WRITER = "one plain writer";

    private static final int CONNECTIONS = 8;
    private static final int BUSY_MILLIS = 5_000;

    /** SQLITE_OPEN_READONLY. */
    private static final String READ_ONLY = "1";

    private Peers() {}

    /** HikariCP as it comes, apart from the size. */
    static HikariConfig pool(Path file, Synchronous synchronous) {
        var config = new HikariConfig();
        config.setJdbcUrl(url(file));
        config.setDataSourceProperties(settings(synchronous));
        config.setMaximumPoolSize(CONNECTIONS);
        return config;
    }

    /** A connection that writes. */
    static Connection writer(Path file, Synchronous synchronous) throws SQLException {
        return DriverManager.getConnection(url(file), settings(synchronous));
    }

    /** A connection that only reads. */
    static Connection reader(Path file) throws SQLException {
        var settings = new Properties();
        settings.setProperty("open_mode", READ_ONLY);
        settings.setProperty("busy_timeout", String.valueOf(BUSY_MILLIS));
        return DriverManager.getConnection(url(file), settings);
    }

    /**
     * Makes {@code booking} in a transaction that takes the lock at its beginning. Not by the driver's setting
     * {@code transaction_mode=IMMEDIATE}: with it, a commit takes the lock again for the transaction that may come, and fails
     * as busy although everything is committed.
     */
    static void bookImmediately(Connection connection, Booking booking) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("begin immediate");
            try {
                Ledger.book(connection, booking);
                statement.execute("commit");
            } catch (SQLException failure) {
                rollBack(statement, failure);
                throw failure;
            }
        }
    }

    /** SQLite may have rolled back by itself; the failure that led here is the one to tell of. */
    private static void rollBack(Statement statement, SQLException failure) {
        try {
            statement.execute("rollback");
        } catch (SQLException worse) {
            failure.addSuppressed(worse);
        }
    }

    private static String url(Path file) {
        return "jdbc:sqlite:" + file;
    }

    private static Properties settings(Synchronous synchronous) {
        var settings = new Properties();
        settings.setProperty("journal_mode", "WAL");
        settings.setProperty("synchronous", synchronous.name());
        settings.setProperty("busy_timeout", String.valueOf(BUSY_MILLIS));
        return settings;
    }
}

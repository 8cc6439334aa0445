package io.holdfast.benchmarks.migrations;

import io.holdfast.config.Endpoint;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A database to be brought up to date.
 *
 * @param endpoint where it is, for us
 * @param url where it is, for the driver
 * @param user who asks; empty where nobody is asked for
 * @param password what proves it
 */
record Target(Endpoint endpoint, String url, String user, String password) {

    /** A file that is made, empty, and keeps a log ahead ({@code journal_mode=WAL}), whoever opens it. */
    static Target sqlite(Path file) throws SQLException {
        String path = file.toAbsolutePath().toString();
        var target = new Target(Endpoint.at("bench", "sqlite:" + path), "jdbc:sqlite:" + path, "", "");
        try (Connection connection = target.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("pragma journal_mode = wal");
        }
        return target;
    }

    /** A database of a server. */
    static Target postgresql(Endpoint endpoint) {
        var url = endpoint.url();
        Endpoint.Credentials user = endpoint.credentials().orElseThrow();
        return new Target(
                endpoint,
                "jdbc:postgresql://%s:%d/%s".formatted(url.host(), url.port(), url.path()),
                user.user(),
                user.password().reveal());
    }

    /** A connection as the driver gives it. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(url, user, password);
    }

    /** Runs a script of any number of statements in one call. SQLite's driver has one way to run all, and another to run the first. */
    void run(Statement statement, String script) throws SQLException {
        if (endpoint.url().engine().equals("sqlite")) {
            statement.executeUpdate(script);
        } else {
            statement.execute(script);
        }
    }

    /** What the server or the file says to {@code question}. */
    String ask(String question) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(question)) {
            answer.next();
            return answer.getString(1);
        }
    }

    /**
     * Finds out whether each of {@code migrations} was applied once.
     *
     * @throws IllegalStateException if not, which names {@code contestant}
     */
    void check(String contestant, MigrationSet migrations) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (int table = 0; table < migrations.tables(); table++) {
                check(contestant, statement, table);
            }
        }
    }

    private static void check(String contestant, Statement statement, int table) throws SQLException {
        String query = "select sum(price), count(note) from t_%d where name > ''".formatted(table);
        try (ResultSet answer = statement.executeQuery(query)) {
            answer.next();
            if (answer.getInt(1) != MigrationSet.PRICES || answer.getInt(2) != MigrationSet.CYCLE - 1) {
                throw new IllegalStateException(
                        "%s did not apply each migration of t_%d once".formatted(contestant, table));
            }
        }
    }
}

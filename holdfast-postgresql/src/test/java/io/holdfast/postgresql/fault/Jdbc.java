package io.holdfast.postgresql.fault;

import io.holdfast.config.Endpoint;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;

/** The driver as it is, without anything of ours in between. */
final class Jdbc {
    private Jdbc() {}

    static Connection open(Endpoint endpoint) throws SQLException {
        return open(endpoint, Map.of());
    }

    /** A connection whose every read ends after a second. */
    static Connection impatient(Endpoint endpoint) throws SQLException {
        return open(endpoint, Map.of("socketTimeout", "1"));
    }

    static Connection open(Endpoint endpoint, Map<String, String> options) throws SQLException {
        Endpoint.Credentials user = endpoint.credentials().orElseThrow();
        Properties properties = new Properties();
        properties.put("user", user.user());
        properties.put("password", user.password().reveal());
        properties.put("sslmode", "disable");
        properties.putAll(options);
        String url = "jdbc:postgresql://%s:%d/%s"
                .formatted(
                        endpoint.url().host(),
                        endpoint.url().port(),
                        endpoint.url().path());
        return DriverManager.getConnection(url, properties);
    }

    static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first value of the answer; null where there is none. */
    static String ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            return answer.next() ? answer.getString(1) : null;
        }
    }

    static String ask(Endpoint endpoint, String sql) throws SQLException {
        try (Connection connection = open(endpoint)) {
            return ask(connection, sql);
        }
    }
}

package io.holdfast.app.transfer;

import io.holdfast.config.Endpoint;
import io.holdfast.testkit.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A fresh PostgreSQL database to transfer into, and plain connections to look at it and at the source. */
record Target(Endpoint endpoint) {

    static Target fresh() {
        return new Target(EmbeddedPostgres.shared().freshDatabase());
    }

    /** The address with its credentials, as another process needs it. */
    String address() {
        Endpoint.Credentials credentials = endpoint.credentials().orElseThrow();
        return "postgresql://%s:%s@%s:%d/%s"
                .formatted(
                        credentials.user(),
                        credentials.password().reveal(),
                        endpoint.url().host(),
                        endpoint.url().port(),
                        endpoint.url().path());
    }

    Connection connect() throws SQLException {
        Endpoint.Credentials credentials = endpoint.credentials().orElseThrow();
        return DriverManager.getConnection(
                "jdbc:postgresql://%s:%d/%s"
                        .formatted(
                                endpoint.url().host(),
                                endpoint.url().port(),
                                endpoint.url().path()),
                credentials.user(),
                credentials.password().reveal());
    }

    /** The first column of what {@code sql} answers. */
    List<String> ask(String sql) throws SQLException {
        List<String> answer = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                answer.add(rows.getString(1));
            }
        }
        return answer;
    }

    void run(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    List<String> tablesIn(String schema) throws SQLException {
        return ask("select tablename from pg_tables where schemaname = '%s' order by 1".formatted(schema));
    }

    List<String> stagingSchemas() throws SQLException {
        return ask("select nspname from pg_namespace where nspname like 'holdfast\\_staging%'");
    }

    /** How {@code schema} differs from the SQLite database in {@code file}; empty where it does not. */
    List<String> differencesFrom(Path file, String schema) throws SQLException {
        try (Connection sqlite = DriverManager.getConnection("jdbc:sqlite:file:" + file + "?mode=ro");
                Connection postgresql = connect()) {
            return new PlainComparison(sqlite, postgresql, schema).differences();
        }
    }
}

package io.holdfast.postgresql.migrate;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * Where migrations work.
 *
 * @param schema the schema that was declared for it; empty for the first of the search path
 */
record Home(Optional<String> schema) {
    /** Nothing was declared. */
    static final Home FIRST_OF_THE_PATH = new Home(Optional.empty());

    private static final String EXISTS = "select exists (select from pg_catalog.pg_namespace where nspname = ?)";
    private static final String LOCK =
            "select pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended('holdfast schema ' || ?, 0))";

    /** The statement that puts the schema before the search path as it is; empty where none was declared. */
    String entering() {
        return schema.map(name -> ("select pg_catalog.set_config('search_path', pg_catalog.concat_ws(', ', '%s',"
                                + " nullif(pg_catalog.current_setting('search_path'), '')), false); ")
                        .formatted(quoted(name).replace("'", "''")))
                .orElse("");
    }

    /**
     * Makes the schema where it is missing, in the transaction that is open. Where it is there, the right to make schemas is
     * not needed.
     */
    void make(Connection connection) throws SQLException {
        if (schema.isEmpty() || exists(connection, schema.get())) {
            return;
        }
        // two who make it at once would hinder each other, IF NOT EXISTS or not
        try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
            lock.setString(1, schema.get());
            lock.execute();
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("create schema if not exists " + quoted(schema.get()));
        }
    }

    private static boolean exists(Connection connection, String name) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(EXISTS)) {
            query.setString(1, name);
            try (ResultSet answer = query.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }
}

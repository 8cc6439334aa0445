package io.holdfast.postgresql.catalogue;

import io.holdfast.config.Endpoint;
import io.holdfast.engine.SchemaModel;
import io.holdfast.postgresql.PostgresqlEngine;
import io.holdfast.postgresql.TestServer;
import io.holdfast.postgresql.session.PostgresqlSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;

/** A schema that holds one of everything, and words for reading such schemas. */
final class HardSchema {
    private HardSchema() {}

    /** A new database with the schema. */
    static Endpoint made() throws Exception {
        Endpoint endpoint = empty();
        execute(endpoint, text("hard-schema.sql"));
        return endpoint;
    }

    /** A new database with what the schema needs outside of it. */
    static Endpoint empty() throws Exception {
        Endpoint endpoint = TestServer.freshDatabase();
        execute(endpoint, text("outside.sql"));
        return endpoint;
    }

    private static void execute(Endpoint endpoint, String sql) throws Exception {
        try (PostgresqlSession session = TestServer.open(endpoint)) {
            execute(session.connection(), sql);
        }
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static SchemaModel read(PostgresqlSession session) throws Exception {
        return new PostgresqlEngine().schemaReader().orElseThrow().read(session, "public");
    }

    static SchemaModel read(Endpoint endpoint) throws Exception {
        try (PostgresqlSession session = TestServer.open(endpoint)) {
            return read(session);
        }
    }

    /** A file beside this class. */
    static String text(String file) throws IOException {
        try (InputStream stream = Objects.requireNonNull(HardSchema.class.getResourceAsStream(file))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

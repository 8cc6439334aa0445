package io.holdfast.postgresql.receive;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.postgresql.ddl.Names;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** What has to be true before a transfer begins, in the order in which a person would want to hear of it. */
final class Preparation {
    static final String MARK = "Staging area of a Holdfast transfer. It may be dropped when no transfer runs.";

    private static final String SCHEMA_OBJECTS = """
            WITH space AS (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = ?),
                 objects AS (
                SELECT 'pg_catalog.pg_class'::regclass AS class, c.oid, c.relname::text AS name
                FROM pg_catalog.pg_class c, space
                WHERE c.relnamespace = space.oid AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f', 'c')
                UNION ALL
                SELECT 'pg_catalog.pg_proc'::regclass, p.oid, p.proname::text
                FROM pg_catalog.pg_proc p, space WHERE p.pronamespace = space.oid
                UNION ALL
                SELECT 'pg_catalog.pg_type'::regclass, t.oid, t.typname::text
                FROM pg_catalog.pg_type t, space
                WHERE t.typnamespace = space.oid AND t.typrelid = 0 AND t.typelem = 0
                UNION ALL
                SELECT 'pg_catalog.pg_operator'::regclass, o.oid, o.oprname::text
                FROM pg_catalog.pg_operator o, space WHERE o.oprnamespace = space.oid
                UNION ALL
                SELECT 'pg_catalog.pg_collation'::regclass, l.oid, l.collname::text
                FROM pg_catalog.pg_collation l, space WHERE l.collnamespace = space.oid)
            SELECT o.name FROM objects o
            WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d
                              WHERE d.classid = o.class AND d.objid = o.oid AND d.deptype IN ('e', 'i'))
            ORDER BY 1 LIMIT 1
            """;

    private final Connection connection;
    private final String schema;

    private Preparation(Connection connection, String schema) {
        this.connection = connection;
        this.schema = schema;
    }

    /** Checks everything, takes the lock, and leaves an empty staging schema. */
    static void run(Connection connection, String schema) throws SQLException {
        Preparation preparation = new Preparation(connection, schema);
        preparation.checkName();
        preparation.checkServer();
        preparation.checkPrivileges();
        new Lock(connection, schema).take();
        preparation.checkSchemaIsEmpty();
        preparation.removeLeftover();
        preparation.create();
    }

    /** Refuses a schema that holds anything but what belongs to an extension. */
    static void checkSchemaIsEmpty(Connection connection, String schema) throws SQLException {
        new Preparation(connection, schema).checkSchemaIsEmpty();
    }

    private void checkName() {
        boolean reserved = schema.startsWith("pg_") || schema.equals("information_schema") || schema.equals("holdfast");
        if (schema.isEmpty() || !Names.fit(schema).equals(schema) || reserved) {
            throw Failure.of(
                            ErrorKind.CONFIGURATION, "a transfer cannot go into a schema called '%s'".formatted(schema))
                    .withHint("choose a name of 1 to 63 bytes that does not begin with pg_, and not holdfast")
                    .exception();
        }
    }

    private void checkServer() throws SQLException {
        String encoding = one("SHOW server_encoding").orElse("");
        if (!encoding.equals("UTF8")) {
            throw Failure.of(
                            ErrorKind.UNSUPPORTED,
                            "the database is encoded in %s, which cannot hold every text".formatted(encoding))
                    .withHint("create a database with ENCODING 'UTF8'")
                    .exception();
        }
        if (one("SELECT pg_is_in_recovery()").orElse("").equals("t")) {
            throw Failure.of(ErrorKind.READ_ONLY, "the server is a standby and takes no writes")
                    .withHint("give the address of the primary")
                    .exception();
        }
    }

    private void checkPrivileges() throws SQLException {
        if (!isTrue("SELECT has_database_privilege(current_database(), 'CREATE')")) {
            throw Failure.of(ErrorKind.PERMISSION, "the user may not create a schema in this database")
                    .withHint("GRANT CREATE ON DATABASE … TO the user, or use another user")
                    .exception();
        }
        if (schemaExists(schema) && !isTrue("SELECT has_schema_privilege(?, 'CREATE')", schema)) {
            throw Failure.of(ErrorKind.PERMISSION, "the user may not create tables in schema " + schema)
                    .withHint("GRANT CREATE ON SCHEMA … TO the user, or choose another schema with --schema")
                    .exception();
        }
    }

    private void checkSchemaIsEmpty() throws SQLException {
        Optional<String> object = one(SCHEMA_OBJECTS, schema);
        if (object.isPresent()) {
            throw Failure.of(
                            ErrorKind.DECISION_NEEDED,
                            "schema %s is not empty: it holds %s".formatted(schema, object.get()))
                    .withHint("choose another schema with --schema, or empty this one")
                    .exception();
        }
    }

    private void removeLeftover() throws SQLException {
        String staging = Names.staging(schema);
        if (!schemaExists(staging)) {
            return;
        }
        Optional<String> comment = one(
                "SELECT pg_catalog.obj_description(oid, 'pg_namespace') FROM pg_catalog.pg_namespace WHERE nspname = ?",
                staging);
        if (!comment.equals(Optional.of(MARK))) {
            throw Failure.of(
                            ErrorKind.DECISION_NEEDED,
                            "schema %s is in the way, and it was not made by Holdfast".formatted(staging))
                    .withHint("rename or drop it")
                    .exception();
        }
        execute("DROP SCHEMA %s CASCADE".formatted(Names.quoted(staging)));
    }

    private void create() throws SQLException {
        String staging = Names.quoted(Names.staging(schema));
        execute("CREATE SCHEMA %s; COMMENT ON SCHEMA %s IS %s".formatted(staging, staging, Names.literal(MARK)));
    }

    private boolean schemaExists(String name) throws SQLException {
        return one("SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = ?", name)
                .isPresent();
    }

    private boolean isTrue(String sql, String... parameters) throws SQLException {
        return one(sql, parameters).orElse("").equals("t");
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Optional<String> one(String sql, String... parameters) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            for (int index = 0; index < parameters.length; index++) {
                query.setString(index + 1, parameters[index]);
            }
            try (ResultSet answer = query.executeQuery()) {
                return answer.next() ? Optional.ofNullable(answer.getString(1)) : Optional.empty();
            }
        }
    }
}

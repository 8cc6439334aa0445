package io.holdfast.postgresql;

import io.holdfast.config.Endpoint;
import io.holdfast.engine.Engine.Fact;
import io.holdfast.engine.Engine.Level;
import io.holdfast.engine.tls.Loopback;
import io.holdfast.engine.tls.TlsFacts;
import io.holdfast.postgresql.session.Pooler;
import io.holdfast.postgresql.tls.PostgresqlServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What {@code holdfast check} shows of a PostgreSQL database. */
final class Facts {
    private static final int PATIENCE_MILLIS = 10_000;
    private static final long LITTLE_SPACE = 1L << 30;

    /** More is a clock that somebody should set. */
    private static final double FAR_APART = 2;

    private static final String QUESTION = """
            WITH usual AS (
                SELECT c.oid FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                WHERE c.relkind IN ('r', 'p') AND n.nspname = ANY (current_schemas(false)))
            SELECT current_setting('server_version') AS version,
                   current_setting('server_version_num')::int AS version_number,
                   extract(epoch FROM clock_timestamp())::float8 AS clock,
                   pg_is_in_recovery() AS recovery,
                   current_user AS username,
                   (SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user) AS superuser,
                   has_database_privilege(current_database(), 'CREATE') AS maycreate,
                   COALESCE(has_schema_privilege(current_schema(), 'CREATE'), false) AS maymake,
                   (SELECT count(*) FROM usual) AS tables,
                   (SELECT count(*) FROM usual WHERE NOT has_table_privilege(oid, 'SELECT')) AS unreadable,
                   (SELECT count(*) FROM usual
                    WHERE NOT (has_table_privilege(oid, 'INSERT') AND has_table_privilege(oid, 'UPDATE')
                               AND has_table_privilege(oid, 'DELETE'))) AS unwritable,
                   pg_database_size(current_database()) AS size,
                   current_setting('synchronous_commit') AS synchronous_commit,
                   current_setting('fsync') AS fsync,
                   current_setting('full_page_writes') AS full_page_writes,
                   current_setting('server_encoding') AS encoding,
                   (SELECT count(*) FROM pg_catalog.pg_stat_activity WHERE backend_type = 'client backend') AS used,
                   current_setting('max_connections')::int AS limit
            """;

    private final List<Fact> facts = new ArrayList<>();
    private final Endpoint endpoint;

    private Facts(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    static List<Fact> of(Connection connection, Endpoint endpoint) throws SQLException {
        int before = connection.getNetworkTimeout();
        connection.setNetworkTimeout(Runnable::run, PATIENCE_MILLIS);
        Facts facts = new Facts(endpoint);
        double asked = now();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(QUESTION)) {
            row.next();
            double answered = now();
            facts.pooler(connection);
            facts.server(row);
            facts.privileges(row);
            facts.tables(row);
            facts.durability(row);
            facts.room(connection, row);
            facts.clock(row.getDouble("clock"), asked, answered);
        }
        connection.setNetworkTimeout(Runnable::run, before);
        return List.copyOf(facts.facts);
    }

    private void pooler(Connection connection) throws SQLException {
        if (Pooler.standsBefore(connection)) {
            ok("pooler", "stands before the server; settings and locks of a session end with each transaction");
        }
    }

    private void server(ResultSet row) throws SQLException {
        ok("version", "PostgreSQL " + row.getString("version"));
        facts.add(Releases.support(row.getInt("version_number"), LocalDate.now(ZoneOffset.UTC)));
        ok("role", row.getBoolean("recovery") ? "standby, takes no writes" : "primary");
        String encoding = row.getString("encoding");
        add("encoding", encoding, encoding.equals("UTF8"), Level.ERROR, "create a database with ENCODING 'UTF8'");
        facts.addAll(new TlsFacts(new PostgresqlServers(), endpoint, Instant.now()).facts());
    }

    private void privileges(ResultSet row) throws SQLException {
        ok("user", row.getString("username") + (row.getBoolean("superuser") ? ", superuser" : ""));
        boolean may = row.getBoolean("maycreate");
        add(
                "create-schema",
                may ? "yes" : "no",
                may,
                Level.WARNING,
                "GRANT CREATE ON DATABASE to the user, if transfers are to go into this database");
    }

    /** Of the tables that a name without its schema can mean. */
    private void tables(ResultSet row) throws SQLException {
        ok("create-table", row.getBoolean("maymake") ? "yes" : "no");
        tables(row, "read", "unreadable", "GRANT SELECT ON them to the user");
        if (!row.getBoolean("recovery")) {
            tables(
                    row,
                    "write",
                    "unwritable",
                    "GRANT INSERT, UPDATE, DELETE ON them to the user, unless it is to read alone");
        }
    }

    private void tables(ResultSet row, String name, String column, String advice) throws SQLException {
        long all = row.getLong("tables");
        long not = row.getLong(column);
        String value = not == 0 ? "all %d tables".formatted(all) : "%d of %d tables not".formatted(not, all);
        add(name, value, not == 0, Level.WARNING, advice);
    }

    /** The server's clock ran between the question and the answer; only what lies outside of that is a difference. */
    private void clock(double server, double asked, double answered) {
        double apart = Math.max(0, Math.max(asked - server, server - answered));
        add(
                "clock",
                apart < 0.01
                        ? "as here"
                        : String.format(Locale.ROOT, "%.2f s %s", apart, server < asked ? "behind" : "ahead"),
                apart <= FAR_APART,
                Level.WARNING,
                "set the clocks of this machine and of the server by the same source (NTP)");
    }

    private static double now() {
        return System.currentTimeMillis() / 1_000.0;
    }

    private void durability(ResultSet row) throws SQLException {
        setting(row, "fsync", Level.ERROR, "a power cut can destroy this database: set fsync = on");
        setting(
                row,
                "full_page_writes",
                Level.ERROR,
                "a power cut can destroy this database: set full_page_writes = on");
        setting(row, "synchronous_commit", Level.WARNING, "the last commits are lost in a crash: set it to on");
    }

    private void setting(ResultSet row, String name, Level level, String advice) throws SQLException {
        String value = row.getString(name);
        add(name.replace('_', '-'), value, !value.equals("off"), level, advice);
    }

    private void room(Connection connection, ResultSet row) throws SQLException {
        long used = row.getLong("used");
        long limit = row.getLong("limit");
        add(
                "connections",
                "%d of %d in use".formatted(used, limit),
                used * 10 < limit * 9,
                Level.WARNING,
                "close idle connections, or raise max_connections");
        ok("size", size(row.getLong("size")));
        if (Loopback.is(endpoint.url().host()) && row.getBoolean("superuser")) {
            freeSpace(connection);
        }
    }

    /** Only a server on this machine shows its disk. */
    private void freeSpace(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW data_directory")) {
            row.next();
            Path data = Path.of(row.getString(1));
            if (Files.isDirectory(data)) {
                long free = Files.getFileStore(data).getUsableSpace();
                add("free-space", size(free), free > LITTLE_SPACE, Level.WARNING, "make room on the server's disk");
            }
        } catch (IOException e) {
            add("free-space", "unknown", false, Level.WARNING, "the server's disk cannot be looked at");
        }
    }

    private void ok(String name, String value) {
        add(name, value, true, Level.OK, "");
    }

    private void add(String name, String value, boolean fine, Level otherwise, String advice) {
        facts.add(fine ? new Fact(name, value, Level.OK, "") : new Fact(name, value, otherwise, advice));
    }

    private static String size(long bytes) {
        double mebibytes = bytes / (1024.0 * 1024.0);
        return mebibytes < 1024
                ? String.format(Locale.ROOT, "%.1f MiB", mebibytes)
                : String.format(Locale.ROOT, "%.1f GiB", mebibytes / 1024);
    }
}

package io.holdfast.schema;

import io.holdfast.config.ConfigLoader;
import io.holdfast.config.DatabaseConfig;
import io.holdfast.config.Endpoint;
import io.holdfast.engine.Engine;
import io.holdfast.engine.Engines;
import io.holdfast.engine.SqlSession;
import io.holdfast.resilience.Time;
import io.holdfast.schema.run.RunStep;
import io.holdfast.testkit.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A database and a folder with its migrations, as they would be declared. */
final class Fixture {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path folder;
    private final Endpoint place;
    private final Map<String, String> settings = new TreeMap<>();

    /** The engines, and how the tests see the schema that is there. */
    enum Kind {
        SQLITE("select type || ' ' || name || ' ' || coalesce(sql, '') from sqlite_schema where name not like"
                + " 'holdfast%' and name not like 'sqlite_%' and tbl_name not like 'holdfast%' order by 1"),
        POSTGRESQL("""
                select c.relname::text || ' ' || c.relkind::text || ' ' || coalesce(a.attname::text, '') || ' '
                    || coalesce(format_type(a.atttypid, a.atttypmod), '') || ' ' || coalesce(a.attnotnull::text, '')
                    || ' ' || coalesce(pg_get_expr(d.adbin, d.adrelid), '')
                    || ' ' || coalesce(case when c.relkind = 'i' then pg_get_indexdef(c.oid) end, '')
                from pg_class c
                left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
                where c.relnamespace = current_schema()::regnamespace and c.relname not like 'holdfast%'
                order by 1""");

        private final String schema;

        Kind(String schema) {
            this.schema = schema;
        }

        /** A database that no test has used, with an empty folder of migrations. */
        Fixture in(Path folder) {
            if (this == POSTGRESQL) {
                Endpoint place = EmbeddedPostgres.shared().freshDatabase();
                return new Fixture(folder, place).with("scratch", withPassword(place));
            }
            Path file = folder.resolve("app.db");
            write(file, "");
            return new Fixture(folder, Endpoint.at("app", "sqlite:" + file));
        }
    }

    /** The server of tests, so that no other is started for what is thrown away. */
    private static String withPassword(Endpoint place) {
        Endpoint.Credentials known = place.credentials().orElseThrow();
        return place.url()
                .toString()
                .replace(
                        "//",
                        "//%s:%s@".formatted(known.user(), known.password().reveal()));
    }

    private Fixture(Path folder, Endpoint place) {
        this.folder = folder;
        this.place = place;
        settings.put("migrations", migrations().toString());
        try {
            Files.createDirectories(migrations());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The fixture whose database and folder another process has made. */
    static Fixture at(Path folder, Endpoint place) {
        return new Fixture(folder, place);
    }

    Path migrations() {
        return folder.resolve("db");
    }

    Endpoint place() {
        return place;
    }

    /** A setting of the database's migrations. */
    Fixture with(String key, String value) {
        settings.put("migrations." + key, value);
        return this;
    }

    /** A setting of the database itself. */
    Fixture declared(String key, String value) {
        settings.put(key, value);
        return this;
    }

    /** What every session begins with. */
    Fixture beginning(String sql) {
        settings.put("pool.init-sql", sql);
        return this;
    }

    /** Writes a file of migrations. */
    Fixture file(String name, String text) {
        write(migrations().resolve(name), text);
        return this;
    }

    /** Takes a file away. */
    void delete(String name) {
        try {
            Files.delete(migrations().resolve(name));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    DatabaseConfig config() {
        Map<String, String> flags = new TreeMap<>();
        flags.put("databases.app.url", place.url().toString());
        place.credentials().ifPresent(known -> {
            flags.put("databases.app.user", known.user());
            flags.put("databases.app.password", known.password().reveal());
        });
        settings.forEach((key, value) ->
                flags.put("databases.app." + (key.equals("migrations") ? "migrations.locations" : key), value));
        return ConfigLoader.withoutFile(Path.of(""))
                .withFlags(flags)
                .load()
                .config()
                .databases()
                .get("app");
    }

    private Engine engine() {
        return Engines.onClassPath().of(place.url());
    }

    Migrations open() {
        return open(MigrationListener.SILENT, step -> {});
    }

    Migrations open(MigrationListener listener, Consumer<RunStep> steps) {
        return Migrations.of(config(), engine(), Time.real(), listener, steps);
    }

    /** What the first column of {@code query} holds, as text. */
    List<String> read(String query) {
        try (var session = (SqlSession) engine().open(place, PATIENCE);
                Statement statement = session.connection().createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (Exception failure) {
            throw new AssertionError("the query failed: " + query, failure);
        }
    }

    void execute(String... statements) {
        try (var session = (SqlSession) engine().open(place, PATIENCE);
                Statement statement = session.connection().createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        } catch (Exception failure) {
            throw new AssertionError("a statement failed of " + List.of(statements), failure);
        }
    }

    /** The schema that is there, but for the history. */
    List<String> schema() {
        return read(Stream.of(Kind.values())
                .filter(kind -> kind.name().equalsIgnoreCase(engine().name()))
                .findFirst()
                .orElseThrow()
                .schema);
    }

    /** The tables that are there, whoever made them. */
    List<String> everything() {
        return read(
                place.url().toString().startsWith("sqlite")
                        ? "select name from sqlite_schema order by 1"
                        : "select schemaname || '.' || tablename from pg_tables where schemaname !~ '^pg_|^information'"
                                + " order by 1");
    }

    /** A connection of somebody else, as the driver gives it. */
    Connection connection() throws SQLException {
        Properties properties = new Properties();
        place.credentials().ifPresent(known -> {
            properties.setProperty("user", known.user());
            properties.setProperty("password", known.password().reveal());
        });
        return DriverManager.getConnection("jdbc:" + place.url(), properties);
    }

    /** The history, a line for each row: kind, version or name, and state. */
    List<String> history() {
        return read(
                "select kind || ' ' || coalesce(version, name) || ' ' || state from holdfast_schema_history order by rank");
    }
}

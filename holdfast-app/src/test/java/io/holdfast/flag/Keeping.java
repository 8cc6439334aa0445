package io.holdfast.flag;

import io.holdfast.audit.AuditTable;
import io.holdfast.audit.AuditTrail;
import io.holdfast.audit.ReplayStep;
import io.holdfast.config.ConfigLoader;
import io.holdfast.config.DatabaseConfig;
import io.holdfast.config.Endpoint;
import io.holdfast.database.Database;
import io.holdfast.disk.Disk;
import io.holdfast.engine.Engine;
import io.holdfast.engine.Engines;
import io.holdfast.engine.SqlSession;
import io.holdfast.event.Events;
import io.holdfast.event.Recorder;
import io.holdfast.gate.Preparation;
import io.holdfast.resilience.Time;
import io.holdfast.schema.OwnMigrations;
import io.holdfast.testkit.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A control database and a home, with flags and an audit table that tell of their steps. */
final class Keeping implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The engines. */
    enum Kind {
        SQLITE,
        POSTGRESQL;

        /** The place of a database that no test has used. */
        Endpoint in(Path folder) {
            if (this == POSTGRESQL) {
                return EmbeddedPostgres.shared().freshDatabase();
            }
            try {
                return Endpoint.at("app", "sqlite:" + Files.createFile(folder.resolve("app.db")));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    final Database database;
    final Recorder recorder;
    final AuditTable table;
    final Flags flags;
    private final Path home;

    Keeping(Endpoint place, Path home, Consumer<SetStep> setting, Consumer<ReplayStep> replaying) {
        this(place, home, setting, replaying, Around.USUAL);
    }

    /** What a test may choose: the name of the database, the time of the flags, the disk of the record, the limit of a transaction. */
    record Around(String name, Time time, Disk disk, Duration transaction) {
        static final Around USUAL = new Around("app", Time.real(), Disk.local());

        Around(String name, Time time, Disk disk) {
            this(name, time, disk, Duration.ofMinutes(1));
        }

        Around within(Duration limit) {
            return new Around(name, time, disk, limit);
        }
    }

    Keeping(Endpoint place, Path home, Consumer<SetStep> setting, Consumer<ReplayStep> replaying, Around around) {
        this.home = home;
        DatabaseConfig config = config(around, place);
        Engine engine = Engines.onClassPath().of(config.url());
        Time time = Time.real();
        var events = new Events();
        database = Database.open(config, engine, time, events, Preparation.NONE, new OwnMigrations(engine, time));
        recorder =
                Recorder.open(around.disk(), Recorder.folder(home), InstantSource.system(), new SecureRandom(), events);
        table = new AuditTable(database, Disk.local(), Recorder.folder(home), replaying);
        flags = Flags.open(database, new Trail(), Disk.local(), home, around.time(), setting);
    }

    static Keeping in(Endpoint place, Path home) {
        return new Keeping(place, home, step -> {}, step -> {});
    }

    private static DatabaseConfig config(Around around, Endpoint place) {
        Map<String, String> flags = new TreeMap<>();
        String name = around.name();
        String keys = "databases." + name + ".";
        flags.put(keys + "url", place.url().toString());
        flags.put(keys + "await", "1s");
        flags.put(keys + "timeouts.transaction", around.transaction().toSeconds() + "s");
        place.credentials().ifPresent(known -> {
            flags.put(keys + "user", known.user());
            flags.put(keys + "password", known.password().reveal());
        });
        return ConfigLoader.withoutFile(Path.of(""))
                .withFlags(flags)
                .load()
                .config()
                .databases()
                .get(name);
    }

    void set(String name, String value) {
        flags.set(FlagSetting.of(name, value, "ada"));
    }

    void replay() {
        table.replay(recorder);
    }

    AuditTrail trail() {
        return new AuditTrail(Disk.local(), Recorder.folder(home));
    }

    /** What the first column of {@code query} holds at {@code place}, as text. */
    static List<String> read(Endpoint place, String query) {
        try (var session = (SqlSession) Engines.onClassPath().of(place.url()).open(place, PATIENCE);
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

    /** Runs {@code statements} at {@code place}, as somebody else. */
    static void execute(Endpoint place, String... statements) {
        try (var session = (SqlSession) Engines.onClassPath().of(place.url()).open(place, PATIENCE);
                Statement statement = session.connection().createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        } catch (Exception failure) {
            throw new AssertionError("a statement failed of " + List.of(statements), failure);
        }
    }

    @Override
    public void close() {
        database.close();
        recorder.close();
    }

    private final class Trail implements FlagTrail {
        @Override
        public Recorder recorder() {
            return recorder;
        }

        @Override
        public void make() {
            table.make();
        }

        @Override
        public void catchUp() {
            table.catchUp(recorder);
        }

        @Override
        public void copy(Connection connection) throws SQLException {
            table.copy(connection, recorder);
        }
    }
}

package io.holdfast;

import io.holdfast.audit.AuditTable;
import io.holdfast.config.DatabaseConfig;
import io.holdfast.config.HoldfastConfig;
import io.holdfast.config.MigrationsConfig;
import io.holdfast.database.Database;
import io.holdfast.disk.Disk;
import io.holdfast.engine.Engine;
import io.holdfast.engine.Engines;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.event.Events;
import io.holdfast.event.Recorder;
import io.holdfast.flag.FlagTrail;
import io.holdfast.flag.Flags;
import io.holdfast.gate.Preparation;
import io.holdfast.resilience.Time;
import io.holdfast.schema.OwnMigrations;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What Holdfast keeps in the control database: flags, and the audit table. A {@link Holdfast} has one where {@code control}
 * is declared; a program that needs nothing else opens one alone.
 *
 * <p>Safe for use by many threads.
 */
public final class Control implements AutoCloseable {
    private final Database database;
    private final KeptRecord kept;
    private final boolean alone;
    private final AuditTable table;
    private final Flags flags;

    private Control(Database database, Path home, KeptRecord kept, Time time, boolean alone) {
        this.database = database;
        this.kept = kept;
        this.alone = alone;
        Disk disk = Disk.local();
        this.table = new AuditTable(database, disk, Recorder.folder(home), step -> {});
        this.flags = Flags.open(database, new Trail(), disk, home, time, step -> {});
    }

    /** The one in {@code database}, which is open, as is {@code kept}. */
    static Control in(Database database, Path home, KeptRecord kept, Time time) {
        return new Control(database, home, kept, time, false);
    }

    /**
     * Opens the control database of {@code config} and nothing else. One that is down then is opened all the same.
     *
     * @param patience the longest wait for it
     * @throws io.holdfast.error.HoldfastException of kind CONFIGURATION if none is declared
     */
    public static Control open(HoldfastConfig config, Duration patience) {
        String name = name(config);
        DatabaseConfig declared = Optional.ofNullable(config.databases().get(name))
                .orElseThrow(() -> undeclared(config.databases().keySet()));
        DatabaseConfig meant = declared.withMigrations(MigrationsConfig.NONE)
                .awaiting(declared.await().compareTo(patience) < 0 ? declared.await() : patience);
        Engine engine = Engines.onClassPath().of(meant.url());
        Time time = Time.real();
        var events = new Events();
        Database database =
                Database.open(meant, engine, time, events, Preparation.NONE, new OwnMigrations(engine, time));
        return new Control(database, config.home(), new KeptRecord(config.home(), events), time, true);
    }

    /** The name of the control database. */
    static String name(HoldfastConfig config) {
        return config.control().orElseThrow(() -> undeclared(config.databases().keySet()));
    }

    static HoldfastException undeclared(Set<String> databases) {
        return Failure.of(
                        ErrorKind.CONFIGURATION,
                        "no control database is declared, and flags and the audit table are kept in it")
                .withHint("write control: NAME into holdfast.yaml; declared are: " + String.join(", ", databases))
                .exception();
    }

    /** The flags. */
    public Flags flags() {
        return flags;
    }

    /** The audit table. */
    public AuditTable auditTable() {
        return table;
    }

    /** The record of actions that is replayed into the table. */
    public Recorder recorder() {
        return kept.recorder();
    }

    /**
     * Copies to the audit table what is on record and not in it.
     *
     * @throws io.holdfast.error.HoldfastException if that cannot be done now; nothing is lost then
     */
    public void replay() {
        table.replay(kept.recorder());
    }

    /** The database itself. */
    Database database() {
        return database;
    }

    /** Closes what was opened here. */
    @Override
    public void close() {
        if (alone) {
            database.close();
            kept.close();
        }
    }

    /** The record and the table, as the flags see them. */
    private final class Trail implements FlagTrail {
        @Override
        public Recorder recorder() {
            return kept.recorder();
        }

        @Override
        public void make() {
            table.make();
        }

        @Override
        public void catchUp() {
            table.catchUp(kept.recorder());
        }

        @Override
        public void copy(Connection connection) throws SQLException {
            table.copy(connection, kept.recorder());
        }
    }
}

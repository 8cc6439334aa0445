package io.holdfast.app.migrate;

import io.holdfast.app.output.Interruption;
import io.holdfast.app.record.ActionRecord;
import io.holdfast.config.DatabaseConfig;
import io.holdfast.config.HoldfastConfig;
import io.holdfast.engine.Engines;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.event.Recorder;
import io.holdfast.event.Recording;
import io.holdfast.resilience.Time;
import io.holdfast.schema.MigrationListener;
import io.holdfast.schema.Migrations;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What is done with the migrations of the databases that were meant.
 *
 * @param config what is declared
 * @param database the one that was named; empty for all that have migrations
 * @param interruption stops it
 * @param listener is told how it goes on
 */
public record MigrateJob(
        HoldfastConfig config, String database, Interruption interruption, MigrationListener listener) {

    /** Looks at the migrations of each. */
    public <T> List<T> look(Function<Migrations, T> work) {
        return meant().stream().map(one -> work.apply(migrations(one))).toList();
    }

    /**
     * Does something with the migrations of each, one after the other, and puts it on record.
     *
     * @param action what, in lower-case words with dashes
     * @param actor who wants it
     */
    public <T> List<T> act(String action, String actor, Function<Migrations, T> work) {
        try (Recorder recorder = ActionRecord.in(config.home())) {
            return meant().stream()
                    .map(one -> act(recorder.record(action, actor, one.name(), Map.of()), one, work))
                    .toList();
        }
    }

    private <T> T act(Recording recording, DatabaseConfig one, Function<Migrations, T> work) {
        try {
            T result = work.apply(migrations(one));
            recording.done();
            return result;
        } catch (RuntimeException failure) {
            recording.failed(failure);
            throw failure;
        }
    }

    private Migrations migrations(DatabaseConfig one) {
        Migrations migrations = Migrations.of(one, Engines.onClassPath().of(one.url()), Time.real(), listener);
        interruption.whenRequested(migrations::cancel);
        return migrations;
    }

    /** The database that was named, or all that have migrations. */
    public List<DatabaseConfig> meant() {
        if (!database.isEmpty()) {
            DatabaseConfig one = config.databases().get(database);
            if (one == null) {
                throw Failure.of(ErrorKind.CONFIGURATION, "no database called %s is declared".formatted(database))
                        .withHint("declared are: "
                                + String.join(", ", config.databases().keySet()))
                        .exception();
            }
            return List.of(one);
        }
        List<DatabaseConfig> all = config.databases().values().stream()
                .filter(one -> one.migrations().areDeclared())
                .toList();
        if (all.isEmpty()) {
            throw Failure.of(ErrorKind.CONFIGURATION, "no database has migrations")
                    .withHint("say where they are: databases.NAME.migrations: FOLDER")
                    .exception();
        }
        return all;
    }

    /**
     * The one database that is meant.
     *
     * @throws io.holdfast.error.HoldfastException of kind CONFIGURATION if it could be several
     */
    public DatabaseConfig one() {
        List<DatabaseConfig> all = meant();
        if (all.size() > 1) {
            throw Failure.of(ErrorKind.CONFIGURATION, "%d databases have migrations".formatted(all.size()))
                    .withHint("name one with --database: "
                            + String.join(
                                    ", ", all.stream().map(DatabaseConfig::name).toList()))
                    .exception();
        }
        return all.get(0);
    }
}

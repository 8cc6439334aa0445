package io.holdfast.app.init;

import io.holdfast.app.migrate.MigrateJob;
import io.holdfast.app.output.Interruption;
import io.holdfast.app.record.ActionRecord;
import io.holdfast.config.DatabaseConfig;
import io.holdfast.config.Endpoint;
import io.holdfast.config.HoldfastConfig;
import io.holdfast.engine.Engine;
import io.holdfast.engine.Engines;
import io.holdfast.engine.Place;
import io.holdfast.engine.RowReader;
import io.holdfast.engine.Session;
import io.holdfast.engine.Sorting;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.error.Phase;
import io.holdfast.event.Recorder;
import io.holdfast.event.Recording;
import io.holdfast.schema.MigrationListener;
import io.holdfast.schema.MigrationOptions;
import io.holdfast.schema.MigrationStatus;
import io.holdfast.schema.Migrations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the databases that are declared and missing, and applies what is pending of their migrations. What is there stays as
 * it is, and where nothing is to be done nothing is written, not even to the record.
 *
 * @param actor who wants it
 * @param interruption stops migrations
 */
public record FirstSteps(HoldfastConfig config, String actor, Interruption interruption) {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /**
     * What was done to a database.
     *
     * @param made whether it was missing
     * @param applied how many migrations were applied
     */
    public record Done(String database, boolean made, long applied) {}

    /**
     * Takes them for every database, in the order in which they are declared.
     *
     * @throws HoldfastException at the first that cannot be had; what was done before stays
     */
    public List<Done> take() {
        return config.databases().values().stream().map(this::take).toList();
    }

    private Done take(DatabaseConfig database) {
        Engine engine = Engines.onClassPath().of(database.url());
        var sorting = new Sorting(engine, database.name());
        boolean fresh = database.url().embedded()
                && Files.notExists(Path.of(database.url().path()));
        try {
            if (fresh) {
                onRecord(database, () -> Place.of(engine, database.endpoint()).close());
            }
            try (Place place = Place.of(engine, database.endpoint())) {
                boolean missing = engine.migrator().isPresent() && isMissing(engine, sorting, place.endpoint());
                if (missing) {
                    onRecord(database, () -> engine.migrator().orElseThrow().create(place.endpoint()));
                }
                return new Done(database.name(), fresh || missing, migrate(database));
            }
        } catch (Exception failure) {
            throw sorting.sort(failure, Phase.CONNECT, "init");
        }
    }

    /** Only looks: where the engine can open a database without changing it, it does. */
    private static boolean isMissing(Engine engine, Sorting sorting, Endpoint endpoint) {
        Optional<RowReader> reader = engine.rowReader();
        try {
            Session session =
                    reader.isPresent() ? reader.get().open(endpoint, PATIENCE) : engine.open(endpoint, PATIENCE);
            session.close();
            return false;
        } catch (Exception failure) {
            RuntimeException sorted = sorting.sort(failure, Phase.CONNECT, "init");
            if (sorted instanceof HoldfastException known && known.kind() == ErrorKind.NOT_FOUND) {
                return true;
            }
            throw sorted;
        }
    }

    private void onRecord(DatabaseConfig database, Making making) throws Exception {
        try (Recorder recorder = ActionRecord.in(config.home())) {
            Recording recording = recorder.record("create-database", actor, database.name(), Map.of());
            try {
                making.make();
                recording.done();
            } catch (Exception failure) {
                recording.failed(failure);
                throw failure;
            }
        }
    }

    /** Makes a database. */
    @FunctionalInterface
    private interface Making {
        void make() throws Exception;
    }

    private long migrate(DatabaseConfig database) {
        if (!database.migrations().areDeclared()) {
            return 0;
        }
        var job = new MigrateJob(config, database.name(), interruption, MigrationListener.SILENT);
        MigrationStatus status = job.look(Migrations::status).get(0);
        if (status.pending() > 0) {
            job.act("migrate-up", actor, migrations -> migrations.up(MigrationOptions.USUAL));
        }
        return status.pending();
    }
}

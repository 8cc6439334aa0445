package io.holdfast.schema;

import io.holdfast.config.DatabaseConfig;
import io.holdfast.config.IgnorePattern;
import io.holdfast.config.MigrationsConfig;
import io.holdfast.database.OwnTables;
import io.holdfast.engine.Engine;
import io.holdfast.engine.Migrator;
import io.holdfast.engine.ScriptForm;
import io.holdfast.engine.Sorting;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.log.Log;
import io.holdfast.resilience.Time;
import io.holdfast.schema.file.FileKind;
import io.holdfast.schema.file.FileProblems;
import io.holdfast.schema.file.MigrationFile;
import io.holdfast.schema.file.MigrationFiles;
import io.holdfast.schema.file.Version;
import io.holdfast.schema.history.History;
import io.holdfast.schema.plan.Plan;
import io.holdfast.schema.plan.Scripts;
import io.holdfast.schema.run.Conditions;
import io.holdfast.schema.run.MigrationRun;
import io.holdfast.schema.run.MigrationWork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * Makes the tables that Holdfast keeps for itself, as migrations with a history of their own. The parts of Holdfast come to a
 * database at different times and in different releases, so what is older than the newest applied one is applied as well, and
 * what this release does not know is let be. What else the database holds does not matter.
 *
 * <p>Safe for use by many threads.
 */
public final class OwnMigrations implements OwnTables.Maker {
    private static final Log log = Log.of(OwnMigrations.class);
    private static final Duration WAIT_FOR_OTHERS = Duration.ofSeconds(30);
    private static final int MOST_LOSSES = 1;

    private final Engine engine;
    private final Time time;

    /** Those in databases of {@code engine}. */
    public OwnMigrations(Engine engine, Time time) {
        this.engine = engine;
        this.time = time;
    }

    private static MigrationsConfig settings() {
        MigrationsConfig none = MigrationsConfig.NONE;
        return new MigrationsConfig(
                none.locations(),
                none.onStart(),
                OwnTables.HISTORY,
                none.schema(),
                true,
                none.lockTimeout(),
                WAIT_FOR_OTHERS,
                List.of(new IgnorePattern(IgnorePattern.Type.ANY, IgnorePattern.State.MISSING)),
                none.placeholders(),
                none.drift(),
                none.unmanaged(),
                none.scratch());
    }

    @Override
    public void make(OwnTables tables, DatabaseConfig now) {
        DatabaseConfig database = now.withMigrations(settings());
        Migrator migrator = engine.migrator()
                .filter(known -> known.form() == ScriptForm.SQL)
                .orElseThrow(() -> Failure.of(
                                ErrorKind.UNSUPPORTED,
                                "%s keeps tables in its database, and %s has none here yet"
                                        .formatted(tables.feature(), engine.name()))
                        .withHint("name a database of SQLite or PostgreSQL for it")
                        .during("make-tables", database.name())
                        .exception());
        var conditions = new Conditions(
                new Sorting(engine, database.name()),
                migrator,
                database.migrations(),
                time,
                new Told(MigrationListener.SILENT),
                step -> {});
        Function<History, Plan> plans = new Planning(
                        database, new Scripts(migrator), problems -> files(tables, problems))
                .up(MigrationOptions.USUAL);
        try (MigrationRun run = open(database, conditions)) {
            if (plans.apply(run.history()).isEmpty()) {
                return;
            }
            new MigrationWork(conditions, run, () -> open(database, conditions), MOST_LOSSES)
                    .run((history, current) -> plans.apply(history), MigrationRun.Unit.EACH);
            log.info("{}: the tables of {} are there now", database.name(), tables.feature());
        }
    }

    private static MigrationFiles files(OwnTables tables, FileProblems problems) {
        List<MigrationFile> files = new ArrayList<>();
        for (String text : tables.scripts()) {
            String version = "%d.%d".formatted(tables.number(), files.size() + 1);
            String script = "holdfast/%s/V%s".formatted(tables.feature(), version);
            files.add(MigrationFile.ofText(FileKind.VERSIONED, Version.of(version), tables.feature(), script, text));
        }
        return MigrationFiles.of(files, problems);
    }

    private static MigrationRun open(DatabaseConfig database, Conditions conditions) {
        return MigrationRun.open(
                conditions,
                database.endpoint(),
                database.timeouts().connect(),
                database.pool().initSql(),
                UUID.randomUUID().toString());
    }
}

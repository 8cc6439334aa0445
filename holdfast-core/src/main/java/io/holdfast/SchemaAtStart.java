package io.holdfast;

import io.holdfast.config.DatabaseConfig;
import io.holdfast.config.Endpoint;
import io.holdfast.config.MigrationsConfig.OnDrift;
import io.holdfast.config.MigrationsConfig.OnStart;
import io.holdfast.engine.Access;
import io.holdfast.engine.Engine;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.gate.Preparation;
import io.holdfast.log.Log;
import io.holdfast.resilience.Time;
import io.holdfast.schema.DriftReport;
import io.holdfast.schema.MigrationListener;
import io.holdfast.schema.MigrationOptions;
import io.holdfast.schema.MigrationReport;
import io.holdfast.schema.MigrationStatus;
import io.holdfast.schema.Migrations;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Brings the schema of a database up to date, or looks whether it is, before the first call goes there. */
final class SchemaAtStart implements Preparation {
    private static final Log log = Log.of(SchemaAtStart.class);

    private final String database;
    private final OnStart policy;
    private final OnDrift onDrift;
    private final Migrations migrations;
    private final Set<Migrations> running = ConcurrentHashMap.newKeySet();
    private final RecordedMigrations recorded;
    private final AtomicBoolean compared = new AtomicBoolean();
    private volatile boolean cancelled;

    private SchemaAtStart(DatabaseConfig config, Engine engine, Time time, KeptRecord kept) {
        this.database = config.name();
        this.policy = config.migrations().onStart();
        this.onDrift = onDrift(config, engine);
        this.recorded = new RecordedMigrations(kept, config.name(), new Telling());
        this.migrations = Migrations.of(config, engine, time, recorded);
    }

    /**
     * What {@code config} declares to be done with its migrations.
     *
     * @throws HoldfastException of kind UNSUPPORTED if {@code engine} has no migrations
     */
    static Preparation of(DatabaseConfig config, Engine engine, Time time, KeptRecord kept) {
        boolean wanted =
                config.migrations().areDeclared() && config.migrations().onStart() != OnStart.OFF;
        return wanted ? new SchemaAtStart(config, engine, time, kept) : Preparation.NONE;
    }

    /** An application does not start a server of its own to find out. */
    private static OnDrift onDrift(DatabaseConfig config, Engine engine) {
        OnDrift declared = config.migrations().drift();
        boolean can = engine.scratch().isPresent();
        if (can && (engine.hasOneWriter() || config.migrations().scratch().isPresent())) {
            return declared;
        }
        if (declared == OnDrift.FAIL && !can) {
            throw Failure.of(
                            ErrorKind.UNSUPPORTED,
                            "databases.%s.migrations.drift is fail, and of %s nobody can tell what was changed by hand"
                                    .formatted(config.name(), engine.name()))
                    .withHint("take it out of the configuration")
                    .exception();
        }
        if (declared == OnDrift.FAIL) {
            throw Failure.of(
                            ErrorKind.CONFIGURATION,
                            "databases.%s.migrations.drift is fail, and nobody can look without a server to try on"
                                    .formatted(config.name()))
                    .withHint("name one: databases.%s.migrations.scratch: postgresql://HOST/postgres"
                            .formatted(config.name()))
                    .exception();
        }
        return OnDrift.OFF;
    }

    @Override
    public String underWay() {
        return policy == OnStart.APPLY ? "its migrations are being applied" : "its migrations are being validated";
    }

    @Override
    public void prepare(Endpoint server, Access access) {
        Migrations here = migrations.at(server);
        running.add(here);
        try {
            stopIfCancelled();
            if (policy == OnStart.APPLY && access == Access.READ_WRITE) {
                apply(here);
            } else {
                look(here);
            }
            if (onDrift == OnDrift.FAIL) {
                refuseDrift(here);
            }
        } finally {
            running.remove(here);
        }
        if (onDrift == OnDrift.WARN && compared.compareAndSet(false, true)) {
            warnOfDrift(here);
        }
    }

    private void apply(Migrations here) {
        MigrationReport report = recorded.during(() -> upToDate(here));
        report.warnings().forEach(warning -> log.warn("{}: {}", database, warning));
        if (!report.steps().isEmpty()) {
            log.info(
                    "{}: {} applied, the schema is at version {}",
                    database,
                    report.steps().size() == 1
                            ? "1 migration was"
                            : report.steps().size() + " migrations were",
                    report.after().orElse("0"));
        }
    }

    /** The history tells what was committed, so a commit whose answer was lost is found when it is tried again. */
    private MigrationReport upToDate(Migrations here) {
        try {
            return here.up(MigrationOptions.USUAL);
        } catch (HoldfastException failure) {
            if (failure.kind() != ErrorKind.OUTCOME_UNKNOWN) {
                throw failure;
            }
            throw Failure.of(ErrorKind.CONNECTION, failure.failure().sentence())
                    .withHint("the history is read again when the server answers")
                    .during("migrate", database)
                    .causedBy(failure);
        }
    }

    /** What is pending is applied where it can be; here it has to arrive. */
    private void look(Migrations here) {
        if (policy == OnStart.APPLY) {
            MigrationStatus status = here.status();
            if (status.problems().isEmpty() && status.pending() > 0) {
                throw Failure.of(
                                ErrorKind.READ_ONLY,
                                "%d of its migrations are pending, and nothing is to be written to this server now"
                                        .formatted(status.pending()))
                        .withHint("they are applied as soon as a server takes writes")
                        .during("migrate", database)
                        .exception();
            }
        }
        here.validate().warnings().forEach(warning -> log.warn("{}: {}", database, warning));
    }

    private void refuseDrift(Migrations here) {
        DriftReport report = here.drift();
        if (report.matters()) {
            throw Failure.of(
                            ErrorKind.VERIFICATION,
                            "the schema is not what its migrations give:%n  %s"
                                    .formatted(String.join("%n  ".formatted(), report.sentences())))
                    .withHint("holdfast migrate validate shows it with the SQL that takes it back")
                    .during("migrate", database)
                    .exception();
        }
        report.sentences().forEach(this::warn);
    }

    /** Beside everything else: nobody waits for what only warns. */
    private void warnOfDrift(Migrations here) {
        running.add(here);
        var thread = new Thread(() -> lookForDrift(here), "holdfast-drift-" + database);
        thread.setDaemon(true);
        thread.start();
    }

    private void lookForDrift(Migrations here) {
        try {
            stopIfCancelled();
            here.drift().sentences().forEach(this::warn);
        } catch (HoldfastException failure) {
            warn("what was changed by hand could not be found out: " + failure.getMessage());
        } finally {
            running.remove(here);
        }
    }

    /** Whoever has closed the database does not want to know any more. */
    private void warn(String sentence) {
        if (!cancelled) {
            log.warn("{}: {}", database, sentence);
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        running.forEach(Migrations::cancel);
    }

    private void stopIfCancelled() {
        if (cancelled) {
            throw Failure.of(ErrorKind.CANCELLED, "%s was closed before its migrations were done".formatted(database))
                    .withHint("what is in the history is done, and nothing else; the next start goes on")
                    .during("migrate", database)
                    .exception();
        }
    }

    /** Puts into the log how it goes on; whoever closes the database between two steps is noticed here. */
    private final class Telling implements MigrationListener {
        @Override
        public void waits(String sentence) {
            log.info("{} waits to be migrated: {}", database, sentence);
            stopIfCancelled();
        }

        @Override
        public void begins(String script) {
            log.debug("{}: {} begins", database, script);
            stopIfCancelled();
        }

        @Override
        public void ends(String script, Duration took) {
            log.info("{}: {} was applied in {} ms", database, script, took.toMillis());
        }

        @Override
        public void triesAgain(String script, String sentence) {
            log.info("{}: {} is tried again: {}", database, script, sentence);
        }
    }
}

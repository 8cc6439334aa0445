package io.holdfast.schema;

import io.holdfast.config.DatabaseConfig;
import io.holdfast.config.Endpoint;
import io.holdfast.engine.Engine;
import io.holdfast.engine.Migrator;
import io.holdfast.engine.ScriptForm;
import io.holdfast.engine.Sorting;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.error.Phase;
import io.holdfast.resilience.Time;
import io.holdfast.schema.file.FileProblems;
import io.holdfast.schema.file.MigrationFiles;
import io.holdfast.schema.file.Version;
import io.holdfast.schema.history.FlywayTable;
import io.holdfast.schema.history.History;
import io.holdfast.schema.history.Row;
import io.holdfast.schema.plan.Plan;
import io.holdfast.schema.plan.Scripts;
import io.holdfast.schema.run.Conditions;
import io.holdfast.schema.run.MigrationRun;
import io.holdfast.schema.run.MigrationWork;
import io.holdfast.schema.run.RunStep;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The schema migrations of one database: files that are applied once and in order, each in one transaction with its line of
 * history, and undone by the files beside them.
 *
 * <p>One runner at a time works on a database, in whatever process; the others wait. What a runner that was killed leaves
 * behind is finished by the next one.
 *
 * <p>Safe for use by many threads; {@link #cancel} ends what any of them does.
 */
public final class Migrations {
    private static final int MOST_LOSSES = 3;

    private final DatabaseConfig database;
    private final Where where;
    private final Migrator migrator;
    private final Scripts scripts;
    private final Conditions conditions;
    private final Planning planning;
    private final Refusals refusals;
    private final AtomicReference<@Nullable Runnable> running = new AtomicReference<>();
    private volatile boolean cancelled;

    /** Which server, and how many connections to it may be lost while a migration runs. */
    private record Where(Supplier<Endpoint> endpoint, int mostLosses) {}

    private Migrations(
            DatabaseConfig database, Where where, Migrator migrator, Conditions conditions, Planning planning) {
        this.database = database;
        this.where = where;
        this.migrator = migrator;
        this.scripts = new Scripts(migrator);
        this.planning = planning;
        this.refusals = new Refusals(database.name());
        this.conditions = conditions;
    }

    /**
     * The migrations that {@code database} declares.
     *
     * @throws HoldfastException of kind CONFIGURATION if it declares none, of kind UNSUPPORTED if {@code engine} has none
     */
    public static Migrations of(DatabaseConfig database, Engine engine, Time time, MigrationListener listener) {
        return of(database, engine, time, listener, step -> {});
    }

    /** The same, with {@code steps} told of each durable step, by its name. */
    static Migrations of(
            DatabaseConfig database, Engine engine, Time time, MigrationListener listener, Consumer<RunStep> steps) {
        if (!database.migrations().areDeclared()) {
            throw Failure.of(ErrorKind.CONFIGURATION, "no migrations are declared for the database " + database.name())
                    .withHint("say where they are: databases.%s.migrations: FOLDER".formatted(database.name()))
                    .exception();
        }
        Migrator migrator = engine.migrator()
                .orElseThrow(() -> Failure.of(
                                ErrorKind.UNSUPPORTED, "%s has no schema migrations here yet".formatted(engine.name()))
                        .withHint("take databases.%s.migrations out of the configuration".formatted(database.name()))
                        .exception());
        if (!migrator.hasSchemas()) {
            Refusals.refuseSchema(database, engine);
        }
        var conditions = new Conditions(
                new Sorting(engine, database.name()), migrator, database.migrations(), time, new Told(listener), steps);
        var planning = new Planning(database, new Scripts(migrator));
        return new Migrations(database, new Where(database::endpoint, MOST_LOSSES), migrator, conditions, planning);
    }

    /**
     * The same migrations, at the server that {@code endpoint} names, for somebody who watches it: where the connection is
     * lost, that is told and not mended, because by then writes may belong to another server.
     */
    public Migrations at(Endpoint endpoint) {
        return new Migrations(database, new Where(() -> endpoint, 0), migrator, conditions, planning);
    }

    /**
     * Makes the database where it is missing and its user may make it.
     *
     * @throws HoldfastException if that failed
     */
    public void create() {
        try {
            migrator.create(where.endpoint().get());
        } catch (Exception failure) {
            throw conditions.sorting().sort(failure, Phase.CONNECT, "migrate");
        }
    }

    // looking

    /**
     * How they stand. Changes nothing, and waits for nobody.
     *
     * @throws HoldfastException if the database cannot be reached
     */
    public MigrationStatus status() {
        var problems = new FileProblems();
        MigrationFiles files = planning.files(problems);
        try (MigrationRun run = open()) {
            History history = run.history();
            TwoTools.find(run, history, problems);
            Plan plan = planning.planner(files, MigrationOptions.USUAL).up(history, Optional.empty(), problems);
            return Described.status(database.name(), plan, files, problems.sentences());
        }
    }

    /**
     * Finds out whether everything is applied as the files have it.
     *
     * @throws HoldfastException of kind VERIFICATION with everything that is not
     */
    public MigrationStatus validate() {
        return refusals.applied(status());
    }

    /**
     * What {@link #up} would do, statement by statement. Changes nothing, and waits for nobody.
     *
     * @throws HoldfastException of kind VERIFICATION with everything that stands in the way
     */
    public MigrationReport plan(MigrationOptions options) {
        Function<History, Plan> plans = planning.up(options);
        return planned(history -> plans);
    }

    /**
     * What {@link #down} would do, statement by statement. Changes nothing, and waits for nobody.
     *
     * @throws HoldfastException of kind VERIFICATION with everything that stands in the way
     */
    public MigrationReport planDown(MigrationOptions options) {
        return planned(history -> planning.down(Planning.goal(options, history), options));
    }

    private MigrationReport planned(Function<History, Function<History, Plan>> plans) {
        try (MigrationRun run = open()) {
            History history = run.history();
            refusals.refuseTwoTools(history, run);
            Plan plan = plans.apply(history).apply(history);
            return Described.report(database.name(), plan, plan.steps(), plan.current());
        }
    }

    /**
     * What {@link #to} would do, statement by statement. Changes nothing, and waits for nobody.
     *
     * @throws HoldfastException of kind VERIFICATION with everything that stands in the way
     */
    public MigrationReport planTo(MigrationOptions options) {
        return goesBack(options) ? planDown(options) : plan(options);
    }

    /** A version for a new migration of {@code database} in {@code form}: the whole number after the newest file's. */
    public static String nextVersion(DatabaseConfig database, ScriptForm form) {
        return Planning.next(database, form);
    }

    /**
     * Finds out in what the schema is not what its migrations give, by building it anew in a database that is thrown away.
     * Changes nothing, and waits for nobody. Where it cannot be told, the report says why.
     *
     * @throws HoldfastException if a database cannot be reached
     */
    public DriftReport drift() {
        try (MigrationRun run = open()) {
            return new Drift(database, conditions, planning).find(run, this::on);
        }
    }

    /**
     * Tries what is pending on a copy of the database: up, down and up again. Only reads the database itself, and waits for
     * nobody.
     *
     * @param rows the most rows of each table that are copied, where the engine does not copy everything
     * @throws HoldfastException of kind VERIFICATION with everything that stands in the way; of kind UNSUPPORTED if the engine
     *     has no copies
     */
    public RehearsalReport rehearse(int rows) {
        try (MigrationRun run = open()) {
            refusals.refuseTwoTools(run.history(), run);
            return new Rehearsal(database, conditions, planning).run(run, rows, this::on);
        }
    }

    /** On a database that is thrown away. */
    private Migrations on(Endpoint endpoint, Conditions told, Planning plans) {
        var there = new Migrations(database, new Where(() -> endpoint, 0), migrator, told, plans);
        running.set(there::cancel);
        stopIfCancelled();
        return there;
    }

    // doing

    /**
     * Applies what is pending.
     *
     * @throws HoldfastException of kind VERIFICATION if something stands in the way, before anything is touched; of kind
     *     MIGRATION, or of the kind that the database gave, if a statement failed: nothing of its migration is left then
     */
    public MigrationReport up(MigrationOptions options) {
        Function<History, Plan> plans = planning.up(options);
        return changed(options, history -> plans);
    }

    /**
     * Undoes what is newer than the target; without one, the newest.
     *
     * @throws HoldfastException of kind VERIFICATION if something is in the way, of kind DECISION_NEEDED if rows or values
     *     would be lost, before anything is touched; otherwise as {@link #up} does
     */
    public MigrationReport down(MigrationOptions options) {
        return changed(options, history -> planning.down(Planning.goal(options, history), options));
    }

    private MigrationReport changed(MigrationOptions options, Function<History, Function<History, Plan>> planner) {
        try (MigrationRun run = open()) {
            History before = run.history();
            refusals.refuseTwoTools(before, run);
            Function<History, Plan> plans = planner.apply(before);
            Plan plan = plans.apply(before);
            if (plan.isEmpty()) {
                return Described.report(database.name(), plan, List.of(), before.current());
            }
            refusals.refuseUnknown(before, plan, run);
            refusals.refuseUnfit(plan.steps(), options, run);
            return work(run, plans, options, plan);
        }
    }

    /**
     * Applies or undoes whatever lies between now and the target.
     *
     * @throws HoldfastException as {@link #up} and {@link #down} do
     */
    public MigrationReport to(MigrationOptions options) {
        return goesBack(options) ? down(options) : up(options);
    }

    private boolean goesBack(MigrationOptions options) {
        Version target = Planning.target(options).orElseThrow(() -> new IllegalArgumentException("no target"));
        try (MigrationRun run = open()) {
            return run.history()
                    .current()
                    .filter(version -> version.compareTo(target) > 0)
                    .isPresent();
        }
    }

    /**
     * Declares that everything up to {@code version} is there already, without running anything.
     *
     * @throws HoldfastException of kind ALREADY_EXISTS if there is a history
     */
    public MigrationReport baseline(String version, String name) {
        Version there = Planning.version(version);
        try (MigrationRun run = begun()) {
            refusals.refuseKnown(run.history());
            Row row =
                    Bookkeeping.baseline(there, name, conditions.time().clock().instant());
            run.write(ledger -> ledger.insert(row, "", Optional.empty()));
            Plan plan = planning.up(MigrationOptions.USUAL).apply(run.history());
            return Described.report(database.name(), plan, List.of(), Optional.empty());
        }
    }

    /** {@link #adopt(String)} with the name that Flyway gives its table. */
    public AdoptionReport adopt() {
        return adopt(FlywayTable.USUAL_NAME);
    }

    /**
     * Takes over what Flyway has applied, without running anything; its table stays as it is.
     *
     * @param table Flyway's table, with or without its schema
     * @throws HoldfastException of kind ALREADY_EXISTS if there is a history, of kind NOT_FOUND if there is no such table, of
     *     kind VERIFICATION if a migration has failed, or its file has changed since or is gone; nothing is written then
     */
    public AdoptionReport adopt(String table) {
        try (MigrationRun run = open()) {
            return new Takeover(database.name(), planning, scripts).of(table, run);
        }
    }

    /**
     * Puts the history right where the schema is right: takes over what files say now, and forgets what has no file any
     * more.
     *
     * @return what was done, in words
     */
    public List<String> repair() {
        var problems = new FileProblems();
        MigrationFiles files = planning.files(problems);
        problems.throwIfAny(database.name(), Planning.MEND);
        try (MigrationRun run = begun()) {
            return Bookkeeping.repair(run, files, planning, scripts);
        }
    }

    /**
     * Ends what is being done, in whatever thread: the statement that runs is stopped, and what is open is undone. Nothing is
     * applied or undone through this object afterwards.
     */
    public void cancel() {
        cancelled = true;
        Runnable ending = running.get();
        if (ending != null) {
            ending.run();
        }
    }

    private MigrationReport work(
            MigrationRun run, Function<History, Plan> plans, MigrationOptions options, Plan before) {
        var work = new MigrationWork(conditions, run, this::open, where.mostLosses());
        running.set(work::cancel);
        try {
            MigrationRun.Unit unit =
                    options.unit() == MigrationOptions.Unit.ALL ? MigrationRun.Unit.ALL : MigrationRun.Unit.EACH;
            stopIfCancelled();
            MigrationWork.Done done =
                    work.run((history, current) -> checked(plans.apply(history), current, options), unit);
            return Described.report(
                    database.name(),
                    before,
                    done.steps(),
                    before.current(),
                    done.after().current());
        } finally {
            running.set(null);
        }
    }

    /** Asked anew with each plan: what is there may have changed while others were waited for. */
    private Plan checked(Plan plan, MigrationRun run, MigrationOptions options) {
        if (!options.dataLoss()) {
            refusals.refuseLosses(run.losses(plan.steps()));
        }
        return plan;
    }

    private void stopIfCancelled() {
        if (cancelled) {
            throw refusals.stopped();
        }
    }

    private MigrationRun begun() {
        MigrationRun run = open();
        try {
            run.begin();
            return run;
        } catch (RuntimeException failure) {
            run.close();
            throw failure;
        }
    }

    private MigrationRun open() {
        return MigrationRun.open(
                conditions,
                where.endpoint().get(),
                database.timeouts().connect(),
                database.pool().initSql(),
                UUID.randomUUID().toString());
    }
}

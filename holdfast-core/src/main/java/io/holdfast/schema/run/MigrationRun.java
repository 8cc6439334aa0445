package io.holdfast.schema.run;

import io.holdfast.config.Endpoint;
import io.holdfast.database.OwnTables;
import io.holdfast.engine.Migrator;
import io.holdfast.engine.Migrator.SessionState;
import io.holdfast.engine.Migrator.SqlRunner;
import io.holdfast.engine.Migrator.Terms;
import io.holdfast.engine.Place;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.error.Phase;
import io.holdfast.schema.file.Callback;
import io.holdfast.schema.history.FlywayTable;
import io.holdfast.schema.history.ForeignTables;
import io.holdfast.schema.history.History;
import io.holdfast.schema.history.Ledger;
import io.holdfast.schema.history.Row;
import io.holdfast.schema.plan.Callbacks;
import io.holdfast.schema.plan.Plan;
import io.holdfast.schema.plan.Step;
import java.sql.Connection;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** One connection that runs migrations: it becomes the only runner, plans, and works the plan off. */
public final class MigrationRun implements AutoCloseable {
    private final Conditions conditions;
    private final Place place;
    private final Ledger ledger;
    private final Migrator.Runner runner;
    private final Worker worker;
    private @Nullable Step begun;

    private MigrationRun(Conditions conditions, Place place, Ledger ledger, Migrator.Runner runner, String run) {
        this.conditions = conditions;
        this.place = place;
        this.ledger = ledger;
        this.runner = runner;
        this.worker = new Worker(conditions, runner, ledger, run);
    }

    /** How all steps of a plan are run. */
    public enum Unit {
        /** Each is done or not. */
        EACH,
        /** All are done, or none. */
        ALL
    }

    /**
     * Connects.
     *
     * @param initSql what every session begins with; empty where nothing was declared
     * @param run what the lines of this run have in common
     * @throws HoldfastException if the database cannot be reached
     */
    public static MigrationRun open(
            Conditions conditions, Endpoint endpoint, Duration timeout, String initSql, String run) {
        Place place = place(conditions, endpoint);
        try {
            Migrator.Runner runner = conditions.migrator().open(place.endpoint(), timeout, initSql);
            return of(conditions, place, runner, run);
        } catch (Exception failure) {
            place.close();
            throw conditions.sorting().sort(failure, Phase.CONNECT, "migrate");
        }
    }

    private static MigrationRun of(Conditions conditions, Place place, Migrator.Runner runner, String run)
            throws Exception {
        try {
            String name = conditions.config().table();
            Optional<String> schema = conditions.config().schema();
            if (schema.isPresent()) {
                runner.workIn(schema.get());
            }
            return new MigrationRun(conditions, place, Ledger.of(name, runner), runner, run);
        } catch (Exception failure) {
            runner.close();
            throw failure;
        }
    }

    private static Place place(Conditions conditions, Endpoint endpoint) {
        try {
            return Place.of(conditions.engine(), endpoint);
        } catch (Exception failure) {
            throw conditions.sorting().sort(failure, Phase.CONNECT, "migrate");
        }
    }

    /** What is asked of the driver's connection. */
    public interface Reading<T> {
        /** Asks. */
        T on(Connection connection) throws Exception;
    }

    /** What {@code reading} finds; it waits for nobody and changes nothing. */
    public <T> T reading(Reading<T> reading) {
        return sorted(() -> reading.on(sql().connection()));
    }

    private SqlRunner sql() {
        if (runner instanceof SqlRunner sql) {
            return sql;
        }
        throw Failure.of(
                        ErrorKind.UNSUPPORTED,
                        "of %s nothing is taken over that another tool has recorded"
                                .formatted(conditions.engine().name()))
                .withHint("holdfast migrate baseline VERSION declares what is there already")
                .during("migrate", conditions.database())
                .exception();
    }

    /** Something that throws what the driver throws. */
    private interface Question<T> {
        T answered() throws Exception;
    }

    private <T> T sorted(Question<T> question) {
        try {
            return question.answered();
        } catch (Exception failure) {
            throw conditions.sorting().sort(failure, Phase.BODY, "migrate");
        }
    }

    /** What to do about what other tools have recorded, in words; empty where there is nothing. */
    public String hintOfOtherTools() {
        return runner instanceof SqlRunner ? reading(ForeignTables::in).hint() : "";
    }

    /** The history as it is now; empty where nothing was ever recorded. Waits for nobody and changes nothing. */
    public History history() {
        try {
            return worker.read();
        } catch (HoldfastException failure) {
            if (failure.kind() != ErrorKind.NOT_FOUND) {
                throw failure;
            }
            return sorted(ledger::exists)
                    ? worker.read()
                    : new History(List.of()); // another runner may just have made it
        }
    }

    /** Whether the database holds anything but a history, and what is Holdfast's own. */
    public boolean holdsObjects() {
        Set<String> others = new HashSet<>(OwnTables.NAMES);
        others.add(ledger.name());
        return sorted(() -> runner.holdsObjects(others));
    }

    /** The text of the file of {@code row} as it was. */
    public String content(Row row) {
        return sorted(() -> ledger.content(row));
    }

    /** What {@code steps} would lose, in words. */
    public List<String> losses(List<Step> steps) {
        return sorted(() -> Losses.of(steps, runner));
    }

    /** Why some of {@code steps} cannot be run at this server, in words. */
    public List<String> refusals(List<Step> steps) {
        return sorted(() -> Losses.refusals(steps, runner));
    }

    /**
     * Becomes the only runner, and makes the table of the history where it is missing.
     *
     * @throws HoldfastException of kind LOCKED if somebody else is one for longer than was declared to be waited for
     */
    public void begin() {
        await("another runner of migrations is at work: ", () -> runner.tryLock(ledger.name(), Owner.self()));
        conditions.steps().accept(RunStep.LOCKED);
        makeTable(new Patience(conditions.time(), conditions.config().lockWait()));
    }

    /**
     * Keeps Flyway from working on {@code other} as well, from now on.
     *
     * @throws HoldfastException of kind LOCKED if it is at work for longer than was declared to be waited for
     */
    public void keepOut(FlywayTable other) {
        await("Flyway is at work: ", () -> sql().tryLockOfFlyway(other.lockName()));
    }

    /** Something that is taken at once, or is somebody's. */
    private interface Lock {
        Optional<String> take() throws Exception;
    }

    private void await(String reason, Lock lock) {
        var patience = new Patience(conditions.time(), conditions.config().lockWait());
        String told = "";
        Optional<String> holder = take(lock);
        while (holder.isPresent()) {
            if (patience.isOver()) {
                throw locked(reason + holder.get());
            }
            if (!told.equals(holder.get())) {
                told = holder.get();
                conditions.listener().waits(reason + told);
            }
            patience.pause();
            worker.checkCancelled();
            holder = take(lock);
        }
    }

    private HoldfastException locked(String sentence) {
        return Failure.of(ErrorKind.LOCKED, sentence)
                .withHint("wait until it has finished; migrations.lock-wait says for how long")
                .during("migrate", conditions.database())
                .exception();
    }

    private Optional<String> take(Lock lock) {
        try {
            return lock.take();
        } catch (Exception failure) {
            throw conditions.sorting().sort(failure, Phase.BEGIN, "migrate");
        }
    }

    private void makeTable(Patience patience) {
        if (sorted(ledger::exists)) {
            return;
        }
        inTransaction(patience, made -> {
            runner.makeSchema();
            made.create();
        });
        conditions.steps().accept(RunStep.TABLE_MADE);
    }

    /** What is written about the history itself. */
    public interface Writing {
        /** Does it. */
        void on(Ledger ledger) throws Exception;
    }

    /** Writes about the history, in one transaction. */
    public void write(Writing writing) {
        inTransaction(new Patience(conditions.time(), conditions.config().lockWait()), writing);
        worker.read();
    }

    private void inTransaction(Patience patience, Writing writing) {
        while (true) {
            try {
                runner.begin(
                        new Terms("keeps the history", conditions.config().lockTimeout(), true, SessionState.FRESH));
                writing.on(ledger);
                runner.commit();
                return;
            } catch (Exception thrown) {
                RuntimeException failure = undone(thrown);
                boolean passes = failure instanceof HoldfastException known && StepFailures.isPassing(known);
                if (!passes || patience.isOver()) {
                    throw failure;
                }
                conditions.listener().waits(String.valueOf(failure.getMessage()));
                patience.pause();
            }
        }
    }

    private RuntimeException undone(Exception thrown) {
        try {
            runner.rollback();
        } catch (Exception second) {
            thrown.addSuppressed(second);
        }
        return conditions.sorting().sort(thrown, Phase.BODY, "migrate");
    }

    /**
     * Works off what {@code planning} says, which is asked again whenever somebody else has written history meanwhile.
     *
     * @param done takes the steps that were run by this run
     */
    void run(BiFunction<History, MigrationRun, Plan> planning, Unit unit, List<Step> done) {
        var patience = new Patience(conditions.time(), conditions.config().lockWait());
        Plan plan = planning.apply(worker.read(), this);
        Callbacks callbacks = plan.callbacks();
        worker.call(callbacks.at(Callback.BEFORE_MIGRATE));
        while (plan.resumed().isPresent() || !plan.steps().isEmpty()) {
            if (plan.resumed().isPresent()) {
                resume(plan, patience, done);
            } else if (work(plan, unit, done)) {
                break;
            }
            plan = planning.apply(worker.read(), this);
        }
        if (!done.isEmpty()) {
            worker.call(callbacks.at(Callback.AFTER_MIGRATE_APPLIED));
        }
        worker.call(callbacks.at(Callback.AFTER_MIGRATE));
    }

    /** Finishes what was begun, or waits for who is at work on it. */
    private void resume(Plan plan, Patience patience, List<Step> done) {
        Row row = plan.resumed().orElseThrow();
        if (!runner.keepsLock() && Owner.mayLive(row.runner())) {
            if (patience.isOver()) {
                throw locked("%s was begun by %s and is not finished".formatted(row.script(), row.runner()));
            }
            conditions.listener().waits("%s is at work on %s".formatted(row.runner(), row.script()));
            patience.pause();
            return;
        }
        Step step = plan.resumption().orElseThrow(() -> lost(row));
        conditions.listener().begins(step);
        if (worker.resume(step, row) == Execution.Result.DONE) {
            conditions.listener().ends(step, last().took());
            done.add(step);
        }
    }

    /** The step that was begun last, if {@code now} has a line for it: nobody else was the runner. */
    Optional<Step> lastIn(History now) {
        return Optional.ofNullable(begun)
                .filter(step -> now.rank() > worker.history().rank());
    }

    private HoldfastException lost(Row row) {
        return Failure.of(
                        ErrorKind.MIGRATION,
                        "%s was begun and not finished, and its file is gone".formatted(row.script()))
                .withHint("put the file back as it was, and run it again")
                .during("migrate", conditions.database())
                .exception();
    }

    /** Whether all were run; otherwise somebody else was faster. */
    private boolean work(Plan plan, Unit unit, List<Step> done) {
        List<Step> steps = plan.steps();
        if (unit == Unit.ALL) {
            boolean ended = worker.runTogether(steps, plan.callbacks()) == Execution.Result.DONE;
            if (ended) {
                done.addAll(steps);
            }
            return ended;
        }
        for (Step step : steps) {
            conditions.listener().begins(step);
            begun = step;
            if (worker.run(step, plan.callbacks()) == Execution.Result.OUTDATED) {
                return false;
            }
            conditions.listener().ends(step, last().took());
            done.add(step);
            begun = null;
        }
        return true;
    }

    private Row last() {
        List<Row> rows = worker.history().rows();
        return rows.get(rows.size() - 1);
    }

    /** Has the statement that is running stopped, and begins nothing more; safe to call from another thread. */
    public void cancel() {
        worker.cancel();
    }

    /** Where the history is kept. */
    public Ledger ledger() {
        return ledger;
    }

    /** Where the database is. */
    public Endpoint endpoint() {
        return place.endpoint();
    }

    @Override
    public void close() {
        try {
            runner.close();
        } finally {
            place.close();
        }
    }
}

package io.holdfast.schema;

import io.holdfast.config.DatabaseConfig;
import io.holdfast.engine.Danger;
import io.holdfast.engine.Reviewer;
import io.holdfast.engine.SchemaDifference;
import io.holdfast.engine.SchemaModel;
import io.holdfast.engine.Scratch;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.schema.RehearsalReport.Finding;
import io.holdfast.schema.RehearsalReport.Pass;
import io.holdfast.schema.file.FileKind;
import io.holdfast.schema.file.FileProblems;
import io.holdfast.schema.file.MigrationFile;
import io.holdfast.schema.file.MigrationFiles;
import io.holdfast.schema.file.Version;
import io.holdfast.schema.plan.Plan;
import io.holdfast.schema.plan.Step;
import io.holdfast.schema.run.Conditions;
import io.holdfast.schema.run.MigrationRun;
import io.holdfast.schema.script.ScriptStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Tries pending migrations on a copy of the database: up, down, and up again. */
final class Rehearsal {
    /** What is longer holds data, which is not looked through word by word. */
    private static final int LONGEST_REVIEWED = 1 << 20;

    private final DatabaseConfig database;
    private final Conditions conditions;
    private final Planning planning;

    Rehearsal(DatabaseConfig database, Conditions conditions, Planning planning) {
        this.database = database;
        this.conditions = conditions;
        this.planning = planning;
    }

    /**
     * Tries what is pending.
     *
     * @param rows the most rows of each table that are copied, where the engine does not copy everything
     */
    RehearsalReport run(MigrationRun run, int rows, Elsewhere elsewhere) {
        Plan plan = planning.up(MigrationOptions.USUAL).apply(run.history());
        if (plan.resumed().isPresent()) {
            throw Failure.of(
                            ErrorKind.VERIFICATION,
                            "%s was begun and not finished"
                                    .formatted(plan.resumed().get().script()))
                    .withHint("holdfast migrate up finishes it; then rehearse the others")
                    .during("migrate", database.name())
                    .exception();
        }
        if (plan.steps().isEmpty()) {
            return new RehearsalReport(database.name(), List.of(), List.of(), List.of());
        }
        var sample = new Scratch.Sample(rows, Set.of(run.ledger().name()));
        var scratches = new Scratches(database, conditions);
        refuse(scratches.leftBehind(tried(plan)));
        try (Scratch.Database copy = scratches.copy(run.endpoint(), sample);
                var observation = new Observation(
                        conditions, copy.endpoint(), database.timeouts().connect())) {
            Conditions told = conditions.toldTo(observation, observation::at);
            var trial = new Trial(run, plan, copy, elsewhere.at(copy.endpoint(), told, planning), observation);
            trial.run();
            Set<String> tables = trial.original.tables().stream()
                    .map(SchemaModel.Table::name)
                    .collect(Collectors.toSet());
            var home = new Reviewer.Home(run.ledger().schema(), tables);
            List<Finding> findings = new ArrayList<>(dangers(plan, home, observation.trials()));
            findings.addAll(trial.findings);
            return new RehearsalReport(database.name(), observation.trials(), findings, trial.notes);
        }
    }

    /** The files that are run: those of the plan, and those that undo them. */
    private List<MigrationFile> tried(Plan plan) {
        MigrationFiles files = planning.files(new FileProblems());
        List<MigrationFile> all = new ArrayList<>();
        for (Step step : plan.steps()) {
            all.add(step.file());
            step.file().version().flatMap(files::undoing).ifPresent(all::add);
        }
        return all;
    }

    private void refuse(List<String> leftBehind) {
        var problems = new FileProblems();
        leftBehind.forEach(problems::add);
        problems.throwIfAny(
                database.name(), "take migrations.scratch out of the configuration: then a server is started for it");
    }

    // what the statements say

    /** What is said to write a table anew is no danger where that was watched and did not happen. */
    private List<Finding> dangers(Plan plan, Reviewer.Home home, List<RehearsalReport.Trial> trials) {
        Reviewer reviewer = conditions.migrator().reviewer(home);
        boolean watched = conditions.engine().effects().isPresent();
        List<Finding> findings = new ArrayList<>();
        for (Step step : plan.steps()) {
            String script = step.file().script();
            List<RehearsalReport.Trial> tried = trials.stream()
                    .filter(trial -> trial.script().equals(script))
                    .toList();
            boolean harmless = watched
                    && !tried.isEmpty()
                    && tried.stream().allMatch(trial -> trial.rewritten().isEmpty());
            reviewer.nextFile();
            step.script().statements().stream()
                    .filter(statement -> statement.sql().length() <= LONGEST_REVIEWED)
                    .forEach(statement -> reviewer.review(statement).stream()
                            .filter(danger -> !(danger.rewrites() && harmless))
                            .map(danger -> finding(step, statement, danger))
                            .forEach(findings::add));
        }
        return findings;
    }

    private static Finding finding(Step step, ScriptStatement statement, Danger danger) {
        return new Finding(
                step.file().script(),
                statement.line(),
                danger.rule(),
                danger.table(),
                danger.sentence(),
                danger.advice(),
                danger.source());
    }

    // what happens

    /** Up, down and up again on one copy. */
    private final class Trial {
        private final Plan plan;
        private final Scratch.Database copy;
        private final Migrations migrations;
        private final Observation observation;
        private final Structures structures;
        private final SchemaModel original;
        private final Optional<Version> current;
        private final List<Finding> findings = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();

        Trial(MigrationRun run, Plan plan, Scratch.Database copy, Migrations migrations, Observation observation) {
            this.plan = plan;
            this.copy = copy;
            this.migrations = migrations;
            this.observation = observation;
            this.structures =
                    new Structures(conditions, run.ledger(), database.timeouts().connect());
            this.original = structures.read(run.endpoint());
            this.current = plan.current();
        }

        void run() {
            notes.addAll(copy.notes());
            SchemaModel before = now();
            structures.differences(original, before, copy.incomparable()).stream()
                    .map(one -> "the copy is not like the database in " + one.object())
                    .forEach(notes::add);
            List<Level> levels = new ArrayList<>();
            if (!up(levels)) {
                return;
            }
            SchemaModel versioned = now();
            if (!tried("fails", lastScript(), () -> migrations.up(MigrationOptions.USUAL))) {
                return;
            }
            SchemaModel top = now();
            List<String> repeatable = structures.differences(versioned, top, Set.of()).stream()
                    .map(SchemaDifference::object)
                    .toList();
            boolean undone = down(levels, repeatable);
            if (undone) {
                again(top);
            }
        }

        private SchemaModel now() {
            return structures.read(copy.endpoint());
        }

        private String lastScript() {
            return plan.steps().get(plan.steps().size() - 1).file().script();
        }

        /** A migration, and the structure before it. */
        private record Level(Step step, Version version, Optional<Version> below, SchemaModel before) {}

        private boolean up(List<Level> levels) {
            observation.begin(Pass.UP);
            Optional<Version> below = current;
            for (Step step : plan.steps()) {
                Optional<Version> version = step.file().version();
                if (version.isPresent()) {
                    levels.add(new Level(step, version.get(), below, now()));
                    MigrationOptions target =
                            MigrationOptions.USUAL.to(version.get().toString());
                    if (!tried("fails", step.file().script(), () -> migrations.up(target))) {
                        return false;
                    }
                    below = below.filter(newer -> newer.compareTo(version.get()) > 0)
                            .or(() -> version);
                }
            }
            return true;
        }

        /** Something that may fail. */
        private interface Work {
            void run();
        }

        private boolean tried(String rule, String script, Work work) {
            try {
                work.run();
                return true;
            } catch (HoldfastException failure) {
                if (failure.kind() == ErrorKind.CANCELLED) {
                    throw failure;
                }
                String hint = failure.failure().hint();
                findings.add(new Finding(script, 0, rule, "", failure.failure().sentence(), hint, ""));
                return false;
            }
        }

        /** Whether all were undone. */
        private boolean down(List<Level> levels, List<String> repeatable) {
            observation.begin(Pass.DOWN);
            MigrationFiles files = planning.files(new FileProblems());
            boolean goesOn = true;
            for (int index = levels.size() - 1; index >= 0; index--) {
                Level level = levels.get(index);
                boolean baseline = level.step().file().kind() == FileKind.BASELINE;
                Optional<String> undo = files.undoing(level.version()).map(file -> file.script());
                if (undo.isEmpty() && !baseline) {
                    findings.add(missing(level));
                }
                goesOn = goesOn && undo.isPresent() && isNewest(level) && undone(level, undo.get(), repeatable);
            }
            return goesOn;
        }

        /** One that was applied below another cannot be undone alone. */
        private boolean isNewest(Level level) {
            boolean newest = level.below()
                    .filter(below -> below.compareTo(level.version()) > 0)
                    .isEmpty();
            if (!newest) {
                notes.add("%s is older than what is applied, and was not undone"
                        .formatted(level.step().file().script()));
            }
            return newest;
        }

        private Finding missing(Level level) {
            return new Finding(
                    level.step().file().script(),
                    0,
                    "missing-undo",
                    "",
                    "nothing undoes it, and nothing older can be undone either once it is applied",
                    "write U%s__%s.sql"
                            .formatted(
                                    level.version(), level.step().file().name().replace(' ', '_')),
                    "");
        }

        private boolean undone(Level level, String script, List<String> repeatable) {
            String target = level.below().map(Version::toString).orElse("0");
            MigrationOptions options = MigrationOptions.USUAL.to(target).losingData();
            if (!tried("undo-fails", script, () -> migrations.down(options))) {
                return false;
            }
            compare(level.before(), "undo-leaves-another-schema", script, repeatable);
            return true;
        }

        private void again(SchemaModel top) {
            observation.begin(Pass.AGAIN);
            if (tried("fails-again", lastScript(), () -> migrations.up(MigrationOptions.USUAL))) {
                compare(top, "gives-another-schema-again", lastScript(), List.of());
            }
        }

        /** What repeatable migrations have made stays while others are undone. */
        private void compare(SchemaModel expected, String rule, String script, List<String> apart) {
            for (SchemaDifference difference : structures.differences(expected, now(), Set.of())) {
                if (apart.contains(difference.object())) {
                    continue;
                }
                String sentence = DriftReport.sentence(difference);
                if (difference.matters()) {
                    findings.add(new Finding(
                            script, 0, rule, difference.object(), sentence, String.join("; ", difference.sql()), ""));
                } else {
                    notes.add("%s: %s".formatted(script, sentence));
                }
            }
        }
    }
}

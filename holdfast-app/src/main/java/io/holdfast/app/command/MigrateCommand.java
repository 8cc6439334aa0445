package io.holdfast.app.command;

import io.holdfast.app.migrate.MigrateJob;
import io.holdfast.app.migrate.MigrateLines;
import io.holdfast.app.migrate.MigrateText;
import io.holdfast.app.migrate.NewMigration;
import io.holdfast.app.migrate.RehearsalText;
import io.holdfast.app.migrate.Validation;
import io.holdfast.app.output.ExitCode;
import io.holdfast.app.output.Json;
import io.holdfast.config.HoldfastConfig;
import io.holdfast.schema.MigrationListener;
import io.holdfast.schema.MigrationOptions;
import io.holdfast.schema.MigrationReport;
import io.holdfast.schema.MigrationStatus;
import io.holdfast.schema.Migrations;
import io.holdfast.schema.RehearsalReport;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code holdfast migrate}: the schema comes about from files, step by step, and back. */
@Command(
        name = "migrate",
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Applies the migrations in the folders that the configuration names, undoes them, and tells how they stand.",
            "Files are V2__words.sql, U2__words.sql (undoes it), R__words.sql (again whenever it changes) and"
                    + " B2__words.sql (a baseline for empty databases). Each runs in one transaction with its line of"
                    + " history.",
            "For MongoDB they are lists of commands, V2__words.json."
        },
        footer = {
            "  holdfast migrate status",
            "  holdfast migrate up",
            "  holdfast migrate up --atomic --database app",
            "  holdfast migrate down",
            "  holdfast migrate to 12 --dry-run"
        })
final class MigrateCommand implements Callable<Integer> {
    private static final String ATOMIC = "All of this run, or nothing.";
    private static final String DRY = "Only show the statements. Touches nothing.";
    private static final String LOSS = "Undo even where rows or values are lost that are there now.";
    private static final String ORDER = "Apply also what is older than the newest applied one.";

    private final Commons commons;

    @Option(
            names = "--database",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "Work on this database. Default: all that have migrations.")
    private String database = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    MigrateCommand(Commons commons) {
        this.commons = commons;
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    @Command(
            name = "status",
            description = {
                "Shows every migration and how it stands. Changes nothing.",
                "Ends with 3 if something has to be put right first."
            },
            footer = {"  holdfast migrate status", "  holdfast migrate status --exit-code"})
    int status(@Option(names = "--exit-code", description = "End with 10 if something is pending.") boolean exitCode) {
        List<MigrationStatus> all = job().look(Migrations::status);
        show(all, MigrateText::document, MigrateText::print);
        if (all.stream().anyMatch(status -> !status.problems().isEmpty())) {
            return ExitCode.FINDING.number();
        }
        boolean pending = exitCode && all.stream().anyMatch(status -> status.pending() > 0);
        return (pending ? ExitCode.PENDING : ExitCode.DONE).number();
    }

    @Command(
            name = "validate",
            description = {
                "Fails, with 3, unless everything is applied as the files have it, and the schema is what the migrations"
                        + " give. Changes nothing.",
                "For that they are applied to an empty database, which is thrown away: a file in the folder for temporary"
                        + " files, or a database on the server that migrations.scratch names, or on one that is started"
                        + " for it."
            },
            footer = {"  holdfast migrate validate", "  holdfast migrate validate --no-drift"})
    int validate(@Option(names = "--no-drift", description = "Compare files and history only.") boolean filesOnly) {
        List<Validation> all = job().look(migrations -> Validation.of(migrations, !filesOnly));
        show(all, Validation::document, Validation::print);
        return (all.stream().anyMatch(Validation::hasDrift) ? ExitCode.FINDING : ExitCode.DONE).number();
    }

    @Command(
            name = "plan",
            description = "Shows what up would do, statement by statement. Changes nothing.",
            footer = "  holdfast migrate plan > plan.sql")
    int plan() {
        return show(job().look(migrations -> migrations.plan(MigrationOptions.USUAL)), true);
    }

    @Command(
            name = "rehearse",
            description = {
                "Tries what is pending on a copy of the database, which is thrown away: up, down, and up again. Only reads"
                        + " the database itself.",
                "Tells what takes locks, what writes tables anew, what disturbs an application at work and how to write it"
                        + " instead, which undo is missing or leaves another schema. Ends with 3 if there is any of it."
            },
            footer = {"  holdfast migrate rehearse", "  holdfast migrate rehearse --rows 100000"})
    int rehearse(
            @Option(
                            names = "--rows",
                            paramLabel = "N",
                            defaultValue = "10000",
                            description = "The most rows of each table that are copied; SQLite copies the whole file."
                                    + " Default: ${DEFAULT-VALUE}.")
                    int rows) {
        if (rows < 0) {
            throw new ParameterException(spec.commandLine(), "--rows is %d; expected 0 or more".formatted(rows));
        }
        List<RehearsalReport> all = job().look(migrations -> migrations.rehearse(rows));
        show(all, RehearsalText::document, RehearsalText::print);
        boolean found = all.stream().anyMatch(report -> !report.findings().isEmpty());
        return (found ? ExitCode.FINDING : ExitCode.DONE).number();
    }

    @Command(
            name = "up",
            description = "Applies what is pending, in order.",
            footer = {"  holdfast migrate up", "  holdfast migrate up --atomic", "  holdfast migrate up --dry-run"})
    int up(
            @Option(names = "--atomic", description = ATOMIC) boolean atomic,
            @Option(names = "--out-of-order", description = ORDER) boolean order,
            @Option(names = "--create", description = "Make a database that is missing.") boolean create,
            @Option(names = "--dry-run", description = DRY) boolean dry) {
        MigrationOptions options = options(MigrationOptions.USUAL, atomic, order, false);
        return run("migrate-up", dry, migrations -> {
            if (create && !dry) {
                migrations.create();
            }
            return dry ? migrations.plan(options) : migrations.up(options);
        });
    }

    @Command(
            name = "down",
            description = "Undoes the newest migration with its file U…",
            footer = {"  holdfast migrate down", "  holdfast migrate down --dry-run"})
    int down(
            @Option(names = "--allow-data-loss", description = LOSS) boolean loss,
            @Option(names = "--dry-run", description = DRY) boolean dry) {
        MigrationOptions options = options(MigrationOptions.USUAL, false, false, loss);
        return run("migrate-down", dry, migrations -> dry ? migrations.planDown(options) : migrations.down(options));
    }

    @Command(
            name = "to",
            description = "Applies or undoes whatever lies between now and VERSION; 0 undoes everything.",
            footer = {"  holdfast migrate to 12", "  holdfast migrate to 0 --allow-data-loss"})
    int to(
            @Parameters(paramLabel = "VERSION", description = "The newest version that is to be applied.")
                    String version,
            @Option(names = "--atomic", description = ATOMIC) boolean atomic,
            @Option(names = "--out-of-order", description = ORDER) boolean order,
            @Option(names = "--allow-data-loss", description = LOSS) boolean loss,
            @Option(names = "--dry-run", description = DRY) boolean dry) {
        MigrationOptions options = options(MigrationOptions.USUAL.to(version), atomic, order, loss);
        return run("migrate-to", dry, migrations -> dry ? migrations.planTo(options) : migrations.to(options));
    }

    private static MigrationOptions options(MigrationOptions usual, boolean atomic, boolean order, boolean loss) {
        MigrationOptions options = atomic ? usual.atomic() : usual;
        options = order ? options.inAnyOrder() : options;
        return loss ? options.losingData() : options;
    }

    @Command(
            name = "new",
            description =
                    "Makes the files of a new migration in the first folder: one that applies it, one that undoes it.",
            footer = "  holdfast migrate new \"add orders\"")
    int fresh(@Parameters(paramLabel = "NAME", description = "What it does, in words.") String name) {
        List<Path> files = NewMigration.make(job().one(), name);
        files.forEach(file -> commons.surroundings().out().println(file));
        return ExitCode.DONE.number();
    }

    @Command(
            name = "baseline",
            description = "Declares that everything up to VERSION is there already, in a database that has no history.",
            footer = "  holdfast migrate baseline 7")
    int baseline(
            @Parameters(paramLabel = "VERSION", description = "The newest version that is there.") String version) {
        MigrateJob job = job();
        job.one();
        return show(
                job.act("migrate-baseline", commons.actor(), migrations -> migrations.baseline(version, "baseline")),
                false);
    }

    @Command(
            name = "adopt",
            description = {
                "Takes over what Flyway has applied, so that Holdfast goes on with the same files. Runs nothing, and leaves"
                        + " Flyway's table as it is.",
                "Nothing is taken over where a migration has failed, or its file has changed since or is gone."
            },
            footer = {"  holdfast migrate adopt", "  holdfast migrate adopt --table audit.flyway_schema_history"})
    int adopt(
            @Option(
                            names = "--table",
                            paramLabel = "NAME",
                            defaultValue = "flyway_schema_history",
                            description = "Flyway's table, with its schema where that is another one."
                                    + " Default: ${DEFAULT-VALUE}.")
                    String table) {
        MigrateJob job = job();
        job.one();
        show(
                job.act("migrate-adopt", commons.actor(), migrations -> migrations.adopt(table)),
                MigrateText::document,
                MigrateText::print);
        return ExitCode.DONE.number();
    }

    @Command(
            name = "repair",
            description = {
                "Makes the history agree with the files: files that have changed count as applied as they are now,"
                        + " those that are gone do not count.",
                "What was begun and not finished is finished by up."
            },
            footer = "  holdfast migrate repair")
    int repair() {
        List<List<String>> done = job().act("migrate-repair", commons.actor(), Migrations::repair);
        List<String> all = done.stream().flatMap(List::stream).toList();
        if (commons.json) {
            Json.print(Map.of("repaired", all), commons.surroundings().out());
        } else if (all.isEmpty()) {
            commons.surroundings().out().println("nothing to repair");
        } else {
            all.forEach(commons.surroundings().out()::println);
        }
        return ExitCode.DONE.number();
    }

    private int run(String action, boolean dry, Function<Migrations, MigrationReport> work) {
        List<MigrationReport> reports = dry ? job().look(work) : job().act(action, commons.actor(), work);
        return show(reports, dry);
    }

    private int show(List<MigrationReport> reports, boolean plan) {
        show(reports, MigrateText::document, (report, out) -> {
            if (plan) {
                MigrateText.printPlan(report, out);
            } else {
                MigrateText.print(report, out);
            }
        });
        return ExitCode.DONE.number();
    }

    private <T> void show(List<T> all, Function<T, Map<String, Object>> document, Printer<T> printer) {
        PrintStream out = commons.surroundings().out();
        if (commons.json) {
            Json.print(Map.of("databases", all.stream().map(document).toList()), out);
        } else {
            all.forEach(one -> printer.print(one, out));
        }
    }

    /** Prints one result. */
    private interface Printer<T> {
        void print(T result, PrintStream out);
    }

    private MigrateJob job() {
        HoldfastConfig config = commons.settings().load().config();
        MigrationListener listener = new MigrateLines(commons.surroundings().err());
        return new MigrateJob(config, database, commons.interruption(), listener);
    }
}

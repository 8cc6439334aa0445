package io.holdfast.schema;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.schema.file.FileProblems;
import io.holdfast.schema.file.MigrationFiles;
import io.holdfast.schema.history.FlywayRow;
import io.holdfast.schema.history.FlywayTable;
import io.holdfast.schema.history.History;
import io.holdfast.schema.history.Ledger;
import io.holdfast.schema.plan.Plan;
import io.holdfast.schema.plan.Scripts;
import io.holdfast.schema.run.MigrationRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes over Flyway's history, all of it or nothing, while neither tool can be at work. */
final class Takeover {
    private final String database;
    private final Planning planning;
    private final Scripts scripts;
    private final Refusals refusals;

    Takeover(String database, Planning planning, Scripts scripts) {
        this.database = database;
        this.planning = planning;
        this.scripts = scripts;
        this.refusals = new Refusals(database);
    }

    /** Does it; what would be refused is refused before anything is written. */
    AdoptionReport of(String name, MigrationRun run) {
        refusals.refuseKnown(run.history());
        FlywayTable table =
                run.reading(connection -> FlywayTable.find(connection, name)).orElseThrow(() -> missing(name, run));
        MigrationFiles files = files();
        adoption(table, run.reading(table::rows), files);
        run.keepOut(table);
        run.begin();
        List<String> warnings = new ArrayList<>();
        run.write(ledger -> {
            refusals.refuseKnown(ledger.read());
            Adoption adoption = adoption(table, run.reading(table::rows), files);
            write(adoption, ledger);
            warnings.clear();
            warnings.addAll(adoption.warnings());
        });
        return report(table, warnings, files, run.history());
    }

    private MigrationFiles files() {
        var problems = new FileProblems();
        MigrationFiles files = planning.files(problems);
        problems.throwIfAny(database, Planning.MEND);
        return files;
    }

    private HoldfastException missing(String name, MigrationRun run) {
        String hint = run.hintOfOtherTools();
        return Failure.of(ErrorKind.NOT_FOUND, "the database %s has no table %s".formatted(database, name))
                .withHint(hint.isEmpty() ? "holdfast migrate baseline VERSION declares what is there already" : hint)
                .during("migrate", database)
                .exception();
    }

    private Adoption adoption(FlywayTable table, List<FlywayRow> rows, MigrationFiles files) {
        var problems = new FileProblems();
        Adoption adoption =
                Adoption.of(table.name(), rows, new Adoption.Sources(files, scripts, planning.ignoring()), problems);
        problems.throwIfAny(database, "put it right, then adopt again; Flyway's table is as it was");
        if (adoption.entries().isEmpty()) {
            throw Failure.of(
                            ErrorKind.NOT_FOUND,
                            "no line of %s says that a migration is applied".formatted(table.name()))
                    .withHint(
                            "drop that table where nothing was ever applied; holdfast migrate baseline VERSION declares"
                                    + " what is there already")
                    .during("migrate", database)
                    .exception();
        }
        return adoption;
    }

    private static void write(Adoption adoption, Ledger ledger) throws Exception {
        for (Adoption.Entry entry : adoption.entries()) {
            ledger.insert(entry.row(), entry.content(), Optional.empty());
        }
    }

    private AdoptionReport report(FlywayTable table, List<String> warnings, MigrationFiles files, History history) {
        Plan plan = planning.planner(files, MigrationOptions.USUAL).up(history, Optional.empty(), new FileProblems());
        MigrationStatus status = Described.status(database, plan, files, List.of());
        return new AdoptionReport(
                database, table.name(), history.rows().size(), status.current(), status.pending(), warnings);
    }
}

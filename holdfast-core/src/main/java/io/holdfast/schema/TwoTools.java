package io.holdfast.schema;

import io.holdfast.schema.file.FileProblems;
import io.holdfast.schema.history.Adopted;
import io.holdfast.schema.history.FlywayRow;
import io.holdfast.schema.history.FlywayTable;
import io.holdfast.schema.history.History;
import io.holdfast.schema.run.MigrationRun;
import java.util.List;
import java.util.Optional;

/** Finds out whether Flyway goes on with migrations that were taken over from it. */
final class TwoTools {
    private TwoTools() {}

    /** Adds to {@code problems} what Flyway has written since. */
    static void find(MigrationRun run, History history, FileProblems problems) {
        Optional<Adopted> adopted = Adopted.of(history);
        if (adopted.isEmpty()) {
            return;
        }
        List<FlywayRow> rows = run.reading(connection -> {
            Optional<FlywayTable> table =
                    FlywayTable.find(connection, adopted.get().table());
            return table.isEmpty()
                    ? List.of()
                    : table.get().after(connection, adopted.get().rank());
        });
        for (FlywayRow row : rows) {
            problems.add(
                    adopted.get().table(),
                    "two tools are at work: Flyway has written %s since Holdfast took over; %s"
                            .formatted(row.title(), way(history, run, adopted.get())));
        }
    }

    private static String way(History history, MigrationRun run, Adopted adopted) {
        return history.rows().stream().allMatch(Adopted::is)
                ? "expected one of them alone. To go on with Holdfast, drop the table %s and run holdfast migrate adopt again"
                        .formatted(run.ledger().name())
                : "expected one of them alone. Undo by hand what it did, and delete the line from %s; Holdfast applies the file"
                        .formatted(adopted.table());
    }
}

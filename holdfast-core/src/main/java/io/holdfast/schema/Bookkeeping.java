package io.holdfast.schema;

import io.holdfast.schema.file.Fingerprint;
import io.holdfast.schema.file.MigrationFile;
import io.holdfast.schema.file.Version;
import io.holdfast.schema.history.HistoryTable;
import io.holdfast.schema.history.Row;
import io.holdfast.schema.plan.Line;
import io.holdfast.schema.plan.Scripts;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lines of history that are written by hand, so to speak: nothing is run for them. */
final class Bookkeeping {
    private Bookkeeping() {}

    /** The line that declares everything up to {@code version} to be there. */
    static Row baseline(Version version, String name, Instant at) {
        return new Row(
                1,
                Optional.of(version),
                Row.Kind.BASELINE,
                name,
                "",
                new Fingerprint(0, ""),
                "",
                Row.State.DONE,
                0,
                "",
                System.getProperty("user.name"),
                at,
                Duration.ZERO);
    }

    /**
     * A change of one line.
     *
     * @param sentence what it is, in words
     * @param row the line as it is to be
     * @param content the text of its file; empty where the line goes
     */
    record Repair(String sentence, Row row, Optional<String> content) {

        void write(HistoryTable table, Connection connection) throws SQLException {
            if (content.isPresent()) {
                table.realign(connection, row, content.get());
            } else {
                table.delete(connection, row);
            }
        }
    }

    /** What makes the history agree with the files. */
    static List<Repair> repairs(List<Line> lines, Scripts scripts) {
        List<Repair> repairs = new ArrayList<>();
        for (Line line : lines) {
            switch (line.state()) {
                case CHANGED, REFORMATTED -> repairs.add(realigned(line, scripts));
                case MISSING ->
                    line.row()
                            .ifPresent(row -> repairs.add(new Repair(
                                    "%s has no file any more: it is not counted as applied".formatted(line.script()),
                                    row,
                                    Optional.empty())));
                default -> {}
            }
        }
        return repairs;
    }

    private static Repair realigned(Line line, Scripts scripts) {
        MigrationFile file = line.file().orElseThrow();
        Row row = line.row().orElseThrow();
        var now = new Row(
                row.rank(),
                row.version(),
                row.kind(),
                file.name(),
                file.script(),
                file.print(),
                scripts.of(file).digest(),
                row.state(),
                row.done(),
                row.run(),
                row.runner(),
                row.at(),
                row.took());
        return new Repair("%s counts as applied as it is now".formatted(file.script()), now, Optional.of(file.text()));
    }
}

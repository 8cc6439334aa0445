package io.holdfast.app.audit;

import io.holdfast.app.output.Table;
import io.holdfast.audit.AuditAction;
import java.io.PrintStream;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Columns that are as wide as the rows seen so far need them; some rows are looked at before they are printed. */
final class TableRows implements Rows {
    private static final int LOOKED_AT = 500;
    private static final String GAP = "  ";

    private final PrintStream out;
    private final List<List<String>> waiting = new ArrayList<>();
    private final int[] widths = new int[8];

    TableRows(PrintStream out) {
        this.out = out;
        waiting.add(List.of("BEGAN", "ACTOR", "ACTION", "DATABASE", "OUTCOME", "TOOK", "ID", "WHY"));
    }

    @Override
    public void add(AuditAction action) {
        waiting.add(List.of(
                action.begun().truncatedTo(ChronoUnit.SECONDS).toString(),
                Table.shown(action.actor()),
                Table.shown(action.name()),
                Table.shown(action.database()),
                action.outcome().word(),
                Rows.took(action),
                action.id().toString(),
                Table.shown(action.sentence())));
        if (waiting.size() > LOOKED_AT) {
            end();
        }
    }

    @Override
    public void end() {
        for (List<String> row : waiting) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], width(row.get(column)));
            }
        }
        waiting.forEach(row -> out.println(line(row)));
        waiting.clear();
    }

    private String line(List<String> row) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = row.get(column);
            line.append(cell).append(" ".repeat(widths[column] - width(cell))).append(GAP);
        }
        return line.toString().stripTrailing();
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}

package io.holdfast.app.output;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows of text in columns that are as wide as they must be. */
public final class Table {
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    /** A table with these headings. */
    public Table(String... headings) {
        rows.add(List.of(headings));
    }

    /** Adds a row with one text for each heading. */
    public Table row(String... cells) {
        if (cells.length != rows.get(0).size()) {
            throw new IllegalArgumentException("%d cells for %d columns"
                    .formatted(cells.length, rows.get(0).size()));
        }
        rows.add(Arrays.stream(cells).map(Table::shown).toList());
        return this;
    }

    /** Prints the table; nothing stands behind the last cell of a line. */
    public void print(PrintStream out) {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], width(row.get(column)));
            }
        }
        rows.forEach(row -> out.println(line(row, widths)));
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = row.get(column);
            line.append(cell).append(" ".repeat(widths[column] - width(cell))).append(GAP);
        }
        return line.toString().stripTrailing();
    }

    /** In one line, and without what would make a terminal do something. */
    public static String shown(String text) {
        return text.replaceAll("\\s*[\\t-\\r]\\s*", " ").replaceAll("[\\p{Cc}\\p{Cf}]", "\ufffd");
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}

package io.holdfast.app.demo;

import io.holdfast.app.output.Table;
import java.io.PrintStream;

/**
 * One question with the answers of both databases.
 *
 * @param left what SQLite answered
 * @param right what PostgreSQL answered
 */
record SideBySide(Question question, Answer left, Answer right) {

    boolean equal() {
        return left.equals(right) && !left.rows().isEmpty();
    }

    void print(PrintStream out) {
        out.printf("%n   %s %s%n", question.title(), equal() ? "Equal." : "DIFFERENT.");
        Table table = new Table("  ", "SQLite", "PostgreSQL");
        for (int row = 0; row < Math.max(left.rows().size(), right.rows().size()); row++) {
            table.row("  ", cell(left, row), cell(right, row));
        }
        table.print(out);
    }

    private static String cell(Answer answer, int row) {
        return row < answer.rows().size() ? answer.rows().get(row) : "";
    }
}

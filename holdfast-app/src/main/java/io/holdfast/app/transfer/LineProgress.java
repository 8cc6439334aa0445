package io.holdfast.app.transfer;

import io.holdfast.transfer.TransferListener;
import io.holdfast.transfer.TransferStep;
import java.io.PrintStream;
import java.util.Locale;

/** Progress as plain lines: one for each step, and for large tables one at each tenth of the rows. */
final class LineProgress implements TransferListener {
    private static final long LARGE = 100_000;

    private final PrintStream err;
    private String current = "";
    private long tenth;

    LineProgress(PrintStream err) {
        this.err = err;
    }

    @Override
    public void reached(TransferStep step) {
        if (step != TransferStep.TABLE_COPIED) {
            err.println(step.words());
        }
    }

    @Override
    public void rows(Work work, String table, long rows, long total) {
        String task = Words.of(work) + " " + table;
        if (!task.equals(current)) {
            current = task;
            tenth = 0;
        }
        long reached = total >= LARGE ? rows * 10 / total : 0;
        if (reached > tenth && rows < total) {
            tenth = reached;
            err.printf(Locale.ROOT, "%s: %d %% (%,d of %,d rows)%n", task, reached * 10, rows, total);
        } else if (rows == total) {
            err.printf(Locale.ROOT, "%s: %,d rows%n", task, rows);
        }
    }
}

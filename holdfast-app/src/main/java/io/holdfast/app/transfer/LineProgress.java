package io.holdfast.app.transfer;

import io.holdfast.transfer.TransferListener;
import io.holdfast.transfer.TransferStep;
import java.io.PrintStream;
import java.util.Locale;

/** Progress as plain lines: one for each step, and for large tables one at each tenth of the rows. */
final class LineProgress implements TransferListener {
    private static final long LARGE = 100_000;
    private static final int TENTHS = 10;

    private final PrintStream err;
    private String current = "";
    private long said;

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
            said = 0;
        }
        long tenth = total >= LARGE || rows == total ? rows * TENTHS / Math.max(total, 1) : 0;
        if (tenth > said || (rows == total && said == 0)) {
            said = Math.max(tenth, 1);
            err.printf(Locale.ROOT, "%s: %s%n", task, rows == total ? size(work, total) : part(tenth, work, total));
        }
    }

    private static String part(long tenth, Work work, long total) {
        return "%d %% of %s".formatted(tenth * TENTHS, size(work, total));
    }

    /** A row that is verified is read on both sides, and counts once for the user. */
    private static String size(Work work, long total) {
        return String.format(Locale.ROOT, "%,d rows", work == Work.VERIFY ? total / 2 : total);
    }
}

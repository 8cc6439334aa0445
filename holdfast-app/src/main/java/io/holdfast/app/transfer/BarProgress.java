package io.holdfast.app.transfer;

import io.holdfast.transfer.TransferListener;
import io.holdfast.transfer.TransferStep;
import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Progress as a bar for the table at hand, which makes room for a line at each step. */
final class BarProgress implements TransferListener, AutoCloseable {
    private final PrintStream err;
    private final int width;
    private String current = "";
    private @Nullable ProgressBar bar;

    BarProgress(PrintStream err, int width) {
        this.err = err;
        this.width = width;
    }

    @Override
    public void reached(TransferStep step) {
        if (step != TransferStep.TABLE_COPIED) {
            close();
            err.println(step.words());
        }
    }

    @Override
    public void rows(Work work, String table, long rows, long total) {
        String task = Words.of(work) + " " + table;
        if (bar == null || !task.equals(current)) {
            close();
            bar = open(task, total);
            current = task;
        }
        bar.stepTo(rows);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }

    private ProgressBar open(String task, long total) {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total == 0 ? -1 : total)
                .setUnit(" rows", 1)
                .showSpeed()
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(200)
                .setConsumer(new OneLine(err, width))
                .clearDisplayOnFinish()
                .build();
    }

    /** Draws in one line, and leaves it without a line end: what comes next is printed in the same place. */
    private static final class OneLine extends ConsoleProgressBarConsumer {
        private final PrintStream err;

        OneLine(PrintStream err, int width) {
            super(err, width);
            this.err = err;
        }

        @Override
        public void close() {
            err.flush();
        }
    }
}

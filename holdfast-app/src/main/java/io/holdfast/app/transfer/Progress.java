package io.holdfast.app.transfer;

import io.holdfast.app.output.Surroundings;
import io.holdfast.transfer.TransferListener;

/** Shows how a transfer goes on: a bar on a terminal, plain lines elsewhere, on standard error. */
public final class Progress implements AutoCloseable {
    private static final int USUAL_WIDTH = 80;

    private final TransferListener listener;
    private final Runnable end;

    private Progress(TransferListener listener, Runnable end) {
        this.listener = listener;
        this.end = end;
    }

    /** Progress as it suits {@code surroundings}. */
    public static Progress in(Surroundings surroundings) {
        if (surroundings.redraws()) {
            BarProgress bar = new BarProgress(surroundings.err(), width(surroundings));
            return new Progress(bar, bar::close);
        }
        return new Progress(new LineProgress(surroundings.err()), () -> {});
    }

    /** What the transfer tells. */
    public TransferListener listener() {
        return listener;
    }

    /** Clears the bar, if there is one; harmless when repeated. */
    @Override
    public void close() {
        end.run();
    }

    private static int width(Surroundings surroundings) {
        String columns = surroundings.environment().getOrDefault("COLUMNS", "");
        return columns.matches("[1-9][0-9]{1,3}") ? Integer.parseInt(columns) : USUAL_WIDTH;
    }
}

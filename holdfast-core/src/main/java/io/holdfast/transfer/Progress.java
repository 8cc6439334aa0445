package io.holdfast.transfer;

import io.holdfast.transfer.TransferListener.Work;
import java.util.function.LongConsumer;

/** Counts the rows of one table: tells the listener now and then, and stops when that is wished. */
final class Progress implements LongConsumer {
    private static final long EVERY = 1000;

    private final TransferListener listener;
    private final Interruption interruption;
    private final Work work;
    private final String table;
    private final long total;
    private long rows;

    Progress(TransferListener listener, Interruption interruption, Work work, String table, long total) {
        this.listener = listener;
        this.interruption = interruption;
        this.work = work;
        this.table = table;
        this.total = total;
    }

    @Override
    public void accept(long rows) {
        this.rows = rows;
        if (rows % EVERY == 0) {
            interruption.check();
            listener.rows(work, table, rows, total);
        }
    }

    void finish() {
        interruption.check();
        listener.rows(work, table, rows, rows);
    }
}

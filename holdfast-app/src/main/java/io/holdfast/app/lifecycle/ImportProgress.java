package io.holdfast.app.lifecycle;

import io.holdfast.lifecycle.ImportListener;
import io.holdfast.transfer.TransferListener;

/** Shows an import as a transfer is shown. */
public record ImportProgress(TransferListener shown) implements ImportListener {

    @Override
    public void documents(Work work, String collection, long done, long total) {
        long all = Math.max(done, total);
        switch (work) {
            case LOOK -> shown.rows(TransferListener.Work.PROFILE, collection, done, all);
            case COPY -> shown.rows(TransferListener.Work.COPY, collection, done, all);
            case COMPARE -> shown.rows(TransferListener.Work.VERIFY, collection, 2 * done, 2 * all);
        }
    }
}

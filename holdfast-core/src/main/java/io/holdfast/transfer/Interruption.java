package io.holdfast.transfer;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import org.jspecify.annotations.Nullable;

/** The wish to stop, passed from any thread to the one that works. */
final class Interruption {
    private volatile boolean wanted;
    private volatile @Nullable Runnable alsoStop;

    void interrupt() {
        wanted = true;
        Runnable stop = alsoStop;
        if (stop != null) {
            stop.run();
        }
    }

    /** {@code stop} is run too when the wish comes: it ends what a server is doing. */
    void alsoStop(@Nullable Runnable stop) {
        alsoStop = stop;
    }

    boolean wanted() {
        return wanted || Thread.currentThread().isInterrupted();
    }

    /** Throws a failure of kind CANCELLED if the wish is there. */
    void check() {
        if (wanted()) {
            throw cancelled().exception();
        }
    }

    static Failure cancelled() {
        return Failure.of(ErrorKind.CANCELLED, "the transfer was stopped; source and published schema are as before")
                .withHint("run it again when you like; it starts afresh");
    }
}

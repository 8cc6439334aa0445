package io.holdfast.event;

import io.holdfast.error.HoldfastException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/** An action whose intent is on record, and whose outcome is not yet. The first outcome counts. */
public final class Recording {
    private final Recorder recorder;
    private final Entry intent;
    private final AtomicBoolean finished = new AtomicBoolean();

    Recording(Recorder recorder, Entry intent) {
        this.recorder = recorder;
        this.intent = intent;
    }

    /** The action's id. */
    public UUID id() {
        return intent.id();
    }

    /** The entry with which it began. */
    public Entry intent() {
        return intent;
    }

    /**
     * Writes down that the action was done.
     *
     * @throws HoldfastException if that could not be made durable
     */
    public void done() {
        finish(Entry.Stage.DONE, "");
    }

    /**
     * Writes down that the action failed.
     *
     * @param sentence why, in words without a secret
     * @throws HoldfastException if that could not be made durable
     */
    public void failed(String sentence) {
        finish(Entry.Stage.FAILED, sentence);
    }

    /**
     * Writes down that the action failed, and why, in words without a secret. If that cannot be written, the reason is
     * added to {@code failure}, which the caller is about to throw.
     *
     * @return whether it is on record
     */
    public boolean failed(Throwable failure) {
        String sentence = failure instanceof HoldfastException known
                ? known.failure().sentence()
                : failure.getClass().getSimpleName() + ": " + failure.getMessage();
        try {
            failed(sentence);
            return true;
        } catch (HoldfastException unwritable) {
            failure.addSuppressed(unwritable);
            return false;
        }
    }

    private void finish(Entry.Stage stage, String sentence) {
        if (finished.compareAndSet(false, true)) {
            recorder.finish(intent, stage, sentence);
        }
    }
}

package io.holdfast.schema;

import io.holdfast.schema.plan.Step;
import io.holdfast.schema.run.RunListener;
import java.time.Duration;

/** Passes on how a run goes on. */
final class Told implements RunListener {
    private final MigrationListener listener;

    Told(MigrationListener listener) {
        this.listener = listener;
    }

    @Override
    public void waits(String sentence) {
        listener.waits(sentence);
    }

    @Override
    public void begins(Step step) {
        listener.begins(step.file().script());
    }

    @Override
    public void ends(Step step, Duration took) {
        listener.ends(step.file().script(), took);
    }

    @Override
    public void triesAgain(Step step, String sentence) {
        listener.triesAgain(step.file().script(), sentence);
    }
}

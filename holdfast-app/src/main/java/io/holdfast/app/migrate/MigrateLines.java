package io.holdfast.app.migrate;

import io.holdfast.schema.MigrationListener;
import java.io.PrintStream;
import java.time.Duration;

/** Says how migrations go on, a line for each thing that happens. */
public final class MigrateLines implements MigrationListener {
    private final PrintStream err;

    /** Says it to {@code err}. */
    public MigrateLines(PrintStream err) {
        this.err = err;
    }

    @Override
    public void waits(String sentence) {
        err.println("waiting: " + sentence);
    }

    @Override
    public void ends(String script, Duration took) {
        err.println("done: %s, %d ms".formatted(script, took.toMillis()));
    }

    @Override
    public void triesAgain(String script, String sentence) {
        err.println("trying again: %s: %s".formatted(script, sentence));
    }
}

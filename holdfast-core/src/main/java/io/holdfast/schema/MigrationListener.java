package io.holdfast.schema;

import java.time.Duration;

/** Is told how migrations go on, in the thread that runs them. */
public interface MigrationListener {
    /** One that does not listen. */
    MigrationListener SILENT = new MigrationListener() {};

    /** It has to wait; {@code sentence} says for whom. */
    default void waits(String sentence) {}

    /** {@code script} begins. */
    default void begins(String script) {}

    /** {@code script} is done. */
    default void ends(String script, Duration took) {}

    /** {@code script} met the locks of others, was undone, and is tried again in a moment. */
    default void triesAgain(String script, String sentence) {}
}

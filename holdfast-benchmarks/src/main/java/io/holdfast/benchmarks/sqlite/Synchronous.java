package io.holdfast.benchmarks.sqlite;

import java.util.Locale;

/** What SQLite waits for before a commit counts: its pragma of that name, and the goals that belong to it. */
enum Synchronous {
    /** For the disk: a commit outlives a power cut. */
    FULL(6, 1.2),
    /** For nothing: a power cut may take the last commits, and leaves the file in order. */
    NORMAL(2, 1.8);

    private final double timesImmediate;
    private final double timesOneWriter;

    Synchronous(double timesImmediate, double timesOneWriter) {
        this.timesImmediate = timesImmediate;
        this.timesOneWriter = timesOneWriter;
    }

    /** As it stands in addresses and in the names of figures. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How many times as many commits as HikariCP with immediate transactions must be reached. */
    double timesImmediate() {
        return timesImmediate;
    }

    /** How many times as many commits as one plain writer must be reached. */
    double timesOneWriter() {
        return timesOneWriter;
    }
}

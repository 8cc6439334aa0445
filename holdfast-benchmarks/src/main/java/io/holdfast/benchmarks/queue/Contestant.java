package io.holdfast.benchmarks.queue;

import java.io.IOException;
import java.nio.file.Path;

/** One way to keep what cannot be written yet, open; safe for use by many threads. */
interface Contestant extends AutoCloseable {

    /**
     * Opens one.
     *
     * @param name in the figures
     * @param way how it is opened
     */
    record Entry(String name, Way way) {}

    /** How one is opened. */
    @FunctionalInterface
    interface Way {
        /** Opens one whose files are in {@code folder}, which is there and empty. */
        Contestant open(Path folder) throws IOException;
    }

    /** Keeps {@code order}; it is on disk when this returns. */
    void keep(Order order) throws IOException;

    /** How many are on disk; asked after {@link #close}. */
    long kept() throws IOException;

    @Override
    void close() throws IOException;
}

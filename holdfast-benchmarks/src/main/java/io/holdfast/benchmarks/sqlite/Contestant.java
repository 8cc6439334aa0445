package io.holdfast.benchmarks.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;

/** One way to the file, open; safe for use by many threads. */
interface Contestant extends AutoCloseable {

    /**
     * Opens one.
     *
     * @param name in the figures
     * @param way how it is opened
     */
    record Entry(String name, Way way) {
        Contestant open(Path file, Synchronous synchronous) throws Exception {
            return way.open(file, synchronous);
        }
    }

    /** How one is opened. */
    @FunctionalInterface
    interface Way {
        /** Opens the file, which is there. */
        Contestant open(Path file, Synchronous synchronous) throws Exception;
    }

    /** Makes {@code booking}, and returns once it is committed. */
    void write(Booking booking) throws Exception;

    /** What is on {@code account}. */
    long read(int account) throws Exception;

    /** How often it has begun something again by itself, because somebody else had the lock; nobody else is told of that. */
    default long repeated() {
        return 0;
    }

    /** Closes its connections. */
    @Override
    void close() throws SQLException;
}

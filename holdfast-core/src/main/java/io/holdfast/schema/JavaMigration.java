package io.holdfast.schema;

import java.sql.Connection;
import java.util.Optional;

/**
 * A migration that is written in Java, for what SQL cannot say; found by {@link java.util.ServiceLoader}. It takes its place
 * among the files by its version, and runs as they do: in one transaction with its line of history.
 *
 * <p>Made once for each look at the migrations; it should keep nothing from one to the next.
 */
public interface JavaMigration {

    /** The name of the declared database that it is for. */
    String database();

    /** Its version, such as {@code 12} or {@code 1.4}; no file and no other class may have the same. */
    String version();

    /** What it does, in words. */
    String name();

    /**
     * Does it. What it has done may be undone and done again, so that it changes nothing but the database.
     *
     * @param connection has the transaction open; committing, rolling back and closing are refused
     * @throws Exception whatever goes wrong; nothing of it is left then
     */
    void apply(Connection connection) throws Exception;

    /** Undoes it; empty where nothing can, which a file {@code U…} of the same version may do all the same. */
    default Optional<Undo> undo() {
        return Optional.empty();
    }

    /**
     * What changes whenever the class does something else, to be compared with what was applied; for one that never changes
     * the name of the class says enough.
     */
    default String fingerprint() {
        return "";
    }

    /** Takes back what a migration has done. */
    @FunctionalInterface
    interface Undo {
        /**
         * Does it.
         *
         * @param connection as for {@link JavaMigration#apply}
         * @throws Exception whatever goes wrong; nothing of it is left then
         */
        void apply(Connection connection) throws Exception;
    }
}

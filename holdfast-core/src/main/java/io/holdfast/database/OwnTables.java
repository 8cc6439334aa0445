package io.holdfast.database;

import io.holdfast.config.DatabaseConfig;
import java.util.List;
import java.util.Set;

/**
 * Tables that one part of Holdfast keeps in a database, and the scripts that make them. They have a history of their own, so
 * that the migrations of an application never meet them.
 *
 * @param feature whose they are, in lower-case words with dashes
 * @param number tells its scripts from those of others in the history; never changed, and never used twice
 * @param tables what they are called
 * @param scripts what makes them, in words that every engine with SQL understands; each is applied once, and never changed
 *     afterwards: a new release adds one
 */
public record OwnTables(String feature, int number, List<String> tables, List<String> scripts) {
    /** The table with their history. */
    public static final String HISTORY = "holdfast_own_history";

    /** Every table of ours that there may be; whoever looks at the schema of an application passes them over. */
    public static final Set<String> NAMES =
            Set.of(HISTORY, "holdfast_applied", "holdfast_audit", "holdfast_flag", "holdfast_flag_change");

    /**
     * Keeps copies of the lists.
     *
     * @throws IllegalArgumentException if a table is not among {@link #NAMES}
     */
    public OwnTables {
        tables = List.copyOf(tables);
        scripts = List.copyOf(scripts);
        if (!NAMES.containsAll(tables)) {
            throw new IllegalArgumentException("not all of %s are known as tables of ours".formatted(tables));
        }
    }

    /** Makes tables where they are missing. */
    @FunctionalInterface
    public interface Maker {
        /**
         * Makes those of {@code tables} that are missing; others that do so at the same time are waited for.
         *
         * @param now what the database is declared as at the moment
         * @throws io.holdfast.error.HoldfastException if that failed; then none is half made
         */
        void make(OwnTables tables, DatabaseConfig now);
    }
}

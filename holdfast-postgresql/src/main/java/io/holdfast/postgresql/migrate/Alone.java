package io.holdfast.postgresql.migrate;

import io.holdfast.engine.MigrationStatement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The statements that PostgreSQL refuses in a transaction: those for which its source calls
 * {@code PreventInTransactionBlock}, as their pages in <a href="https://www.postgresql.org/docs/current/sql-commands.html">
 * the reference</a> say.
 */
final class Alone {
    private static final Set<String> WHOLE_SERVER = Set.of("DATABASE", "TABLESPACE", "SUBSCRIPTION");
    private static final Set<String> MANY_TABLES = Set.of("SCHEMA", "DATABASE", "SYSTEM");

    private Alone() {}

    static boolean runsAlone(MigrationStatement statement) {
        List<String> words = statement.words();
        String second = word(words, 1);
        return switch (word(words, 0)) {
            case "VACUUM" -> true;
            case "CREATE", "DROP" ->
                WHOLE_SERVER.contains(second) || (isIndex(words) && statement.mentions("CONCURRENTLY"));
            case "REINDEX" -> MANY_TABLES.contains(second) || isConcurrent(statement);
            case "ALTER" ->
                second.equals("SYSTEM")
                        || (second.equals("DATABASE") && statement.mentions("TABLESPACE"))
                        || detaches(statement)
                        || second.equals("SUBSCRIPTION");
            case "CLUSTER" -> words.size() == 1 || (words.size() == 2 && second.equals("VERBOSE"));
            default -> false;
        };
    }

    private static boolean isIndex(List<String> words) {
        return word(words, 1).equals("INDEX")
                || (word(words, 1).equals("UNIQUE") && word(words, 2).equals("INDEX"));
    }

    /** {@code REINDEX (CONCURRENTLY) …} has it in parentheses. */
    private static boolean isConcurrent(MigrationStatement statement) {
        return statement.mentions("CONCURRENTLY")
                || statement.plain().toUpperCase(Locale.ROOT).matches("(?s)REINDEX\\s*\\([^)]*CONCURRENTLY.*");
    }

    private static boolean detaches(MigrationStatement statement) {
        return word(statement.words(), 1).equals("TABLE")
                && statement.mentions("DETACH")
                && (statement.mentions("CONCURRENTLY") || statement.mentions("FINALIZE"));
    }

    /** What could not be finished after a crash is not begun. */
    static Optional<String> objection(MigrationStatement statement) {
        List<String> words = statement.words();
        if ((word(words, 0).equals("DISCARD") && word(words, 1).equals("ALL"))
                || statement.plain().toLowerCase(Locale.ROOT).contains("pg_advisory_unlock_all")) {
            return Optional.of(
                    "it would give up the lock of the only runner; expected DISCARD TEMP, or no such statement:"
                            + " the session is put back between files anyway");
        }
        int name = words.indexOf("CONCURRENTLY") + 1;
        boolean nameless = word(words, 0).equals("CREATE")
                && isIndex(words)
                && name > 0
                && word(words, name).equals("ON");
        return nameless
                ? Optional.of(
                        "an index that is built concurrently needs a name here; without one nobody could find what"
                                + " a crash leaves of it")
                : Optional.empty();
    }

    static String word(List<String> words, int index) {
        return index < words.size() ? words.get(index) : "";
    }
}

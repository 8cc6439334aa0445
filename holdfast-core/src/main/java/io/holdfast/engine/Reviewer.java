package io.holdfast.engine;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the statements of migrations that disturb an application at work. One reviewer is for one run of migrations, whose
 * statements it is shown in their order: it remembers what they make, because what happens to a table that is new disturbs
 * nobody.
 *
 * <p>It knows the statements only, not the database. It cannot tell how many rows a table has, nor what type a column had;
 * where that matters, the sentence says so.
 */
public interface Reviewer {

    /** What is dangerous in {@code statement}, in the order in which it stands there; empty for most statements. */
    List<Danger> review(MigrationStatement statement);

    /** Another file begins: names mean what they meant in the beginning, and what was temporary is gone. */
    void nextFile();

    /**
     * Where the statements run.
     *
     * @param schema the schema of names that say none; empty for the engine's usual one
     * @param tables the tables that are there before the first statement, which {@code IF NOT EXISTS} does not make
     */
    record Home(Optional<String> schema, Set<String> tables) {
        /** Keeps a copy. */
        public Home {
            tables = Set.copyOf(tables);
        }
    }
}

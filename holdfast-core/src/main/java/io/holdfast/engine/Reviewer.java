package io.holdfast.engine;

import java.util.List;

/**
 * Finds the statements of migrations that disturb an application at work. One reviewer is for one run of migrations, whose
 * statements it is shown in their order: it remembers what they make, because what happens to a table that is new disturbs
 * nobody.
 *
 * <p>It knows the statements only, not the database. It cannot tell how many rows a table has, nor what type a column had;
 * where that matters, the sentence says so. A table is also new to it when it is made with {@code IF NOT EXISTS}.
 */
public interface Reviewer {

    /** What is dangerous in {@code statement}, in the order in which it stands there; empty for most statements. */
    List<Danger> review(MigrationStatement statement);
}

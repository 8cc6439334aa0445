package io.holdfast.schema.review;

import io.holdfast.engine.Danger;
import io.holdfast.engine.Migrator;
import io.holdfast.engine.Reviewer;
import io.holdfast.schema.script.Script;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Statements of one run of migrations, and what is dangerous in them.
 *
 * @param expected each danger is its rule, and its table behind a blank where it has one
 */
record ReviewCase(String sql, List<String> expected) {
    private static final String ARROW = "=>";

    /** One from each line that is not empty and no headline: the statements, an arrow, the dangers between commas. */
    static Stream<ReviewCase> of(String lines) {
        return lines.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(ReviewCase::read);
    }

    private static ReviewCase read(String line) {
        int arrow = line.lastIndexOf(ARROW);
        List<String> expected = Arrays.stream(
                        line.substring(arrow + ARROW.length()).split(","))
                .map(String::strip)
                .filter(danger -> !danger.isEmpty())
                .toList();
        return new ReviewCase(line.substring(0, arrow).strip(), expected);
    }

    /** What a new reviewer of {@code migrator} finds. */
    List<Danger> dangers(Migrator migrator) {
        Reviewer reviewer = migrator.reviewer();
        return Script.read("V1__case.sql", sql, migrator.features()).statements().stream()
                .flatMap(statement -> reviewer.review(statement).stream())
                .toList();
    }

    /** As {@link #expected} has it. */
    List<String> found(Migrator migrator) {
        return dangers(migrator).stream()
                .map(danger -> (danger.rule() + " " + danger.table()).strip())
                .toList();
    }

    @Override
    public String toString() {
        return sql;
    }
}

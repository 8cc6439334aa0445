package io.holdfast.schema.review;

import io.holdfast.engine.Danger;
import io.holdfast.engine.MigrationStatement;
import io.holdfast.engine.Migrator;
import io.holdfast.engine.Reviewer;
import io.holdfast.engine.SqlReader;
import io.holdfast.engine.SqlToken;
import io.holdfast.schema.script.Script;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Statements of one run of migrations, and what is dangerous in them.
 *
 * @param expected each danger is its rule, and its table behind a blank where it has one
 */
record ReviewCase(String sql, List<String> expected) {
    private static final String ARROW = "=>";

    private static final Reviewer.Home UNKNOWN = new Reviewer.Home(Optional.empty(), Set.of());

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
        Reviewer reviewer = migrator.reviewer(UNKNOWN);
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

    /** Has a reviewer look at each statement when it ends too early, and when one token is missing. */
    void reviewPieces(Migrator migrator) {
        Reviewer reviewer = migrator.reviewer(UNKNOWN);
        for (MigrationStatement statement :
                Script.read("V1__case.sql", sql, migrator.features()).statements()) {
            List<SqlToken> tokens = statement.tokens();
            for (int at = 0; at < tokens.size(); at++) {
                List<SqlToken> missing = new ArrayList<>(tokens);
                missing.remove(at);
                reviewer.review(new Piece(missing));
                reviewer.review(new Piece(tokens.subList(0, at)));
            }
        }
    }

    /** A statement of which only the tokens are known. */
    private record Piece(List<SqlToken> tokens) implements MigrationStatement {

        @Override
        public String sql() {
            return plain();
        }

        @Override
        public String plain() {
            return String.join(" ", tokens.stream().map(SqlToken::text).toList());
        }

        @Override
        public List<String> words() {
            return tokens.stream()
                    .map(token -> token.text().toUpperCase(Locale.ROOT))
                    .toList();
        }

        @Override
        public boolean mentions(String word) {
            return new SqlReader(tokens).mentions(word);
        }

        @Override
        public Optional<String> copyData() {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return sql;
    }
}

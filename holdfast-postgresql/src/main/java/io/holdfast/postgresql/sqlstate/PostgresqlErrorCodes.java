package io.holdfast.postgresql.sqlstate;

import io.holdfast.engine.ErrorCodes;
import io.holdfast.error.Failure;
import io.holdfast.error.Phase;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/**
 * The SQLSTATEs of PostgreSQL and its driver, for people who look one up. A code of a class that is known is known, as in
 * {@link SqlStates}.
 *
 * @param classify says what a failure means
 */
public record PostgresqlErrorCodes(BiFunction<SQLException, Phase, Failure> classify) implements ErrorCodes {
    private static final int LENGTH = 5;
    private static final Pattern WRITTEN = Pattern.compile("[0-9A-Z]{5}");

    @Override
    public Optional<Meaning> find(String text) {
        String code = text.toUpperCase(Locale.ROOT);
        return Optional.of(code)
                .filter(WRITTEN.asMatchPredicate())
                .flatMap(SqlStates::of)
                .map(known -> new Meaning(code, failure(code, Phase.BODY), failure(code, Phase.COMMIT)));
    }

    @Override
    public List<String> known() {
        return SqlStates.written().stream()
                .filter(code -> code.length() == LENGTH)
                .toList();
    }

    private Failure failure(String code, Phase phase) {
        return classify.apply(new SQLException("", code), phase);
    }
}

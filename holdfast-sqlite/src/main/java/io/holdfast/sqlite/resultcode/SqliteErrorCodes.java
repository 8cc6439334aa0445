package io.holdfast.sqlite.resultcode;

import io.holdfast.engine.ErrorCodes;
import io.holdfast.error.Failure;
import io.holdfast.error.Phase;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** The result codes of SQLite, for people who look one up: by name or by number, primary or extended. */
public final class SqliteErrorCodes implements ErrorCodes {
    /** Where a sentence repeats what SQLite says of a case. */
    private static final String SAID = "…";

    @Override
    public Optional<Meaning> find(String text) {
        String wanted = text.toUpperCase(Locale.ROOT);
        return codes().filter(code ->
                        code.name().equals(wanted) || String.valueOf(code.code).equals(wanted))
                .map(SqliteErrorCodes::meaning)
                .findFirst();
    }

    @Override
    public List<String> known() {
        return codes().map(Enum::name).sorted().toList();
    }

    private static Stream<SQLiteErrorCode> codes() {
        return Arrays.stream(SQLiteErrorCode.values()).filter(code -> code != SQLiteErrorCode.UNKNOWN_ERROR);
    }

    private static Meaning meaning(SQLiteErrorCode code) {
        return new Meaning(
                "%s (%d)".formatted(code.name(), code.code), failure(code, Phase.BODY), failure(code, Phase.COMMIT));
    }

    private static Failure failure(SQLiteErrorCode code, Phase phase) {
        return ResultCodes.failure(new SQLiteException(SAID, code), phase);
    }
}

package io.holdfast.sqlite.review;

import io.holdfast.engine.Danger;
import io.holdfast.engine.SqlName;
import io.holdfast.engine.SqlReader;
import io.holdfast.engine.SqlToken;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code PRAGMA}: those that make the database less safe, or keep others out. */
final class Pragma {
    private static final Set<String> ON = Set.of("1", "on", "yes", "true");

    private Pragma() {}

    /** Reads what stands behind {@code PRAGMA}. One without a value only asks. */
    static List<Danger> review(SqlReader reader) {
        SqlName name = reader.name();
        String value = value(reader);
        if (name.isEmpty() || value.isEmpty()) {
            return List.of();
        }
        return switch (name.last().content().toLowerCase(Locale.ROOT)) {
            // every session begins with WAL
            case "journal_mode" -> value.equals("wal") ? List.of() : List.of(Rule.JOURNAL_MODE.at("", value));
            case "synchronous" ->
                value.equals("off") || value.equals("0") ? List.of(Rule.SYNCHRONOUS_OFF.at("", value)) : List.of();
            case "writable_schema" -> ON.contains(value) ? List.of(Rule.WRITABLE_SCHEMA.at("", value)) : List.of();
            case "locking_mode" ->
                value.equals("exclusive") ? List.of(Rule.LOCKING_MODE_EXCLUSIVE.at("", value)) : List.of();
            default -> List.of();
        };
    }

    private static String value(SqlReader reader) {
        List<SqlToken> value = reader.takeSign("=") ? reader.rest() : reader.group();
        return value.stream()
                .map(token -> token.content().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }
}

package io.holdfast.postgresql.review;

import io.holdfast.engine.SqlName;
import io.holdfast.engine.SqlReader;
import io.holdfast.engine.SqlToken;
import io.holdfast.postgresql.review.Made.Sort;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Statements that write rows of old tables, or lock them, and queries that make a table or change a setting. */
final class Rows {
    /** Those that let the application read and write. */
    private static final Set<String> HARMLESS_MODES =
            Set.of("ACCESS SHARE", "ROW SHARE", "ROW EXCLUSIVE", "SHARE UPDATE EXCLUSIVE");

    private final Made made;
    private final Found found;

    Rows(Made made, Found found) {
        this.made = made;
        this.found = found;
    }

    void review(SqlReader reader) {
        if (reader.take("WITH")) {
            with(reader);
        } else if (reader.take("UPDATE")) {
            whole(Rule.UPDATE_WITHOUT_WHERE, reader);
        } else if (reader.take("DELETE", "FROM")) {
            whole(Rule.DELETE_WITHOUT_WHERE, reader);
        } else if (reader.take("SELECT")) {
            query(reader);
        } else if (reader.take("TRUNCATE")) {
            truncate(reader);
        } else if (reader.take("LOCK")) {
            lock(reader);
        }
    }

    /** The queries in front may write as well. */
    private void with(SqlReader reader) {
        reader.take("RECURSIVE");
        do {
            reader.name();
            reader.group();
            reader.take("AS");
            reader.take("NOT");
            reader.take("MATERIALIZED");
            review(new SqlReader(reader.group()));
            reader.until(token -> token.isSign(",") || isMain(token));
        } while (reader.takeSign(","));
        review(reader);
    }

    private static boolean isMain(SqlToken token) {
        return token.is("SELECT")
                || token.is("UPDATE")
                || token.is("DELETE")
                || token.is("INSERT")
                || token.is("MERGE");
    }

    private void whole(Rule rule, SqlReader reader) {
        reader.take("ONLY");
        SqlName table = reader.name();
        boolean all = !reader.skipTo("WHERE") || isAlways(reader.rest());
        found.addIf(all && !made.has(Sort.RELATION, table), rule, table, "");
    }

    /** {@code WHERE true} and {@code WHERE 1 = 1} are written to please those who look for a WHERE. */
    private static boolean isAlways(List<SqlToken> condition) {
        boolean yes = condition.size() == 1 && condition.get(0).is("TRUE");
        boolean same = condition.size() == 3
                && condition.get(1).isSign("=")
                && condition.get(0).is(SqlToken.Kind.OTHER)
                && condition.get(0).equals(condition.get(2));
        return yes || same;
    }

    private void query(SqlReader reader) {
        List<SqlToken> tokens = reader.rest();
        for (int at = 0; at + 4 < tokens.size(); at++) {
            boolean timeout = tokens.get(at).is("set_config")
                    && tokens.get(at + 2).content().equalsIgnoreCase("lock_timeout")
                    && Setting.isNothing(tokens.get(at + 4));
            found.addIf(timeout, Rule.LOCK_TIMEOUT_OFF, "", "");
        }
        if (reader.skipTo("INTO")) {
            boolean temporary = reader.takeAny("TEMPORARY", "TEMP");
            reader.take("UNLOGGED");
            reader.take("TABLE");
            SqlName table = reader.name();
            if (temporary && !table.isEmpty()) {
                made.addTemporary(table);
            } else if (!table.isEmpty()) {
                made.add(Sort.RELATION, table);
            }
        }
    }

    private void truncate(SqlReader reader) {
        reader.take("TABLE");
        boolean cascades = reader.mentions("CASCADE");
        for (SqlReader part : reader.parts()) {
            part.take("ONLY");
            SqlName table = part.name();
            if (!made.has(Sort.RELATION, table)) {
                found.add(Rule.TRUNCATE, table);
                found.addIf(cascades, Rule.CASCADE, table, "");
            }
        }
    }

    private void lock(SqlReader reader) {
        reader.take("TABLE");
        List<SqlToken> tables = reader.until(token -> token.is("IN") || token.is("NOWAIT"));
        String mode = "ACCESS EXCLUSIVE";
        if (reader.take("IN")) {
            mode = reader.until(token -> token.is("MODE")).stream()
                    .map(token -> token.text().toUpperCase(Locale.ROOT))
                    .collect(Collectors.joining(" "));
        }
        for (SqlReader part : new SqlReader(tables).parts()) {
            part.take("ONLY");
            SqlName table = part.name();
            boolean harmless = HARMLESS_MODES.contains(mode) || made.has(Sort.RELATION, table);
            found.addIf(!harmless, Rule.LOCK_TABLE, table, mode);
        }
    }
}

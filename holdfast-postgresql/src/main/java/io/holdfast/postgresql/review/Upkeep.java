package io.holdfast.postgresql.review;

import io.holdfast.engine.SqlName;
import io.holdfast.engine.SqlReader;
import io.holdfast.engine.SqlToken;
import io.holdfast.postgresql.review.Made.Sort;
import java.util.List;

/** {@code REINDEX}, {@code CLUSTER}, {@code VACUUM} and {@code REFRESH MATERIALIZED VIEW}. */
final class Upkeep {
    private final Made made;
    private final Found found;

    Upkeep(Made made, Found found) {
        this.made = made;
        this.found = found;
    }

    void review(SqlReader reader) {
        if (reader.take("REINDEX")) {
            reindex(reader);
        } else if (reader.take("VACUUM")) {
            vacuum(reader);
        } else if (reader.take("CLUSTER")) {
            reader.group();
            reader.take("VERBOSE");
            disturb(Rule.CLUSTER, reader.name());
        } else if (reader.take("REFRESH", "MATERIALIZED", "VIEW") && !reader.take("CONCURRENTLY")) {
            SqlName view = reader.name();
            boolean empties = reader.mentions("WITH", "NO", "DATA");
            found.addIf(!made.has(Sort.RELATION, view) && !empties, Rule.REFRESH_WITHOUT_CONCURRENTLY, view, "");
        }
    }

    private void disturb(Rule rule, SqlName table) {
        found.addIf(!made.has(Sort.RELATION, table), rule, table, "");
    }

    private void reindex(SqlReader reader) {
        boolean concurrently = isOn(reader.group(), "CONCURRENTLY");
        reader.takeAny("INDEX", "TABLE", "SCHEMA", "DATABASE", "SYSTEM");
        if (!reader.take("CONCURRENTLY") && !concurrently) {
            disturb(Rule.REINDEX_WITHOUT_CONCURRENTLY, reader.name());
        }
    }

    private void vacuum(SqlReader reader) {
        boolean full = isOn(reader.group(), "FULL");
        full |= reader.take("FULL");
        reader.take("FREEZE");
        reader.take("VERBOSE");
        reader.take("ANALYZE");
        if (full && !reader.more()) {
            found.add(Rule.VACUUM_FULL, "");
        } else if (full) {
            reader.parts().forEach(part -> {
                part.take("ONLY");
                disturb(Rule.VACUUM_FULL, part.name());
            });
        }
    }

    /** Whether {@code option} stands among those in parentheses, and is not switched off there. */
    private static boolean isOn(List<SqlToken> options, String option) {
        for (SqlReader part : new SqlReader(options).parts()) {
            if (part.take(option)) {
                String value = part.more() ? part.rest().get(0).content() : "";
                return !value.equalsIgnoreCase("false") && !value.equalsIgnoreCase("off") && !value.equals("0");
            }
        }
        return false;
    }
}

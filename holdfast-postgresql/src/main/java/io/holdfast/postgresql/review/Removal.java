package io.holdfast.postgresql.review;

import io.holdfast.engine.SqlName;
import io.holdfast.engine.SqlReader;
import io.holdfast.postgresql.review.Made.Sort;
import java.util.List;
import java.util.Locale;

/** {@code DROP}. */
final class Removal {
    private static final List<String> OTHERS =
            List.of("TYPE", "DOMAIN", "FUNCTION", "PROCEDURE", "ROUTINE", "AGGREGATE", "EXTENSION", "DATABASE");

    private final Made made;
    private final Found found;

    Removal(Made made, Found found) {
        this.made = made;
        this.found = found;
    }

    void review(SqlReader reader) {
        reader.take("DROP");
        if (reader.take("TABLE") || reader.take("FOREIGN", "TABLE")) {
            each(reader, Sort.RELATION, Rule.DROP_TABLE, "table");
        } else if (reader.take("VIEW") || reader.take("MATERIALIZED", "VIEW")) {
            each(reader, Sort.RELATION, Rule.DROP_VIEW, "view");
        } else if (reader.take("INDEX")) {
            index(reader);
        } else if (reader.take("SEQUENCE")) {
            each(reader, Sort.RELATION, Rule.DROP_OBJECT, "sequence");
        } else if (reader.take("SCHEMA")) {
            each(reader, Sort.SCHEMA, Rule.DROP_SCHEMA, "schema");
        } else if (reader.take("OWNED", "BY")) {
            each(reader, Sort.OTHER, Rule.DROP_SCHEMA, "");
        } else {
            other(reader);
        }
    }

    private void other(SqlReader reader) {
        OTHERS.stream()
                .filter(reader::take)
                .findFirst()
                .ifPresent(kind -> each(reader, Sort.OTHER, Rule.DROP_OBJECT, kind.toLowerCase(Locale.ROOT)));
    }

    private void each(SqlReader reader, Sort sort, Rule rule, String kind) {
        reader.take("IF", "EXISTS");
        boolean cascades = reader.mentions("CASCADE");
        for (SqlReader part : reader.parts()) {
            SqlName name = part.name();
            if (made.has(sort, name)) {
                made.remove(sort, name);
            } else if (!name.isEmpty()) {
                found.add(rule, name, kind);
                found.addIf(cascades, Rule.CASCADE, name, kind);
            }
        }
    }

    private void index(SqlReader reader) {
        if (!reader.take("CONCURRENTLY")) {
            each(reader, Sort.RELATION, Rule.DROP_INDEX_WITHOUT_CONCURRENTLY, "index");
        }
    }
}

package io.holdfast.postgresql.review;

import io.holdfast.engine.SqlName;
import io.holdfast.engine.SqlReader;
import io.holdfast.postgresql.review.Made.Sort;
import java.util.List;

/** {@code CREATE}: what is new is remembered; an index of an old table is what disturbs. */
final class Creation {
    private final Made made;
    private final Found found;

    Creation(Made made, Found found) {
        this.made = made;
        this.found = found;
    }

    void review(SqlReader reader) {
        reader.take("CREATE");
        // what it replaces may be old
        boolean replaces = reader.take("OR", "REPLACE");
        reader.takeAny("GLOBAL", "LOCAL");
        boolean temporary = reader.takeAny("TEMPORARY", "TEMP");
        reader.takeAny("UNLOGGED", "FOREIGN", "MATERIALIZED", "RECURSIVE", "UNIQUE");
        if (reader.take("INDEX")) {
            index(reader);
        } else if (reader.takeAny("TABLE", "VIEW", "SEQUENCE") && !replaces) {
            relation(reader, temporary);
        } else if (reader.take("SCHEMA")) {
            reader.take("IF", "NOT", "EXISTS");
            reader.take("AUTHORIZATION");
            remember(Sort.SCHEMA, reader.name());
        } else if (reader.take("DOMAIN")) {
            domain(reader);
        } else if (reader.takeAny("TYPE", "FUNCTION", "PROCEDURE", "AGGREGATE") && !replaces) {
            remember(Sort.OTHER, reader.name());
        }
    }

    private void remember(Sort sort, SqlName name) {
        if (!name.isEmpty()) {
            made.add(sort, name);
        }
    }

    private void relation(SqlReader reader, boolean temporary) {
        boolean unlessThere = reader.take("IF", "NOT", "EXISTS");
        SqlName name = reader.name();
        if (temporary && !name.isEmpty()) {
            made.addTemporary(name);
        } else if (!unlessThere || !made.isOld(name)) {
            remember(Sort.RELATION, name);
        }
    }

    private void domain(SqlReader reader) {
        SqlName name = reader.name();
        remember(Sort.OTHER, name);
        if (reader.mentions("CHECK") || reader.mentions("NOT", "NULL")) {
            remember(Sort.DOMAIN_WITH_CONSTRAINTS, name);
        }
    }

    /** With {@code ONLY} it is that of a partitioned table without its partitions, which is made at once. */
    private void index(SqlReader reader) {
        boolean concurrently = reader.take("CONCURRENTLY");
        reader.take("IF", "NOT", "EXISTS");
        SqlName index = reader.at("ON") ? new SqlName(List.of()) : reader.name();
        if (!reader.take("ON")) {
            return;
        }
        boolean only = reader.take("ONLY");
        SqlName table = reader.name();
        if (made.has(Sort.RELATION, table)) {
            remember(Sort.RELATION, inSchemaOf(table, index));
        } else {
            found.addIf(!concurrently && !only, Rule.INDEX_WITHOUT_CONCURRENTLY, table, "");
        }
    }

    /** An index is where its table is. */
    private static SqlName inSchemaOf(SqlName table, SqlName index) {
        boolean qualified = table.parts().size() > 1 && !index.isEmpty();
        return qualified ? new SqlName(List.of(table.parts().get(0), index.last())) : index;
    }
}

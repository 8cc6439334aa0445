package io.holdfast.postgresql.review;

import io.holdfast.engine.SqlName;
import io.holdfast.engine.SqlReader;
import io.holdfast.postgresql.review.Made.Sort;
import java.util.List;
import java.util.Locale;

/** {@code ALTER} with whatever it alters. */
final class Alteration {
    private static final List<String> OTHERS = List.of("SCHEMA", "SEQUENCE", "TYPE", "FUNCTION", "PROCEDURE");

    private final Made made;
    private final NotNullChecks checks;
    private final Found found;

    Alteration(Made made, NotNullChecks checks, Found found) {
        this.made = made;
        this.checks = checks;
        this.found = found;
    }

    void review(SqlReader reader) {
        reader.take("ALTER");
        if (reader.take("TABLE") || reader.take("MATERIALIZED", "VIEW")) {
            table(reader, true);
        } else if (reader.take("VIEW") || reader.take("FOREIGN", "TABLE")) {
            table(reader, false);
        } else if (reader.take("INDEX")) {
            index(reader);
        } else if (reader.take("DOMAIN")) {
            domain(reader);
        } else {
            OTHERS.stream().filter(reader::take).findFirst().ifPresent(kind -> other(reader, kind));
        }
    }

    /**
     * What can be altered as a table is.
     *
     * @param stored whether it has rows of its own
     */
    private void table(SqlReader reader, boolean stored) {
        if (takesAllOfTablespace(reader)) {
            return;
        }
        reader.take("IF", "EXISTS");
        reader.take("ONLY");
        SqlName table = reader.name();
        reader.takeSign("*");
        if (table.isEmpty()) {
            return;
        }
        if (reader.take("RENAME")) {
            rename(table, reader);
        } else if (reader.take("SET", "SCHEMA")) {
            move(table, reader.name());
        } else {
            var actions = new TableActions(table, made, checks, found);
            reader.parts().forEach(action -> actions.review(action, stored));
        }
    }

    private boolean takesAllOfTablespace(SqlReader reader) {
        boolean all = reader.take("ALL", "IN", "TABLESPACE");
        if (all) {
            found.add(Rule.SET_TABLESPACE, "");
        }
        return all;
    }

    private void rename(SqlName table, SqlReader reader) {
        if (reader.take("CONSTRAINT")) {
            return;
        }
        if (reader.take("TO")) {
            SqlName name = reader.name();
            found.addIf(!made.has(Sort.RELATION, table), Rule.RENAME_TABLE, table, name);
            made.rename(table, name);
            return;
        }
        reader.take("COLUMN");
        SqlName column = reader.name();
        reader.take("TO");
        SqlName name = reader.name();
        if (made.has(Sort.RELATION, table) || column.isEmpty() || name.isEmpty()) {
            return;
        }
        if (made.hasColumn(table, column)) {
            made.addColumn(table, name);
        } else {
            found.add(Rule.RENAME_COLUMN, table, table + "." + column);
        }
    }

    /** Into another schema, which is another name. */
    private void move(SqlName table, SqlName schema) {
        if (schema.isEmpty()) {
            return;
        }
        var target = new SqlName(List.of(schema.last(), table.last()));
        if (made.has(Sort.RELATION, table)) {
            made.remove(Sort.RELATION, table);
            made.add(Sort.RELATION, target);
        } else {
            found.add(Rule.RENAME_TABLE, table, target);
        }
    }

    /** Nothing but the tablespace takes time, and the name of an index is the administrator's. */
    private void index(SqlReader reader) {
        if (takesAllOfTablespace(reader)) {
            return;
        }
        reader.take("IF", "EXISTS");
        SqlName index = reader.name();
        boolean copies = reader.take("SET", "TABLESPACE") && !made.has(Sort.RELATION, index);
        found.addIf(copies, Rule.SET_TABLESPACE, index, "");
    }

    private void domain(SqlReader reader) {
        SqlName domain = reader.name();
        boolean constraint = reader.take("ADD") && !reader.mentions("NOT", "VALID");
        boolean notNull = reader.take("SET", "NOT", "NULL");
        found.addIf((constraint || notNull) && !made.has(Sort.OTHER, domain), Rule.DOMAIN_CONSTRAINT, domain, "");
    }

    /** {@code RENAME TO}, and for a type {@code RENAME VALUE} and {@code RENAME ATTRIBUTE}. */
    private void other(SqlReader reader, String kind) {
        reader.take("IF", "EXISTS");
        SqlName name = reader.name();
        reader.group();
        Sort sort = switch (kind) {
            case "SCHEMA" -> Sort.SCHEMA;
            case "SEQUENCE" -> Sort.RELATION;
            default -> Sort.OTHER;
        };
        boolean renames = reader.take("RENAME");
        if (!renames || name.isEmpty()) {
            return;
        }
        found.addIf(!made.has(sort, name), Rule.RENAME_OBJECT, name, kind.toLowerCase(Locale.ROOT));
        if (reader.take("TO") && made.has(sort, name)) {
            made.remove(sort, name);
            made.add(sort, reader.name());
        }
    }
}

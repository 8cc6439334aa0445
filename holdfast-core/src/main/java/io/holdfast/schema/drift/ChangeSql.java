package io.holdfast.schema.drift;

import io.holdfast.engine.SchemaModel.Column;
import io.holdfast.engine.SchemaModel.Index;
import io.holdfast.engine.SchemaModel.Other;
import io.holdfast.engine.SchemaModel.Table;
import io.holdfast.engine.SchemaReader.Alterations;
import io.holdfast.engine.SchemaSql;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Writes what makes one structure into another, thing by thing; nothing where no single statement of the engine does. */
final class ChangeSql {
    private static final Set<String> ON_A_TABLE = Set.of("trigger", "policy", "rule");
    private static final Set<String> IN_NO_SCHEMA = Set.of("cast", "extension");
    private static final Set<String> NOT_DROPPED =
            Set.of("privileges", "comment", "security label", "setting", "shadow table", "extension");
    private static final Set<String> NOT_REPLACED = Set.of("type", "domain", "sequence", "extension", "virtual table");

    private final String prefix;
    private final Alterations alterations;
    private final SchemaSql sql;

    /** {@code schema} is where the things are; empty where names need none. */
    ChangeSql(String schema, Alterations alterations) {
        this.prefix = schema.isEmpty() ? "" : SchemaSql.quoted(schema) + ".";
        this.alterations = alterations;
        this.sql = new SchemaSql(alterations);
    }

    /** What stands before the names of tables. */
    String prefix() {
        return prefix;
    }

    private String in(String name) {
        return prefix + SchemaSql.quoted(name);
    }

    private boolean altersInPlace() {
        return alterations == Alterations.EVERYTHING;
    }

    /** What its notes tell of is not in its SQL, and a table that is almost right is worse than none. */
    List<String> create(Table table) {
        if (!table.notes().isEmpty()) {
            return List.of();
        }
        List<String> all = new ArrayList<>();
        all.add(sql.table(table, in(table.name()), prefix));
        table.indexes().forEach(index -> all.add(index.declaration()));
        return all;
    }

    List<String> drop(Table table) {
        return List.of("DROP TABLE " + in(table.name()));
    }

    /** SQLite adds no column whose values it would have to compute, or that rows have none for. */
    List<String> add(Table table, Column column) {
        boolean computed = column.generated().isPresent() || column.identity().isPresent();
        boolean without = column.notNull() && column.defaultValue().isEmpty();
        if (!altersInPlace() && (computed || without)) {
            return List.of();
        }
        return List.of("ALTER TABLE %s ADD COLUMN %s".formatted(in(table.name()), sql.column(column)));
    }

    List<String> drop(Table table, Column column) {
        return List.of("ALTER TABLE %s DROP COLUMN %s".formatted(in(table.name()), SchemaSql.quoted(column.name())));
    }

    List<String> change(Table table, Column expected, Column found) {
        boolean asWhole = !expected.generated().equals(found.generated())
                || expected.identity().isPresent() != found.identity().isPresent();
        if (!altersInPlace() || asWhole) {
            return List.of();
        }
        String alter = "ALTER TABLE %s ALTER COLUMN %s ".formatted(in(table.name()), SchemaSql.quoted(expected.name()));
        List<String> all = new ArrayList<>();
        if (!expected.declared().equals(found.declared())
                || !expected.collation().equals(found.collation())) {
            String collation = expected.collation().isEmpty() ? "" : " COLLATE " + expected.collation();
            all.add("%sTYPE %s%s USING %s::%s"
                    .formatted(
                            alter,
                            expected.declared(),
                            collation,
                            SchemaSql.quoted(expected.name()),
                            expected.declared()));
        }
        if (!expected.defaultValue().equals(found.defaultValue())) {
            all.add(expected.defaultValue()
                    .map(value -> alter + "SET DEFAULT " + value.text())
                    .orElse(alter + "DROP DEFAULT"));
        }
        if (expected.notNull() != found.notNull()) {
            all.add(alter + (expected.notNull() ? "SET NOT NULL" : "DROP NOT NULL"));
        }
        return all;
    }

    /** {@code constraint} as {@link SchemaSql} writes it; the name stands for it once it is there. */
    List<String> add(Table table, String constraint) {
        return altersInPlace() ? List.of("ALTER TABLE %s ADD %s".formatted(in(table.name()), constraint)) : List.of();
    }

    List<String> dropConstraint(Table table, String name) {
        return altersInPlace() && !name.isEmpty()
                ? List.of("ALTER TABLE %s DROP CONSTRAINT %s".formatted(in(table.name()), SchemaSql.quoted(name)))
                : List.of();
    }

    List<String> create(Index index) {
        return List.of(index.declaration());
    }

    List<String> drop(Index index) {
        return List.of("DROP INDEX " + in(index.name()));
    }

    List<String> create(Other other) {
        return other.declaration().isEmpty() ? List.of() : List.of(other.declaration());
    }

    /** What columns are of, or holds rows, is not dropped to be made again. */
    List<String> replace(Other expected, Other found) {
        if (NOT_REPLACED.contains(expected.kind())) {
            return List.of();
        }
        List<String> all = new ArrayList<>(drop(found));
        all.addAll(create(expected));
        return all;
    }

    List<String> drop(Other other) {
        String kind = other.kind();
        if (NOT_DROPPED.contains(kind)) {
            return List.of();
        }
        if (kind.equals("constraint")) {
            return List.of("ALTER TABLE %s DROP CONSTRAINT %s".formatted(in(other.table()), named(other)));
        }
        String words = kind.equals("virtual table") ? "TABLE" : kind.toUpperCase(Locale.ROOT);
        if (altersInPlace() && ON_A_TABLE.contains(kind)) {
            return List.of("DROP %s %s ON %s".formatted(words, named(other), in(other.table())));
        }
        String place = IN_NO_SCHEMA.contains(kind) ? "" : prefix;
        return List.of("DROP %s %s%s".formatted(words, place, named(other)));
    }

    /** As the reader gives it, it is SQL already where the engine has more than plain names. */
    private String named(Other other) {
        return altersInPlace() ? other.name() : SchemaSql.quoted(other.name());
    }
}

package io.holdfast.postgresql.scratch;

import io.holdfast.engine.SchemaModel.ForeignKey;
import io.holdfast.engine.SchemaModel.Index;
import io.holdfast.engine.SchemaModel.Table;
import io.holdfast.engine.SchemaReader.Alterations;
import io.holdfast.engine.SchemaSql;
import io.holdfast.postgresql.ddl.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The statements that make a table from its model, and from those of its notes that say how it is made. */
final class TableSql {
    private static final Pattern PARTITIONED = Pattern.compile("The table is partitioned: (.+)\\.");
    private static final Pattern NUMBERED =
            Pattern.compile("The numbers of column (.+) come from the sequence (.+)\\.");

    private final SchemaSql sql = new SchemaSql(Alterations.EVERYTHING);
    private final String schema;
    private final Table table;

    TableSql(String schema, Table table) {
        this.schema = schema;
        this.table = table;
    }

    private String place() {
        return Names.qualified(schema, table.name());
    }

    /** Those that make it, its keys and its checks. */
    List<String> making() {
        List<String> all = new ArrayList<>();
        String columns = table.columns().stream().map(sql::column).collect(Collectors.joining(", ", "(", ")"));
        String partitioned =
                noted(PARTITIONED).map(found -> " " + found.group(1)).orElse("");
        all.add("create table %s %s%s".formatted(place(), columns, partitioned));
        noted(NUMBERED)
                .ifPresent(found -> all.add("alter sequence %s rename to %s".formatted(usual(found), found.group(2))));
        table.primaryKey().ifPresent(key -> all.add(added(SchemaSql.primaryKey(key))));
        table.uniques().forEach(key -> all.add(added(SchemaSql.unique(key))));
        table.checks().forEach(check -> all.add(added(SchemaSql.check(check))));
        return all;
    }

    /** The name that the server has given to the sequence of an identity. */
    private String usual(Matcher found) {
        String column = found.group(1).replace("\"", "");
        return Names.qualified(schema, "%s_%s_seq".formatted(table.name(), column));
    }

    /** Those that make its indexes and foreign keys, once its rows are there. */
    List<String> afterwards() {
        List<String> all =
                new ArrayList<>(table.indexes().stream().map(Index::declaration).toList());
        for (ForeignKey key : table.foreignKeys()) {
            all.add(added(SchemaSql.foreignKey(key, Names.quoted(schema) + ".")));
        }
        return all;
    }

    private String added(String constraint) {
        return "alter table %s add %s".formatted(place(), constraint);
    }

    private Optional<Matcher> noted(Pattern note) {
        return table.notes().stream()
                .map(note::matcher)
                .filter(Matcher::matches)
                .findFirst();
    }
}

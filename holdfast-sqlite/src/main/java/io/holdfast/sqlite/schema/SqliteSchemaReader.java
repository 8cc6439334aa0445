package io.holdfast.sqlite.schema;

import io.holdfast.engine.SchemaModel;
import io.holdfast.engine.SchemaModel.Other;
import io.holdfast.engine.SchemaModel.Table;
import io.holdfast.engine.SchemaReader;
import io.holdfast.engine.Session;
import io.holdfast.engine.SqlSession;
import io.holdfast.sqlite.schema.Pragmas.Kind;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads the structure of a SQLite database. SQLite's pragmas are the authority for columns, keys, indexes and foreign
 * keys; the text of the declarations adds what the pragmas do not tell: names of constraints, checks, collations,
 * expressions, deferral and AUTOINCREMENT.
 */
public final class SqliteSchemaReader implements SchemaReader {

    @Override
    public SchemaModel read(Session session, String schema) throws SQLException {
        var pragmas = new Pragmas(((SqlSession) session).connection(), schema);
        List<Pragmas.Entry> entries = pragmas.entries();
        Map<String, Kind> kinds =
                pragmas.kinds().stream().collect(Collectors.toMap(Kind::name, Function.identity(), (a, b) -> a));
        List<Table> tables = new ArrayList<>();
        List<Other> others = new ArrayList<>();
        for (Pragmas.Entry entry : entries) {
            if (isSqlitesOwn(entry)) {
                continue;
            }
            Kind kind = kinds.get(entry.name());
            if (entry.type().equals("table") && kind != null && kind.type().equals("table")) {
                tables.add(new TableReading(pragmas, entry, kind, entries).read());
            } else if (!entry.type().equals("index")) {
                others.add(other(entry, kinds));
            }
        }
        tables.sort(Comparator.comparing(Table::name));
        return new SchemaModel(List.copyOf(tables), List.copyOf(others));
    }

    @Override
    public Alterations alterations() {
        return Alterations.WHOLE_COLUMNS;
    }

    /** Names that begin so are SQLite's, and its bookkeeping is no part of the model. */
    private static boolean isSqlitesOwn(Pragmas.Entry entry) {
        return entry.name().toLowerCase(Locale.ROOT).startsWith("sqlite_");
    }

    private static Other other(Pragmas.Entry entry, Map<String, Kind> kinds) {
        Kind kind = kinds.get(entry.name());
        if (entry.type().equals("trigger")) {
            return new Other("trigger", entry.name(), entry.table(), entry.sql());
        }
        if (entry.type().equals("table") && kind != null && kind.type().equals("shadow")) {
            return new Other("shadow table", entry.name(), virtualTableOf(entry.name(), kinds), entry.sql());
        }
        return new Other(entry.type().equals("view") ? "view" : "virtual table", entry.name(), "", entry.sql());
    }

    /** A shadow table is called after its virtual table, with an underscore and a word behind it. */
    private static String virtualTableOf(String shadow, Map<String, Kind> kinds) {
        return kinds.values().stream()
                .filter(kind -> kind.type().equals("virtual") && shadow.startsWith(kind.name() + "_"))
                .map(Kind::name)
                .max(Comparator.comparingInt(String::length))
                .orElse("");
    }
}

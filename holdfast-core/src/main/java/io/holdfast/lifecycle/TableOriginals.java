package io.holdfast.lifecycle;

import io.holdfast.engine.Engine;
import io.holdfast.engine.Original;
import io.holdfast.engine.Originals;
import io.holdfast.engine.SchemaModel.Column;
import io.holdfast.engine.SchemaModel.Table;
import io.holdfast.engine.Session;
import io.holdfast.engine.SqlSession;
import io.holdfast.engine.document.Body;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tables of an engine with SQL, in the order of their primary keys: each row is a document, each column a field. */
final class TableOriginals implements Originals {
    private static final String SQLITE = "sqlite";
    private static final int AT_ONCE = 50;

    private final Engine engine;
    private final ColumnValues values;
    private final Map<String, Table> tables = new HashMap<>();

    TableOriginals(Engine engine) {
        this.engine = engine;
        this.values = engine.name().equals(SQLITE) ? ColumnValues.STORED : ColumnValues.DECLARED;
    }

    @Override
    public long count(Session session, String collection) throws Exception {
        Table table = table(session, collection);
        long without = number(session, "select count(*) from %s where %s".formatted(name(collection), missing(table)));
        if (without > 0) {
            throw Failure.of(
                            ErrorKind.DATA,
                            "%d rows of the table %s have no value in their primary key".formatted(without, collection))
                    .withHint("give each row a key")
                    .exception();
        }
        return number(session, "select count(*) from " + name(collection));
    }

    private static String missing(Table table) {
        return String.join(
                " or ",
                key(table).stream().map(column -> quoted(column) + " is null").toList());
    }

    private static long number(Session session, String query) throws SQLException {
        try (PreparedStatement statement = connection(session).prepareStatement(query);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public List<Original> page(Session session, String collection, Optional<String> after, PageSize size)
            throws Exception {
        Table table = table(session, collection);
        Connection connection = connection(session);
        connection.setAutoCommit(false); // otherwise PostgreSQL's driver reads all rows before it gives the first
        try (PreparedStatement statement = connection.prepareStatement(select(collection, table, after.isPresent()))) {
            statement.setFetchSize(AT_ONCE);
            int parameter = 1;
            if (after.isPresent()) {
                for (Object value : values.parameters(after.get(), keyColumns(table))) {
                    statement.setObject(parameter++, value);
                }
            }
            statement.setInt(parameter, size.documents());
            return rows(statement, table, size);
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private List<Original> rows(PreparedStatement statement, Table table, PageSize size) throws SQLException {
        List<Original> page = new ArrayList<>();
        long bytes = 0;
        try (ResultSet row = statement.executeQuery()) {
            while (bytes < size.bytes() && row.next()) {
                Original original = original(row, table);
                bytes += original.body().map(Body::bytes).orElse(0);
                page.add(original);
            }
        }
        return List.copyOf(page);
    }

    private Original original(ResultSet row, Table table) throws SQLException {
        String key = values.key(row, keyColumns(table));
        try {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            for (Column column : table.columns()) {
                fields.put(column.name(), values.value(row, column));
            }
            return Original.of(key, Body.of(fields));
        } catch (HoldfastException refused) {
            return Original.unreadable(key, refused.failure().sentence());
        } catch (DateTimeException | ArithmeticException outOfRange) {
            return Original.unreadable(key, "a time in it is out of range");
        }
    }

    private static String select(String collection, Table table, boolean after) {
        List<String> key = key(table).stream().map(TableOriginals::quoted).toList();
        String columns = String.join(
                ", ",
                table.columns().stream().map(column -> quoted(column.name())).toList());
        String keys = String.join(", ", key);
        String behind = after
                ? " where (%s) > (%s)".formatted(keys, String.join(", ", Collections.nCopies(key.size(), "?")))
                : "";
        return "select %s from %s%s order by %s limit ?".formatted(columns, name(collection), behind, keys);
    }

    private static List<String> key(Table table) {
        return table.primaryKey().orElseThrow().columns();
    }

    private static List<Column> keyColumns(Table table) {
        return key(table).stream().map(name -> table.column(name).orElseThrow()).toList();
    }

    private static Connection connection(Session session) {
        return ((SqlSession) session).connection();
    }

    /** The table {@code collection}, or {@code schema.table}. */
    private Table table(Session session, String collection) throws Exception {
        Table known = tables.get(collection);
        if (known == null) {
            known = read(session, collection);
            tables.put(collection, known);
        }
        return known;
    }

    private Table read(Session session, String collection) throws Exception {
        int point = collection.indexOf('.');
        String usual = engine.name().equals(SQLITE) ? "main" : "public";
        String schema = point < 0 ? usual : collection.substring(0, point);
        String name = collection.substring(point + 1);
        List<Table> all = engine.schemaReader()
                .orElseThrow(() -> Failure.of(
                                ErrorKind.UNSUPPORTED, "the tables of %s cannot be read".formatted(engine.name()))
                        .withHint("import from SQLite, PostgreSQL or MongoDB")
                        .exception())
                .read(session, schema)
                .tables();
        Table table = all.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Failure.of(ErrorKind.NOT_FOUND, "there is no table called %s".formatted(collection))
                        .withHint(
                                all.isEmpty()
                                        ? "check the name of the database"
                                        : "there are: "
                                                + String.join(
                                                        ", ",
                                                        all.stream()
                                                                .map(Table::name)
                                                                .toList()))
                        .exception());
        if (table.primaryKey().isEmpty()) {
            throw Failure.of(ErrorKind.UNSUPPORTED, "the table %s has no primary key".formatted(collection))
                    .withHint("give it one: rows are read in its order, so that an import can be resumed")
                    .exception();
        }
        return table;
    }

    private static String name(String collection) {
        int point = collection.indexOf('.');
        return point < 0
                ? quoted(collection)
                : quoted(collection.substring(0, point)) + "." + quoted(collection.substring(point + 1));
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}

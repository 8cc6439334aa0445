package io.holdfast.postgresql.catalogue;

import io.holdfast.engine.SchemaModel.Other;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Questions to the catalogue about one schema, answered as lists.
 *
 * <p>Each question is what follows a common table {@code s}, which has the schema's {@code oid} and its {@code name} as
 * SQL writes it. {@code OWN(catalogue, alias)} stands for the condition that the row called {@code alias} was made by
 * somebody: neither by an extension nor by the server as part of something else; {@code COLLATION(oid)} for a collation's name as
 * SQL writes it. The session must be {@link Pinned}, which makes the server's names safe to use bare.
 */
final class Query {
    private static final String SCHEMA =
            "WITH s AS (SELECT n.oid, quote_ident(n.nspname) AS name FROM pg_namespace n WHERE n.nspname = ?)\n";

    private static final Pattern OWN = Pattern.compile("OWN\\((\\w+), (\\w+)\\)");

    private static final String NOT_A_PART = """
            NOT EXISTS (SELECT FROM pg_depend own
                        WHERE own.classid = '$1'::regclass AND own.objid = $2.oid AND own.objsubid = 0
                          AND own.deptype IN ('e', 'i'))""";

    private static final Pattern COLLATION = Pattern.compile("COLLATION\\(([^)]+)\\)");

    private static final String NAME_OF_COLLATION = """
            (SELECT CASE WHEN pg_collation_is_visible(named.oid) THEN ''
                         ELSE named.collnamespace::regnamespace::text || '.' END || quote_ident(named.collname)
             FROM pg_collation named WHERE named.oid = $1)""";

    private final Connection connection;
    private final String schema;

    Query(Connection connection, String schema) {
        this.connection = connection;
        this.schema = schema;
    }

    /** Makes something of a row. */
    @FunctionalInterface
    interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    <T> List<T> list(String question, Reading<T> reading) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql(question))) {
            statement.setString(1, schema);
            try (ResultSet rows = statement.executeQuery()) {
                List<T> list = new ArrayList<>();
                while (rows.next()) {
                    list.add(reading.of(rows));
                }
                return list;
            }
        }
    }

    private static String sql(String question) {
        String own = OWN.matcher(question).replaceAll(NOT_A_PART);
        return SCHEMA + COLLATION.matcher(own).replaceAll(NAME_OF_COLLATION);
    }

    /** The answers by their column {@code tablename}. */
    <T> Map<String, List<T>> byTable(String question, Reading<T> reading) throws SQLException {
        record Of<T>(String table, T what) {}
        Map<String, List<T>> found = new LinkedHashMap<>();
        for (Of<T> row : list(question, row -> new Of<>(row.getString("tablename"), reading.of(row)))) {
            found.computeIfAbsent(row.table(), name -> new ArrayList<>()).add(row.what());
        }
        return found;
    }

    /** The answers of columns {@code kind}, {@code name}, {@code tablename} and {@code declaration}. */
    List<Other> others(String question) throws SQLException {
        return list(
                question,
                row -> new Other(
                        row.getString("kind"),
                        row.getString("name"),
                        row.getString("tablename"),
                        row.getString("declaration")));
    }

    static List<String> strings(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }
}

package io.holdfast.postgresql.ddl;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Questions to the catalogue, answered as lists. */
final class Query {
    private final Connection connection;

    Query(Connection connection) {
        this.connection = connection;
    }

    /** Makes something of a row. */
    @FunctionalInterface
    interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    <T> List<T> list(String sql, Reading<T> reading, String... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int index = 0; index < parameters.length; index++) {
                statement.setString(index + 1, parameters[index]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                List<T> list = new ArrayList<>();
                while (rows.next()) {
                    list.add(reading.of(rows));
                }
                return list;
            }
        }
    }

    /** The answers by their column {@code tablename}. */
    <T> Map<String, List<T>> byTable(String sql, Reading<T> reading, String schema) throws SQLException {
        record Of<T>(String table, T what) {}
        Map<String, List<T>> found = new LinkedHashMap<>();
        for (Of<T> row : list(sql, row -> new Of<>(row.getString("tablename"), reading.of(row)), schema)) {
            found.computeIfAbsent(row.table(), name -> new ArrayList<>()).add(row.what());
        }
        return found;
    }

    static List<String> strings(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }
}

package io.holdfast.app.demo;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a database answered: rows of texts, in which equal values have equal texts whichever engine gave them.
 *
 * @param rows each row's values, joined
 */
record Answer(List<String> rows) {

    static Answer to(String sql, Connection connection) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            int columns = found.getMetaData().getColumnCount();
            while (found.next()) {
                List<String> values = new ArrayList<>();
                for (int column = 1; column <= columns; column++) {
                    values.add(text(found.getObject(column)));
                }
                rows.add(String.join(" | ", values));
            }
        }
        return new Answer(List.copyOf(rows));
    }

    private static String text(@Nullable Object value) {
        if (value instanceof Number number) {
            return new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
        }
        return String.valueOf(value);
    }
}

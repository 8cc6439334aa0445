package io.holdfast.app.transfer;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** SQLite databases as nobody would write them: odd types, odd names, and values that do not fit. */
final class RandomDatabase {
    private static final List<String> TYPES = List.of(
            "",
            "INTEGER",
            "INT",
            "BIGINT",
            "SMALLINT UNSIGNED",
            "BOOLEAN",
            "REAL",
            "DOUBLE PRECISION",
            "NUMERIC",
            "DECIMAL(6,2)",
            "TEXT",
            "VARCHAR(20)",
            "BLOB",
            "DATE",
            "DATETIME",
            "TIMESTAMP",
            "TIME",
            "JSON",
            "UUID",
            "STRING",
            "ENUM");
    private static final List<String> NAMES = List.of(
            "id",
            "Name",
            "order",
            "group by",
            "größe",
            "a\"b",
            "UPPER",
            "x.y",
            "select",
            "very_long_name_".repeat(5),
            "'");
    private static final List<String> DEFAULTS = List.of(
            "",
            " DEFAULT 0",
            " DEFAULT 'x'",
            " DEFAULT NULL",
            " DEFAULT 1.5",
            " DEFAULT CURRENT_TIMESTAMP",
            " DEFAULT (1+2)");

    private final Random random;
    private final Connection connection;

    private RandomDatabase(Random random, Connection connection) {
        this.random = random;
        this.connection = connection;
    }

    static void make(Path file, Random random) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            connection.setAutoCommit(false);
            RandomDatabase database = new RandomDatabase(random, connection);
            int tables = 1 + random.nextInt(3);
            for (int i = 0; i < tables; i++) {
                database.table("t" + i + (random.nextBoolean() ? "" : " Of Things"), i);
            }
            connection.commit();
        }
    }

    private void table(String name, int number) throws SQLException {
        List<String> types = new ArrayList<>();
        StringBuilder columns = new StringBuilder();
        boolean keyed = random.nextInt(4) > 0;
        boolean autoincrement = random.nextBoolean();
        if (keyed) {
            columns.append("pk INTEGER PRIMARY KEY").append(autoincrement ? " AUTOINCREMENT" : "");
        }
        int count = 1 + random.nextInt(6);
        for (int i = 0; i < count; i++) {
            String type = TYPES.get(random.nextInt(TYPES.size()));
            types.add(type);
            columns.append(columns.isEmpty() ? "" : ", ");
            columns.append(quoted(column(i)))
                    .append(' ')
                    .append(type)
                    .append(DEFAULTS.get(random.nextInt(DEFAULTS.size())));
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE %s (%s)".formatted(quoted(name), columns));
            if (random.nextBoolean()) {
                statement.execute("CREATE INDEX i%d ON %s (%s%s)"
                        .formatted(number, quoted(name), quoted(column(0)), random.nextBoolean() ? " DESC" : ""));
            }
        }
        rows(name, types);
        if (keyed && random.nextBoolean()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("DELETE FROM %s WHERE pk > 3".formatted(quoted(name)));
            }
        }
    }

    private void rows(String name, List<String> types) throws SQLException {
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < types.size(); i++) {
            names.append(i == 0 ? "" : ", ").append(quoted(column(i)));
        }
        String places = "?" + ", ?".repeat(types.size() - 1);
        int oddOneIn = List.of(1_000_000, 40, 4).get(random.nextInt(3));
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO %s (%s) VALUES (%s)".formatted(quoted(name), names, places))) {
            int rows = random.nextInt(40);
            for (int row = 0; row < rows; row++) {
                for (int i = 0; i < types.size(); i++) {
                    bind(insert, i + 1, random.nextInt(oddOneIn) == 0 ? odd() : usual(types.get(i)));
                }
                insert.executeUpdate();
            }
        }
    }

    private static void bind(PreparedStatement insert, int at, Object value) throws SQLException {
        if (value == NOTHING) {
            insert.setObject(at, null);
        } else {
            insert.setObject(at, value);
        }
    }

    private static final Object NOTHING = new Object();

    private Object usual(String type) {
        if (random.nextInt(8) == 0) {
            return NOTHING;
        }
        return switch (type) {
            case "INTEGER", "INT", "BIGINT" ->
                random.nextBoolean() ? random.nextLong() : (Object) (long) random.nextInt(10);
            case "SMALLINT UNSIGNED" -> (long) random.nextInt(65_536);
            case "BOOLEAN" -> (long) random.nextInt(2);
            case "REAL", "DOUBLE PRECISION" -> random.nextGaussian() * Math.pow(10, random.nextInt(20) - 10);
            case "NUMERIC", "DECIMAL(6,2)" -> random.nextInt(100_000) / 100.0;
            case "BLOB" -> bytes();
            case "DATE" ->
                "20%02d-%02d-%02d".formatted(random.nextInt(100), 1 + random.nextInt(12), 1 + random.nextInt(28));
            case "DATETIME", "TIMESTAMP" ->
                "20%02d-01-02 %02d:04:05%s"
                        .formatted(random.nextInt(100), random.nextInt(24), random.nextBoolean() ? "" : ".125");
            case "TIME" -> "%02d:%02d:%02d".formatted(random.nextInt(24), random.nextInt(60), random.nextInt(60));
            case "JSON" -> "{\"a\": [%d, \"é\", null]}".formatted(random.nextInt(100));
            case "UUID" -> new UUID(random.nextLong(), random.nextLong()).toString();
            default -> "text é " + random.nextInt(50);
        };
    }

    private Object odd() {
        return switch (random.nextInt(9)) {
            case 0 -> "toto";
            case 1 -> (long) random.nextInt(5);
            case 2 -> random.nextInt(1000) / 8.0;
            case 3 -> bytes();
            case 4 -> "1996-02-30";
            case 5 -> "";
            case 6 -> 1_700_000_000L;
            case 7 -> "2024-01-01T10:00:00+02:00";
            default -> "a 'quoted' \"text\" with \\ and\nlines";
        };
    }

    private byte[] bytes() {
        return random.nextBoolean()
                ? new byte[random.nextInt(3)]
                : ("bytes " + random.nextInt(100)).getBytes(StandardCharsets.UTF_8);
    }

    private static String column(int number) {
        return NAMES.get(number);
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}

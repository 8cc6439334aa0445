package io.holdfast.app.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The SQLite database of a sample application: users, their submissions, the assessments of these, and rate limits.
 *
 * <p>The same number of rows always gives the same content. It holds on purpose what makes a move to another engine
 * interesting: dates as text and as numbers, JSON, blobs, decimals, missing values, texts in several scripts, numbers
 * of rows that were deleted, partial indexes, a view and a trigger.
 */
public final class SampleDatabase {
    /** The rows of the demonstration. */
    public static final int USUAL_ROWS = 50_000;

    private final int rows;

    private SampleDatabase(int rows) {
        this.rows = rows;
    }

    /** A sample with {@code rows} rows in all its tables together, at least 100. */
    public static SampleDatabase of(int rows) {
        if (rows < 100) {
            throw new IllegalArgumentException("a sample has at least 100 rows, not " + rows);
        }
        return new SampleDatabase(rows);
    }

    /** How many rows each table holds. */
    public Map<String, Integer> tables() {
        Map<String, Integer> tables = new LinkedHashMap<>();
        tables.put("users", users());
        tables.put("submissions", submissions());
        tables.put("assessments", submissions());
        tables.put("rate_limits", rows - users() - 2 * submissions());
        return tables;
    }

    /**
     * Writes the database to {@code file}, whole or not at all; what was there is replaced.
     *
     * @throws IOException if the folder takes no file
     * @throws SQLException if SQLite cannot write
     */
    public void writeTo(Path file) throws IOException, SQLException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + fresh)) {
            connection.setAutoCommit(false);
            declare(connection);
            new SampleRows(connection, tables()).insert();
            connection.commit();
        }
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private int users() {
        return rows / 10;
    }

    private int submissions() {
        return rows * 2 / 5;
    }

    private static void declare(Connection connection) throws IOException, SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : script().split("(?<=;)\\n(?=create)")) {
                statement.executeUpdate(sql);
            }
        }
    }

    private static String script() throws IOException {
        try (InputStream script = SampleDatabase.class.getResourceAsStream("sample.sql")) {
            if (script == null) {
                throw new IOException("sample.sql is missing from this program");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

package io.holdfast.benchmarks.migrations;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * The least that has to be done, in plain JDBC: read a file and its checksum, and run it in one transaction with a row that
 * says so. Three calls of the database for each; nothing is cut into statements, locked, or looked at again.
 */
final class Floor implements Contestant {
    /** What it is called beside the others. */
    static final String NAME = "floor";

    @Override
    public void bringUpToDate(Target target, MigrationSet migrations) throws SQLException, IOException {
        try (Connection connection = target.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "create table if not exists floor_history (script text not null primary key, checksum bigint"
                            + " not null, applied_at text not null)");
            Map<String, Long> applied = applied(statement);
            connection.setAutoCommit(false);
            try (PreparedStatement row = connection.prepareStatement("insert into floor_history values (?, ?, ?)")) {
                for (Path file : migrations.list()) {
                    String script = Files.readString(file);
                    long checksum = checksum(script);
                    Long known = applied.get(file.getFileName().toString());
                    if (known == null) {
                        target.run(statement, script);
                        record(row, file, checksum);
                        connection.commit();
                    } else if (known != checksum) {
                        throw new IllegalStateException(file + " has changed");
                    }
                }
            }
        }
    }

    private static Map<String, Long> applied(Statement statement) throws SQLException {
        Map<String, Long> applied = new HashMap<>();
        try (ResultSet rows = statement.executeQuery("select script, checksum from floor_history")) {
            while (rows.next()) {
                applied.put(rows.getString(1), rows.getLong(2));
            }
        }
        return applied;
    }

    private static void record(PreparedStatement row, Path file, long checksum) throws SQLException {
        row.setString(1, file.getFileName().toString());
        row.setLong(2, checksum);
        row.setString(3, Instant.now().toString());
        row.executeUpdate();
    }

    private static long checksum(String script) {
        var checksum = new CRC32();
        checksum.update(script.getBytes(StandardCharsets.UTF_8));
        return checksum.getValue();
    }
}

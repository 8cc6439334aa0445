package io.holdfast.postgresql.scratch;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Runs statements that need each other, in whatever order: those that fail are tried again as long as others succeed.
 */
final class Statements {
    private static final int SHOWN = 80;

    private final Connection connection;
    private final Consumer<String> notes;

    /** {@code notes} takes what could not be done. */
    Statements(Connection connection, Consumer<String> notes) {
        this.connection = connection;
        this.notes = notes;
    }

    /** One that failed. */
    private record Failed(String sql, String reason) {}

    void run(List<String> statements) throws SQLException {
        List<String> left = statements;
        List<Failed> failed = List.of();
        int before = Integer.MAX_VALUE;
        while (!left.isEmpty() && left.size() < before) {
            before = left.size();
            failed = attempt(left);
            left = failed.stream().map(Failed::sql).toList();
        }
        for (Failed one : failed) {
            notes.accept("not copied, because %s: %s".formatted(one.reason(), shown(one.sql())));
        }
    }

    private static String shown(String sql) {
        String line = sql.replaceAll("\\s+", " ");
        return line.length() > SHOWN ? line.substring(0, SHOWN) + " …" : line;
    }

    private List<Failed> attempt(List<String> statements) throws SQLException {
        List<Failed> failed = new ArrayList<>();
        for (String sql : statements) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException failure) {
                if (!connection.isValid(0)) {
                    throw failure;
                }
                failed.add(new Failed(sql, reason(failure)));
            }
        }
        return failed;
    }

    /** The first line of what the server says. */
    static String reason(SQLException failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }
}

package io.holdfast.schema.history;

import io.holdfast.schema.history.FlywayRow.Outcome;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The table in which Flyway keeps its history; it is only read. */
public final class FlywayTable {
    /** What Flyway calls it unless it was told otherwise. */
    public static final String USUAL_NAME = "flyway_schema_history";

    private static final String COLUMNS = "\"installed_rank\", \"version\", \"description\", \"type\", \"script\","
            + " \"checksum\", \"installed_by\", \"installed_on\", \"execution_time\", \"success\"";

    private final TableName name;

    private FlywayTable(TableName name) {
        this.name = name;
    }

    /**
     * Finds it.
     *
     * @param text its name, with or without the schema and quotes; where no table is called exactly that, the one is meant
     *     that differs in capitals alone
     * @throws SQLException whatever the driver throws
     */
    public static Optional<FlywayTable> find(Connection connection, String text) throws SQLException {
        TableName wanted = TableName.of(text);
        String current = Optional.ofNullable(connection.getSchema()).orElse("");
        List<TableName> alike = alike(connection, wanted, current);
        return alike.stream()
                .filter(one -> one.table().equals(wanted.table()))
                .findFirst()
                .or(() -> alike.size() == 1 ? Optional.of(alike.get(0)) : Optional.empty())
                .map(FlywayTable::new);
    }

    private static List<TableName> alike(Connection connection, TableName wanted, String current) throws SQLException {
        List<TableName> alike = new ArrayList<>();
        try (ResultSet found = connection.getMetaData().getTables(null, null, "%", new String[] {"TABLE"})) {
            while (found.next()) {
                String schema =
                        Optional.ofNullable(found.getString("TABLE_SCHEM")).orElse("");
                var one = new TableName(schema, found.getString("TABLE_NAME"));
                if (wanted.isMetBy(one, current)) {
                    alike.add(one);
                }
            }
        }
        return alike;
    }

    /** Its name, as it may be asked for again. */
    public String name() {
        return name.text();
    }

    /** What Flyway's own lock of it is made from. */
    public String lockName() {
        return name.quoted();
    }

    /**
     * Every line, in its order.
     *
     * @throws SQLException whatever the driver throws
     */
    public List<FlywayRow> rows(Connection connection) throws SQLException {
        return after(connection, Integer.MIN_VALUE);
    }

    /**
     * The lines behind {@code rank}.
     *
     * @throws SQLException whatever the driver throws
     */
    public List<FlywayRow> after(Connection connection, int rank) throws SQLException {
        String sql = "select %s from %s where \"installed_rank\" > ? order by \"installed_rank\""
                .formatted(COLUMNS, name.quoted());
        List<FlywayRow> rows = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, rank);
            try (ResultSet answer = statement.executeQuery()) {
                while (answer.next()) {
                    rows.add(row(answer));
                }
            }
        }
        return rows;
    }

    private static FlywayRow row(ResultSet answer) throws SQLException {
        int checksum = answer.getInt("checksum");
        Optional<Integer> known = answer.wasNull() ? Optional.empty() : Optional.of(checksum);
        return new FlywayRow(
                answer.getInt("installed_rank"),
                Optional.ofNullable(answer.getString("version")),
                text(answer, "description"),
                text(answer, "type"),
                text(answer, "script"),
                known,
                text(answer, "installed_by"),
                time(answer),
                Duration.ofMillis(Math.max(0, answer.getInt("execution_time"))),
                answer.getBoolean("success") ? Outcome.DONE : Outcome.FAILED);
    }

    private static String text(ResultSet answer, String column) throws SQLException {
        return Optional.ofNullable(answer.getString(column)).orElse("");
    }

    /**
     * A server's timestamp is in the zone of the session, which the driver has set to ours; SQLite has text, in UTC. It is
     * told to people only, so that one that cannot be read is no reason to fail.
     */
    private static Instant time(ResultSet answer) throws SQLException {
        int column = answer.findColumn("installed_on");
        if (answer.getMetaData().getColumnType(column) == Types.TIMESTAMP) {
            return Optional.ofNullable(answer.getTimestamp(column))
                    .map(Timestamp::toInstant)
                    .orElse(Instant.EPOCH);
        }
        try {
            String text = text(answer, "installed_on").strip().replace(' ', 'T');
            return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException other) {
            return Instant.EPOCH;
        }
    }
}

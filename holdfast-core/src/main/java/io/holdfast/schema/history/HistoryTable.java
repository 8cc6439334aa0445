package io.holdfast.schema.history;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.schema.file.Fingerprint;
import io.holdfast.schema.file.Version;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The table that keeps a history, in words that every engine understands. */
public final class HistoryTable {
    private static final String COLUMNS = "rank, version, kind, name, script, checksum, sha256, tokens, state,"
            + " statements_done, run, runner, started_at, millis";

    private final String name;
    private final Optional<String> schema;
    private final String table;

    /**
     * The table called {@code name}, which needs no quotes.
     *
     * @param schema where it is, whatever a script makes of the search path; empty where the engine has no schemas
     */
    public HistoryTable(String name, Optional<String> schema) {
        this.name = name;
        this.schema = schema;
        this.table = schema.map(in -> "\"%s\".%s".formatted(in.replace("\"", "\"\""), name))
                .orElse(name);
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** The schema in which it is; empty where the engine has no schemas. */
    public Optional<String> schema() {
        return schema;
    }

    /** The statement that makes it where it is missing. */
    public String creation() {
        return """
                create table if not exists %s (
                    rank integer not null primary key,
                    version text,
                    kind text not null,
                    name text not null,
                    script text not null,
                    checksum integer not null,
                    sha256 text not null,
                    tokens text not null,
                    state text not null,
                    statements_done integer not null,
                    run text not null,
                    runner text not null,
                    started_at text not null,
                    millis bigint not null,
                    content text not null)""".formatted(table);
    }

    /**
     * Makes it where it is missing.
     *
     * @throws SQLException whatever the driver throws
     */
    public void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(creation());
        }
    }

    /**
     * Whether it is there.
     *
     * @throws SQLException whatever the driver throws
     */
    public boolean exists(Connection connection) throws SQLException {
        try (ResultSet tables =
                connection.getMetaData().getTables(null, schema.orElse(null), name, new String[] {"TABLE"})) {
            while (tables.next()) { // the names are patterns, in which an underscore is any letter
                boolean here = schema.isEmpty() || schema.get().equals(tables.getString("TABLE_SCHEM"));
                if (here && tables.getString("TABLE_NAME").equals(name)) {
                    return true;
                }
            }
            return false;
        }
    }

    /**
     * Reads all of it.
     *
     * @throws SQLException whatever the driver throws
     */
    public History read(Connection connection) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet answer =
                        statement.executeQuery("select %s from %s order by rank".formatted(COLUMNS, table))) {
            while (answer.next()) {
                rows.add(readable(answer));
            }
        }
        return new History(rows);
    }

    /** What no runner writes was written by hand, and nobody knows what it is to mean. */
    private Row readable(ResultSet answer) throws SQLException {
        try {
            return row(answer);
        } catch (IllegalArgumentException | DateTimeParseException strange) {
            throw Failure.of(
                            ErrorKind.VERIFICATION,
                            "line %d of the history %s says what no runner writes: %s, kind %s, state %s, started at %s"
                                    .formatted(
                                            answer.getInt(1),
                                            name,
                                            answer.getString(5),
                                            answer.getString(3),
                                            answer.getString(9),
                                            answer.getString(13)))
                    .withHint("it was changed by hand: put back what it said, with state DONE for what is applied")
                    .causedBy(strange);
        }
    }

    /** By their places: to look for names a thousand times is most of the work. */
    private static Row row(ResultSet answer) throws SQLException {
        return new Row(
                answer.getInt(1),
                Optional.ofNullable(answer.getString(2)).map(Version::of),
                Row.Kind.valueOf(answer.getString(3)),
                answer.getString(4),
                answer.getString(5),
                new Fingerprint(answer.getInt(6), answer.getString(7)),
                answer.getString(8),
                Row.State.valueOf(answer.getString(9)),
                answer.getInt(10),
                answer.getString(11),
                answer.getString(12),
                Instant.parse(answer.getString(13)),
                Duration.ofMillis(answer.getLong(14)));
    }

    /**
     * The place of the last line; 0 where there is none.
     *
     * @throws SQLException whatever the driver throws
     */
    public int rank(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select coalesce(max(rank), 0) from " + table);
                ResultSet answer = statement.executeQuery()) {
            answer.next();
            return answer.getInt(1);
        }
    }

    /**
     * The text of the file as it was when {@code row} was written.
     *
     * @throws SQLException whatever the driver throws
     */
    public String content(Connection connection, Row row) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select content from %s where rank = ?".formatted(table))) {
            statement.setInt(1, row.rank());
            try (ResultSet answer = statement.executeQuery()) {
                return answer.next() ? answer.getString(1) : "";
            }
        }
    }

    /** The statement that adds a line, with a mark for each value. */
    public String insertion() {
        return "insert into %s (%s, content) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                .formatted(table, COLUMNS);
    }

    /**
     * Adds a line.
     *
     * @param content the text of the file
     * @param answer an expression to be answered; empty for none
     * @return its value
     * @throws SQLException whatever the driver throws
     */
    public Optional<String> insert(Connection connection, Row row, String content, Optional<String> answer)
            throws SQLException {
        String sql = insertion() + answer.map(" returning "::concat).orElse("");
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            fill(statement, row, content);
            if (answer.isEmpty()) {
                statement.executeUpdate();
                return Optional.empty();
            }
            try (ResultSet values = statement.executeQuery()) {
                values.next();
                return Optional.of(values.getString(1));
            }
        }
    }

    private static void fill(PreparedStatement statement, Row row, String content) throws SQLException {
        statement.setInt(1, row.rank());
        statement.setString(2, row.version().map(Version::toString).orElse(null));
        statement.setString(3, row.kind().name());
        statement.setString(4, row.name());
        statement.setString(5, row.script());
        statement.setInt(6, row.print().checksum());
        statement.setString(7, row.print().sha256());
        statement.setString(8, row.tokens());
        statement.setString(9, row.state().name());
        statement.setInt(10, row.done());
        statement.setString(11, row.run());
        statement.setString(12, row.runner());
        statement.setString(13, row.at().toString());
        statement.setLong(14, row.took().toMillis());
        statement.setString(15, content);
    }

    /**
     * Writes how far a line has come.
     *
     * @throws SQLException whatever the driver throws
     */
    public void update(Connection connection, Row row) throws SQLException {
        String sql = "update %s set state = ?, statements_done = ?, run = ?, runner = ?, millis = ? where rank = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql.formatted(table))) {
            statement.setString(1, row.state().name());
            statement.setInt(2, row.done());
            statement.setString(3, row.run());
            statement.setString(4, row.runner());
            statement.setLong(5, row.took().toMillis());
            statement.setInt(6, row.rank());
            statement.executeUpdate();
        }
    }

    /**
     * Takes over what another runner has begun.
     *
     * @param row as it was read
     * @param mine as it is to be
     * @return whether it was still so
     * @throws SQLException whatever the driver throws
     */
    public boolean claim(Connection connection, Row row, Row mine) throws SQLException {
        String sql = "update %s set run = ?, runner = ? where rank = ? and state = 'STARTED' and statements_done = ?"
                + " and run = ? and runner = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql.formatted(table))) {
            statement.setString(1, mine.run());
            statement.setString(2, mine.runner());
            statement.setInt(3, row.rank());
            statement.setInt(4, row.done());
            statement.setString(5, row.run());
            statement.setString(6, row.runner());
            return statement.executeUpdate() == 1;
        }
    }

    /**
     * Writes that the file of a line is what it is now: what tells whether it has changed, and its text.
     *
     * @throws SQLException whatever the driver throws
     */
    public void realign(Connection connection, Row row, String content) throws SQLException {
        String sql =
                "update %s set name = ?, script = ?, checksum = ?, sha256 = ?, tokens = ?, content = ? where rank = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql.formatted(table))) {
            statement.setString(1, row.name());
            statement.setString(2, row.script());
            statement.setInt(3, row.print().checksum());
            statement.setString(4, row.print().sha256());
            statement.setString(5, row.tokens());
            statement.setString(6, content);
            statement.setInt(7, row.rank());
            statement.executeUpdate();
        }
    }

    /**
     * Takes a line out.
     *
     * @throws SQLException whatever the driver throws
     */
    public void delete(Connection connection, Row row) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("delete from %s where rank = ?".formatted(table))) {
            statement.setInt(1, row.rank());
            statement.executeUpdate();
        }
    }
}

package io.holdfast.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.holdfast.database.OwnTables;
import io.holdfast.event.Entry;
import io.holdfast.event.RecordLine;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rows of the audit table on one connection. */
record TableRows(Connection connection) {
    static final String NAME = "holdfast_audit";
    static final OwnTables TABLES = new OwnTables("audit", 2, List.of(NAME), List.of("""
            create table holdfast_audit (
              chain varchar(36) not null,
              sequence bigint not null,
              written_at varchar(40) not null,
              stage varchar(10) not null,
              action varchar(36) not null,
              name text not null,
              actor text not null,
              database_name text not null,
              line text not null,
              primary key (chain, sequence)
            );
            create index holdfast_audit_action on holdfast_audit (action);
            """));
    private static final String INSERT = "insert into holdfast_audit (written_at, stage, action, name, actor,"
            + " database_name, line, chain, sequence) values (?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " on conflict (chain, sequence) do nothing";
    private static final String REPLACE = "update holdfast_audit set written_at = ?, stage = ?, action = ?, name = ?,"
            + " actor = ?, database_name = ?, line = ? where chain = ? and sequence = ?";
    private static final String COLUMNS =
            "select chain, sequence, written_at, stage, action, name, actor, database_name, line from holdfast_audit";

    /**
     * A row.
     *
     * @param chain the id of the chain that the record belongs to
     * @param sequence its number in it
     * @param searched what the columns say by which people look for records
     * @param line the record as its file has it
     */
    record Row(String chain, long sequence, Searched searched, String line) {

        /** The record, if the line still is one. */
        Optional<RecordLine.Chained> record() {
            byte[] bytes = line.getBytes(UTF_8);
            var place = new RecordLine.Place(Path.of(NAME), 0, 0, bytes.length);
            return RecordLine.of(place, bytes) instanceof RecordLine.Chained chained
                    ? Optional.of(chained)
                    : Optional.empty();
        }
    }

    /** What the columns say by which people look for records. */
    record Searched(String writtenAt, String stage, String action, String name, String actor, String database) {
        static Searched of(Entry entry) {
            return new Searched(
                    entry.at().toString(),
                    entry.stage().name(),
                    entry.action().toString(),
                    storable(entry.name()),
                    storable(entry.actor()),
                    storable(entry.database()));
        }

        /** PostgreSQL has no text with the character 0; the line has it written as six others. */
        private static String storable(String text) {
            return text.replace('\0', '\ufffd');
        }
    }

    /** Whether there is a table. */
    boolean exist() throws SQLException {
        try (ResultSet found = connection.getMetaData().getTables(null, connection.getSchema(), NAME, null)) {
            return found.next();
        }
    }

    /** The newest row of {@code chain}. */
    Optional<Row> last(String chain) throws SQLException {
        return rows(COLUMNS + " where chain = ? order by sequence desc limit 1", chain).stream()
                .findFirst();
    }

    /** The row of this number. */
    Optional<Row> at(String chain, long sequence) throws SQLException {
        return rows(COLUMNS + " where chain = ? and sequence = ?", chain, sequence).stream()
                .findFirst();
    }

    /** The chains that have rows that fit {@code condition}, in the order of their ids. */
    List<String> chains(Condition condition) throws SQLException {
        List<String> chains = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "select distinct chain from holdfast_audit" + where(condition) + " order by chain")) {
            fill(select, condition.values());
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    chains.add(text(found, 1));
                }
            }
        }
        return chains;
    }

    /** At most {@code most} rows that fit {@code condition}, which names one chain, in the order of their numbers. */
    List<Row> inOrder(Condition condition, int most) throws SQLException {
        return rows(
                COLUMNS + where(condition) + " order by sequence limit " + most,
                condition.values().toArray());
    }

    private static String where(Condition condition) {
        return condition.sql().isEmpty() ? "" : " where " + String.join(" and ", condition.sql());
    }

    /**
     * What rows have to fit.
     *
     * @param sql every part of it, with question marks
     * @param values what the question marks stand for
     */
    record Condition(List<String> sql, List<Object> values) {
        Condition and(String more, Object... marks) {
            List<String> texts = new ArrayList<>(sql);
            texts.add(more);
            List<Object> all = new ArrayList<>(values);
            all.addAll(List.of(marks));
            return new Condition(texts, all);
        }

        static String searched(String text) {
            return Searched.storable(text);
        }
    }

    /** At most {@code most} rows of this chain behind this number, in the order of numbers. */
    List<Row> ofChain(String chain, long sequence, int most) throws SQLException {
        return rows(COLUMNS + " where chain = ? and sequence > ? order by sequence limit " + most, chain, sequence);
    }

    /**
     * At most {@code most} rows of chains other than {@code own} behind this place, in the order of chains and numbers. How
     * chains are ordered is the server's affair.
     */
    List<Row> ofOthers(String own, String chain, long sequence, int most) throws SQLException {
        return rows(
                COLUMNS + " where chain <> ? and (chain = ? and sequence > ? or chain > ?)"
                        + " order by chain, sequence limit " + most,
                own,
                chain,
                sequence,
                chain);
    }

    /** Puts {@code records} in, and tells which of them found their place taken. */
    List<RecordLine.Chained> insert(String chain, List<RecordLine.Chained> records) throws SQLException {
        List<RecordLine.Chained> taken = new ArrayList<>();
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (RecordLine.Chained record : records) {
                fill(insert, chain, record);
                insert.addBatch();
            }
            int[] counts = insert.executeBatch();
            for (int each = 0; each < counts.length; each++) {
                if (counts[each] != 1) {
                    taken.add(records.get(each));
                }
            }
        }
        return taken;
    }

    /** Puts {@code record} in the place of the one with its number. */
    void replace(String chain, RecordLine.Chained record) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(REPLACE)) {
            fill(update, chain, record);
            update.executeUpdate();
        }
    }

    private static void fill(PreparedStatement statement, String chain, RecordLine.Chained record) throws SQLException {
        Searched searched = Searched.of(record.record().entry());
        statement.setString(1, searched.writtenAt());
        statement.setString(2, searched.stage());
        statement.setString(3, searched.action());
        statement.setString(4, searched.name());
        statement.setString(5, searched.actor());
        statement.setString(6, searched.database());
        statement.setString(7, record.json());
        statement.setString(8, chain);
        statement.setLong(9, record.sequence());
    }

    private List<Row> rows(String sql, Object... values) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            fill(select, List.of(values));
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    rows.add(row(found));
                }
            }
        }
        return rows;
    }

    private static void fill(PreparedStatement statement, List<Object> values) throws SQLException {
        for (int each = 0; each < values.size(); each++) {
            statement.setObject(each + 1, values.get(each));
        }
    }

    /** A column that somebody emptied reads as an empty text. */
    private static Row row(ResultSet found) throws SQLException {
        var searched = new Searched(
                text(found, 3), text(found, 4), text(found, 5), text(found, 6), text(found, 7), text(found, 8));
        return new Row(text(found, 1), found.getLong(2), searched, text(found, 9));
    }

    private static String text(ResultSet found, int column) throws SQLException {
        String text = found.getString(column);
        return text == null ? "" : text;
    }
}

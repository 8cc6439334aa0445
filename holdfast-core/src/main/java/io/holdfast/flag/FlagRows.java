package io.holdfast.flag;

import io.holdfast.database.OwnTables;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rows of flags and of their changes on one connection. */
record FlagRows(Connection connection) {
    static final OwnTables TABLES =
            new OwnTables("flags", 3, List.of("holdfast_flag", "holdfast_flag_change"), List.of("""
            create table holdfast_flag (
              name varchar(100) not null primary key,
              type varchar(10) not null,
              value text not null,
              version bigint not null,
              actor text not null,
              set_at varchar(40) not null
            );
            create table holdfast_flag_change (
              action varchar(36) not null primary key,
              outcome varchar(10) not null,
              name varchar(100) not null,
              type varchar(10) not null,
              value_before text,
              value text not null,
              version bigint not null,
              actor text not null,
              set_at varchar(40) not null,
              reason text not null
            );
            create index holdfast_flag_change_name on holdfast_flag_change (name, version);
            """));
    private static final String COLUMNS = "name, type, value, version, actor, set_at";
    private static final String SET = "SET";
    private static final String VOID = "VOID";

    /** Whether there are tables. */
    boolean exist() throws SQLException {
        try (ResultSet found =
                connection.getMetaData().getTables(null, connection.getSchema(), "holdfast_flag", null)) {
            return found.next();
        }
    }

    /** The failure that the tables were made and are not there. */
    static HoldfastException gone(String database) {
        return Failure.of(ErrorKind.NOT_FOUND, "the tables of the flags were taken out of %s".formatted(database))
                .withHint(
                        "bring holdfast_flag and holdfast_flag_change back from a backup; to begin without any flag, delete"
                                + " the rows of feature flags from holdfast_own_history, and the file flags.json")
                .during("flags", database)
                .exception();
    }

    /** Every flag, by name. */
    List<Flag> all() throws SQLException {
        return flags("select " + COLUMNS + " from holdfast_flag order by name");
    }

    Optional<Flag> find(String name) throws SQLException {
        return flags("select " + COLUMNS + " from holdfast_flag where name = ?", name).stream()
                .findFirst();
    }

    private List<Flag> flags(String sql, Object... values) throws SQLException {
        List<Flag> flags = new ArrayList<>();
        try (PreparedStatement select = prepared(sql, values);
                ResultSet found = select.executeQuery()) {
            while (found.next()) {
                flag(found).ifPresent(flags::add);
            }
        }
        return flags;
    }

    /** A type that a later release knows is none here. */
    private static Optional<Flag> flag(ResultSet found) throws SQLException {
        Optional<FlagType> type = FlagType.find(found.getString(2));
        return type.isEmpty()
                ? Optional.empty()
                : Optional.of(new Flag(
                        found.getString(1),
                        type.get(),
                        found.getString(3),
                        found.getLong(4),
                        found.getString(5),
                        found.getString(6)));
    }

    /** Puts {@code flag} in the place of its version before; false if that is not there any more. */
    boolean put(Flag flag) throws SQLException {
        String sql = flag.version() == 1
                ? "insert into holdfast_flag (type, value, version, actor, set_at, name) values (?, ?, ?, ?, ?, ?)"
                        + " on conflict (name) do nothing"
                : "update holdfast_flag set type = ?, value = ?, version = ?, actor = ?, set_at = ?"
                        + " where name = ? and version = " + (flag.version() - 1);
        try (PreparedStatement put =
                prepared(sql, flag.type().word(), flag.value(), flag.version(), flag.actor(), flag.at(), flag.name())) {
            return put.executeUpdate() == 1;
        }
    }

    /** Writes down that {@code action} set a flag; fails if it was declared void before. */
    void add(FlagChange change) throws SQLException {
        Flag flag = change.flag();
        String sql = "insert into holdfast_flag_change"
                + " (action, outcome, name, type, value, version, actor, set_at, reason, value_before)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            fill(
                    insert,
                    change.action(),
                    SET,
                    flag.name(),
                    flag.type().word(),
                    flag.value(),
                    flag.version(),
                    flag.actor(),
                    flag.at(),
                    change.reason());
            insert.setString(10, change.before().orElse(null));
            insert.executeUpdate();
        }
    }

    /** Declares {@code action} void unless it set its flag: it cannot do that any more then. */
    void declareVoid(String action, String actor, String at) throws SQLException {
        String sql = "insert into holdfast_flag_change"
                + " (action, outcome, name, type, value, version, actor, set_at, reason)"
                + " values (?, ?, '', '', '', 0, ?, ?, '') on conflict (action) do nothing";
        try (PreparedStatement insert = prepared(sql, action, VOID, actor, at)) {
            insert.executeUpdate();
        }
    }

    /** Whether {@code action} set its flag. */
    boolean isSet(String action) throws SQLException {
        try (PreparedStatement select = prepared("select outcome from holdfast_flag_change where action = ?", action);
                ResultSet found = select.executeQuery()) {
            return found.next() && SET.equals(found.getString(1));
        }
    }

    /** The changes of a flag, the newest first. */
    List<FlagChange> history(String name) throws SQLException {
        List<FlagChange> changes = new ArrayList<>();
        String sql = "select " + COLUMNS + ", value_before, reason, action from holdfast_flag_change"
                + " where name = ? and outcome = 'SET' order by version desc";
        try (PreparedStatement select = prepared(sql, name);
                ResultSet found = select.executeQuery()) {
            while (found.next()) {
                Optional<Flag> flag = flag(found);
                if (flag.isPresent()) {
                    changes.add(new FlagChange(
                            flag.get(),
                            Optional.ofNullable(found.getString(7)),
                            found.getString(8),
                            found.getString(9)));
                }
            }
        }
        return changes;
    }

    private PreparedStatement prepared(String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        fill(statement, values);
        return statement;
    }

    private static void fill(PreparedStatement statement, Object... values) throws SQLException {
        for (int each = 0; each < values.length; each++) {
            statement.setObject(each + 1, values[each]);
        }
    }
}

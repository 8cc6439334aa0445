package io.holdfast.postgresql.migrate;

import io.holdfast.engine.MigrationStatement;
import io.holdfast.engine.Migrator.Remains;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a statement that runs alone leaves behind when the server or its client dies, or when it gives up: an index that is
 * not valid, and a partition that is half detached
 * (<a href="https://www.postgresql.org/docs/current/sql-createindex.html">Building Indexes Concurrently</a>,
 * <a href="https://www.postgresql.org/docs/current/sql-reindex.html">Rebuilding Indexes Concurrently</a>).
 */
final class LeftBehind {
    private static final String PART = "(?:\"(?:[^\"]|\"\")+\"|[\\p{L}\\p{N}_$]+)";
    private static final String NAME = "(" + PART + "(?:\\s*\\.\\s*" + PART + ")?)";
    private static final Pattern CREATE =
            pattern("create\\s+(?:unique\\s+)?index\\s+concurrently\\s+(?:if\\s+not\\s+exists\\s+)?(" + PART
                    + ")\\s+on\\s+(?:only\\s+)?" + NAME + ".*");
    private static final Pattern DROP = pattern("drop\\s+index\\s+concurrently\\s+(?:if\\s+exists\\s+)?" + NAME + ".*");
    private static final Pattern REINDEX =
            pattern("reindex\\b.*\\b(?:table|index)\\s+(?:concurrently\\s+)?" + NAME + "\\s*");
    private static final Pattern DETACH =
            pattern("alter\\s+table\\s+(?:if\\s+exists\\s+)?" + NAME + "\\s+detach\\s+partition\\s+" + NAME + ".*");
    private static final Pattern MAKE = pattern("create\\s+(database|tablespace|subscription)\\s+(" + PART + ").*");
    private static final Pattern REMOVE =
            pattern("drop\\s+(database|tablespace|subscription)\\s+(?:if\\s+exists\\s+)?(" + PART + ").*");

    private static final String INDEX = """
            select i.indisvalid, i.indexrelid::regclass::text
            from pg_catalog.pg_index i join pg_catalog.pg_class c on c.oid = i.indexrelid
            where i.indrelid = pg_catalog.to_regclass(?) and c.relname = ?""";
    private static final String REBUILDING = """
            select i.indexrelid::regclass::text
            from pg_catalog.pg_index i join pg_catalog.pg_class c on c.oid = i.indexrelid
            where not i.indisvalid and c.relname ~ '_cc(new|old)[0-9]*$'
              and i.indrelid = coalesce(
                  (select indrelid from pg_catalog.pg_index where indexrelid = pg_catalog.to_regclass(?)),
                  pg_catalog.to_regclass(?))""";
    private static final String PENDING =
            "select inhdetachpending from pg_catalog.pg_inherits where inhparent = pg_catalog.to_regclass(?)"
                    + " and inhrelid = pg_catalog.to_regclass(?)";

    private final Connection connection;

    LeftBehind(Connection connection) {
        this.connection = connection;
    }

    private static Pattern pattern(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
    }

    /** Removes the half of {@code statement} that is there, or says that all of it is. */
    Remains clear(MigrationStatement statement) throws SQLException {
        String sql = statement.plain();
        Matcher create = CREATE.matcher(sql);
        Matcher drop = DROP.matcher(sql);
        Matcher reindex = REINDEX.matcher(sql);
        Matcher detach = DETACH.matcher(sql);
        Matcher make = MAKE.matcher(sql);
        Matcher remove = REMOVE.matcher(sql);
        if (create.matches()) {
            return index(create.group(2), plain(create.group(1)));
        } else if (drop.matches()) {
            return ask("select pg_catalog.to_regclass(?) is null", drop.group(1))
                            .equals(List.of("t"))
                    ? Remains.DONE
                    : Remains.NOTHING;
        } else if (reindex.matches()) {
            dropAll(ask(REBUILDING, reindex.group(1), reindex.group(1)));
            return Remains.NOTHING;
        } else if (detach.matches()) {
            return partition(detach.group(1), detach.group(2));
        } else if (make.matches()) {
            return isThere(make.group(1), make.group(2)) ? Remains.DONE : Remains.NOTHING;
        } else if (remove.matches()) {
            return isThere(remove.group(1), remove.group(2)) ? Remains.NOTHING : Remains.DONE;
        }
        return Remains.NOTHING;
    }

    private Remains index(String table, String name) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(INDEX)) {
            query.setString(1, table);
            query.setString(2, name);
            try (ResultSet found = query.executeQuery()) {
                if (!found.next()) {
                    return Remains.NOTHING;
                }
                if (found.getBoolean(1)) {
                    return Remains.DONE;
                }
                dropAll(List.of(found.getString(2)));
                return Remains.NOTHING;
            }
        }
    }

    private void dropAll(List<String> indexes) throws SQLException {
        for (String index : indexes) {
            run("drop index concurrently " + index);
        }
    }

    private Remains partition(String table, String partition) throws SQLException {
        List<String> pending = ask(PENDING, table, partition);
        if (pending.equals(List.of("t"))) {
            run("alter table %s detach partition %s finalize".formatted(table, partition));
            return Remains.FINISHED;
        }
        return pending.isEmpty() ? Remains.DONE : Remains.NOTHING;
    }

    private boolean isThere(String kind, String name) throws SQLException {
        String query = switch (kind.toLowerCase(Locale.ROOT)) {
            case "database" -> "select datname from pg_catalog.pg_database where datname = ?";
            case "tablespace" -> "select spcname from pg_catalog.pg_tablespace where spcname = ?";
            default -> "select subname from pg_catalog.pg_subscription where subname = ?";
        };
        return !ask(query, plain(name)).isEmpty();
    }

    private List<String> ask(String sql, String... names) throws SQLException {
        List<String> answers = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            for (int index = 0; index < names.length; index++) {
                query.setString(index + 1, names[index]);
            }
            try (ResultSet found = query.executeQuery()) {
                while (found.next()) {
                    answers.add(found.getString(1));
                }
            }
        }
        return answers;
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The name as the catalogue has it. */
    private static String plain(String name) {
        return name.startsWith("\"")
                ? name.substring(1, name.length() - 1).replace("\"\"", "\"")
                : name.toLowerCase(Locale.ROOT);
    }
}

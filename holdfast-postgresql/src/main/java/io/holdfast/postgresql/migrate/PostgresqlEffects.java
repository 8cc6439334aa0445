package io.holdfast.postgresql.migrate;

import io.holdfast.config.Endpoint;
import io.holdfast.engine.Effects;
import io.holdfast.postgresql.session.PostgresqlSession;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Looks at locks and at the files of tables. What a lock blocks is from the table of conflicting lock modes in
 * <a href="https://www.postgresql.org/docs/current/explicit-locking.html">Explicit Locking</a>; a table that has another file
 * was written anew.
 */
public final class PostgresqlEffects implements Effects {
    private static final String TABLES = """
            select c.oid, c.oid::regclass::text, pg_catalog.pg_relation_filenode(c.oid)
            from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'p', 'm') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
            order by 2""";
    private static final String LOCKS = """
            select distinct l.relation, l.mode
            from pg_catalog.pg_locks l join pg_catalog.pg_stat_activity a on a.pid = l.pid
            where a.backend_type = 'client backend' and l.locktype = 'relation' and l.granted and l.pid <> pg_catalog.pg_backend_pid()
              and l.database = (select oid from pg_catalog.pg_database where datname = pg_catalog.current_database())
            order by 1, 2""";

    @Override
    public Watch watch(Endpoint endpoint, Duration timeout) throws SQLException {
        return new Beside(PostgresqlSession.open(endpoint, timeout));
    }

    /** The modes that disturb statements of others, from the weakest on. */
    private enum Mode {
        SHARE_UPDATE_EXCLUSIVE("ShareUpdateExclusiveLock", "vacuum and changes of the schema"),
        SHARE("ShareLock", "writes"),
        SHARE_ROW_EXCLUSIVE("ShareRowExclusiveLock", "writes"),
        EXCLUSIVE("ExclusiveLock", "writes"),
        ACCESS_EXCLUSIVE("AccessExclusiveLock", "reads and writes");

        private final String said;
        private final String blocks;

        Mode(String said, String blocks) {
            this.said = said;
            this.blocks = blocks;
        }

        static Optional<Mode> of(String said) {
            return Stream.of(values()).filter(mode -> mode.said.equals(said)).findFirst();
        }

        Mode stronger(Mode other) {
            return compareTo(other) < 0 ? other : this;
        }
    }

    /** A table and its file. */
    private record Known(String name, long file) {}

    /** A watch on a connection of its own. What others have not committed it does not see. */
    private static final class Beside implements Watch {
        private final PostgresqlSession session;
        private Map<Long, Known> tables = Map.of();

        Beside(PostgresqlSession session) {
            this.session = session;
        }

        @Override
        public void begin() throws SQLException {
            tables = tables();
        }

        private Map<Long, Known> tables() throws SQLException {
            Map<Long, Known> found = new HashMap<>();
            try (Statement statement = connection().createStatement();
                    ResultSet row = statement.executeQuery(TABLES)) {
                while (row.next()) {
                    found.put(row.getLong(1), new Known(row.getString(2), row.getLong(3)));
                }
            }
            return found;
        }

        private Connection connection() {
            return session.connection();
        }

        @Override
        public List<Lock> locks() throws SQLException {
            Map<String, Mode> strongest = new TreeMap<>();
            try (Statement statement = connection().createStatement();
                    ResultSet row = statement.executeQuery(LOCKS)) {
                while (row.next()) {
                    Known table = tables.get(row.getLong(1));
                    Optional<Mode> mode = Mode.of(row.getString(2));
                    if (table != null && mode.isPresent()) {
                        strongest.merge(table.name(), mode.get(), Mode::stronger);
                    }
                }
            }
            return strongest.entrySet().stream()
                    .map(held -> new Lock(held.getKey(), held.getValue().said, held.getValue().blocks))
                    .toList();
        }

        @Override
        public List<String> rewritten() throws SQLException {
            Map<Long, Known> now = tables();
            List<String> rewritten = new ArrayList<>();
            tables.forEach((id, before) -> {
                Known after = now.get(id);
                if (after != null && after.file() != before.file()) {
                    rewritten.add(before.name());
                }
            });
            return rewritten.stream().sorted().toList();
        }

        @Override
        public void close() {
            session.close();
        }
    }
}

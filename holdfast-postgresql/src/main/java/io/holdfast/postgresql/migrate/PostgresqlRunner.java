package io.holdfast.postgresql.migrate;

import io.holdfast.engine.MigrationStatement;
import io.holdfast.engine.Migrator;
import io.holdfast.postgresql.session.PostgresqlSession;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.postgresql.PGConnection;

/**
 * A connection that runs migrations. It is the only one as long as it holds an advisory lock of its session, which is gone
 * when the session is; it never waits inside the server for that lock, because an index that is built concurrently waits
 * for everybody who waits.
 */
final class PostgresqlRunner implements Migrator.SqlRunner {
    /** How often the server looks whether its client is still there, where it can. */
    static final int WATCH_MILLIS = 500;

    private static final String WATCH =
            ", pg_catalog.set_config('client_connection_check_interval', '%d', false)".formatted(WATCH_MILLIS);
    private static final String TRANSACTION = "pg_catalog.txid_current()::text";
    private static final String OBJECTS = """
            select exists (
                select from pg_catalog.pg_class c
                where c.relnamespace = (
                      select oid from pg_catalog.pg_namespace
                      where nspname = coalesce(?, pg_catalog.current_schema()))
                  and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
                  and c.relname <> all (?)
                  and not exists (
                      select from pg_catalog.pg_depend d
                      where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e'))""";

    /** What may make the session act as somebody else; too much of it costs one more call. */
    private static final Pattern ROLES =
            Pattern.compile("\\b(set_config|role|authorization)\\b", Pattern.CASE_INSENSITIVE);

    private static final String HOME = """
            select n.nspname
            from pg_catalog.unnest(pg_catalog.current_schemas(false)) with ordinality as s (name, place)
            join pg_catalog.pg_namespace n on n.nspname = s.name
            join pg_catalog.pg_class c on c.relnamespace = n.oid and c.relname = ? and c.relkind in ('r', 'p')
            order by s.place
            limit 1""";

    private final PostgresqlSession session;
    private final Connection connection;
    private final String initSql;
    private final RunnerLock lock;
    private final String watch;
    private Home home = Home.FIRST_OF_THE_PATH;
    private boolean actsAsOther;

    PostgresqlRunner(PostgresqlSession session, String initSql, boolean watchesClients) {
        this.session = session;
        this.connection = session.connection();
        this.initSql = initSql;
        this.lock = new RunnerLock(connection);
        this.watch = watchesClients ? WATCH : "";
    }

    @Override
    public Connection connection() {
        return connection;
    }

    @Override
    public void workIn(String schema) throws SQLException {
        home = new Home(Optional.of(schema));
        try (Statement statement = connection.createStatement()) {
            statement.execute(home.entering());
        }
    }

    @Override
    public void makeSchema() throws SQLException {
        home.make(connection);
    }

    /** A script may make a schema that comes first in the search path from then on; the history stays where it is. */
    @Override
    public Optional<String> schema(String history) throws SQLException {
        if (home.schema().isPresent()) {
            return home.schema();
        }
        try (PreparedStatement query = connection.prepareStatement(HOME)) {
            query.setString(1, history);
            try (ResultSet answer = query.executeQuery()) {
                return answer.next() ? Optional.of(answer.getString(1)) : Optional.ofNullable(connection.getSchema());
            }
        }
    }

    @Override
    public Optional<String> tryLock(String history, String who) throws SQLException {
        connection.setAutoCommit(true);
        return lock.take(schema(history).orElse("") + "." + history);
    }

    @Override
    public Optional<String> tryLockOfFlyway(String table) throws SQLException {
        connection.setAutoCommit(true);
        return lock.takeFromFlyway(table);
    }

    @Override
    public boolean keepsLock() {
        return true;
    }

    @Override
    public boolean holdsObjects(Set<String> others) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(OBJECTS)) {
            query.setString(1, home.schema().orElse(null));
            query.setArray(2, connection.createArrayOf("text", others.toArray()));
            try (ResultSet answer = query.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }

    @Override
    public Optional<String> begin(Migrator.Terms terms) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            boolean rows = statement.execute(opening(terms, true));
            String transaction = "";
            while (rows || statement.getUpdateCount() >= 0) {
                if (rows) {
                    transaction = lastColumn(statement.getResultSet());
                }
                rows = statement.getMoreResults();
            }
            return Optional.of(transaction);
        }
    }

    private static String lastColumn(ResultSet answer) throws SQLException {
        answer.next();
        return String.valueOf(answer.getString(answer.getMetaData().getColumnCount()));
    }

    /** All of it is one message, and one answer. */
    private String opening(Migrator.Terms terms, boolean local) {
        String settings =
                "select pg_catalog.set_config('lock_timeout', '%d', %s), pg_catalog.set_config('application_name', '%s', %s)"
                        .formatted(millis(terms.lockTimeout()), local, shown(terms.who()), local);
        return (terms.session() == Migrator.SessionState.FRESH ? fresh() : "")
                + settings
                + watch
                + (local ? ", " + TRANSACTION : "");
    }

    private String fresh() {
        return "close all; reset all; discard temp; " + ourselves() + home.entering();
    }

    /** Who we are: the user that was logged in, or who the declared beginning of each session makes of it. */
    private String ourselves() {
        String declared = initSql.isBlank() ? "" : initSql.strip() + "\n;";
        return "reset session authorization; reset role; " + declared;
    }

    private static long millis(Duration time) {
        return Math.max(1, time.toMillis());
    }

    /** As the server's list of activities shows it, which cuts it off by itself. */
    private static String shown(String who) {
        return ("holdfast migrate " + who).replace("'", "''").replace("\\", "");
    }

    @Override
    public Optional<String> transaction() {
        return Optional.of(TRANSACTION);
    }

    @Override
    public void beginAlone(Migrator.Terms terms) throws SQLException {
        connection.setAutoCommit(true);
        try (Statement statement = connection.createStatement()) {
            statement.execute(opening(terms, false));
        }
    }

    @Override
    public void execute(MigrationStatement statement) throws SQLException, IOException {
        actsAsOther |= ROLES.matcher(statement.sql()).find();
        if (statement.copyData().isPresent()) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(
                            statement.sql(),
                            new StringReader(statement.copyData().get()));
            return;
        }
        try (Statement plain = connection.createStatement()) {
            plain.setEscapeProcessing(false);
            plain.execute(statement.sql());
        }
    }

    @Override
    public void resume() throws SQLException {
        if (actsAsOther) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(ourselves());
            }
            actsAsOther = false;
        }
    }

    @Override
    public void commit() throws SQLException {
        connection.commit();
    }

    @Override
    public void rollback() throws SQLException {
        if (!connection.getAutoCommit() && !connection.isClosed()) {
            connection.rollback();
        }
    }

    @Override
    public Migrator.Remains clear(MigrationStatement statement) throws SQLException {
        return new LeftBehind(connection).clear(statement);
    }

    @Override
    public void cancel() throws SQLException {
        session.cancel();
    }

    @Override
    public void close() {
        session.close();
    }
}

package io.holdfast.sqlite.migrate;

import io.holdfast.engine.MigrationStatement;
import io.holdfast.engine.Migrator;
import io.holdfast.engine.SqlSession;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.sqlite.jdbc.ManagedConnection;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Set;

/**
 * A connection that runs migrations. SQLite lets one transaction write at a time, and has no lock that lasts longer; so
 * each migration looks, once it may write, whether another runner was faster.
 */
final class SqliteRunner implements Migrator.SqlRunner {
    private final Sessions sessions;
    private final String initSql;
    private SqlSession session;
    private boolean foreignKeys = true;

    /** Whether a statement has left something behind in the session: a temporary table, a setting. */
    private boolean touched;

    /** Opens sessions to the same file. */
    @FunctionalInterface
    interface Sessions {
        SqlSession open() throws SQLException, IOException;
    }

    SqliteRunner(Sessions sessions, String initSql) throws SQLException, IOException {
        this.sessions = sessions;
        this.initSql = initSql;
        this.session = sessions.open();
        begin();
    }

    private void begin() throws SQLException {
        if (!initSql.isBlank()) {
            run(initSql);
        }
    }

    @Override
    public Connection connection() {
        return session.connection();
    }

    @Override
    public Optional<String> schema(String history) {
        return Optional.empty();
    }

    @Override
    public Optional<String> tryLock(String history, String who) {
        return Optional.empty();
    }

    /** Flyway has none here. */
    @Override
    public Optional<String> tryLockOfFlyway(String table) {
        return Optional.empty();
    }

    @Override
    public boolean keepsLock() {
        return false;
    }

    @Override
    public boolean holdsObjects(Set<String> others) throws SQLException {
        try (PreparedStatement query = connection()
                        .prepareStatement("select name from sqlite_schema where type in ('table', 'view')"
                                + " and name not like 'sqlite\\_%' escape '\\'");
                ResultSet answer = query.executeQuery()) {
            while (answer.next()) {
                if (!others.contains(answer.getString(1))) {
                    return true;
                }
            }
            return false;
        }
    }

    @Override
    public Optional<String> begin(Migrator.Terms terms) throws SQLException, IOException {
        if (connection().getAutoCommit()) {
            refresh(terms);
            connection().setAutoCommit(false);
        } else if (terms.foreignKeys() != foreignKeys) {
            throw Failure.of(
                            ErrorKind.UNSUPPORTED,
                            "foreign keys cannot be turned off for one of several migrations in one transaction")
                    .withHint("run it by itself, without --atomic")
                    .exception();
        }
        return Optional.empty();
    }

    /** A session that was used is replaced by a new one: SQLite has no word that takes everything back. */
    private void refresh(Migrator.Terms terms) throws SQLException, IOException {
        if (touched && terms.session() == Migrator.SessionState.FRESH) {
            session.close();
            session = sessions.open();
            begin();
            touched = false;
            foreignKeys = true;
        }
        connection().unwrap(ManagedConnection.class).limit(terms.lockTimeout());
        if (terms.foreignKeys() != foreignKeys) {
            run("pragma foreign_keys = " + (terms.foreignKeys() ? "on" : "off"));
            foreignKeys = terms.foreignKeys();
        }
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection().createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void beginAlone(Migrator.Terms terms) throws SQLException, IOException {
        connection().setAutoCommit(true);
        refresh(terms);
    }

    @Override
    public void execute(MigrationStatement statement) throws SQLException {
        touched |= leavesSomething(statement);
        run(statement.sql());
    }

    private static boolean leavesSomething(MigrationStatement statement) {
        return switch (statement.words().isEmpty() ? "" : statement.words().get(0)) {
            case "PRAGMA", "ATTACH", "DETACH" -> true;
            case "CREATE" -> statement.mentions("TEMP") || statement.mentions("TEMPORARY");
            default -> false;
        };
    }

    /** There is nobody else to be. */
    @Override
    public void resume() {}

    @Override
    public void commit() throws SQLException {
        if (!foreignKeys) {
            checkForeignKeys();
        }
        connection().commit();
        connection().setAutoCommit(true);
    }

    private void checkForeignKeys() throws SQLException {
        try (Statement statement = connection().createStatement();
                ResultSet broken = statement.executeQuery("pragma foreign_key_check")) {
            if (broken.next()) {
                throw Failure.of(
                                ErrorKind.FOREIGN_KEY_VIOLATION,
                                "row %s of %s has no row in %s that it refers to"
                                        .formatted(broken.getString(2), broken.getString(1), broken.getString(3)))
                        .withHint("a migration without foreign keys has to leave them whole")
                        .exception();
            }
        }
    }

    @Override
    public void rollback() throws SQLException {
        if (!connection().isClosed() && !connection().getAutoCommit()) {
            connection().rollback();
            connection().setAutoCommit(true);
        }
    }

    /** What runs alone in SQLite may run again, whatever is there. */
    @Override
    public Migrator.Remains clear(MigrationStatement statement) {
        return Migrator.Remains.NOTHING;
    }

    @Override
    public void cancel() throws Exception {
        session.cancel();
    }

    @Override
    public void close() {
        session.close();
    }
}

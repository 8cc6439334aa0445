package io.holdfast.sqlite;

import io.holdfast.config.Endpoint;
import io.holdfast.engine.Engine;
import io.holdfast.engine.ErrorCodes;
import io.holdfast.engine.Limits;
import io.holdfast.engine.Migrator;
import io.holdfast.engine.RowReader;
import io.holdfast.engine.SchemaReader;
import io.holdfast.engine.Scratch;
import io.holdfast.engine.Session;
import io.holdfast.engine.SqlSession;
import io.holdfast.engine.document.SqlDialect;
import io.holdfast.error.Failure;
import io.holdfast.error.Phase;
import io.holdfast.sqlite.file.DatabaseFile;
import io.holdfast.sqlite.migrate.SqliteMigrator;
import io.holdfast.sqlite.resultcode.ResultCodes;
import io.holdfast.sqlite.resultcode.SqliteErrorCodes;
import io.holdfast.sqlite.schema.SqliteSchemaReader;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * SQLite, through the xerial driver.
 *
 * <p>A session writes unless the url says {@code mode=ro}: then the database file stays as it is, byte for byte. It is
 * opened for reading only, the journal mode is left alone, and closing writes no log back. Reading a database in WAL
 * mode needs SQLite's {@code -wal} and {@code -shm} files beside it; where there were none and nobody else made use of
 * them, they are gone after closing. A database whose last writer died in the middle of a transaction without WAL needs
 * a writer to undo that first, so opening it for reading fails and says so.
 */
public final class SqliteEngine implements Engine {

    /** Made by {@link java.util.ServiceLoader}. */
    public SqliteEngine() {}

    @Override
    public String name() {
        return "sqlite";
    }

    @Override
    public Session open(Endpoint endpoint, Duration timeout) throws SQLException, IOException {
        return Opening.session(endpoint, timeout);
    }

    @Override
    public Failure classify(Throwable failure, Phase phase) {
        return ResultCodes.failure(failure, phase);
    }

    @Override
    public boolean breaksConnection(Failure failure) {
        return ResultCodes.breaksConnection(failure);
    }

    @Override
    public List<Fact> facts(Session session, Endpoint endpoint) throws SQLException, IOException {
        return new Facts(
                        ((SqlSession) session).connection(),
                        DatabaseFile.existing(endpoint.url().path()))
                .list();
    }

    @Override
    public boolean hasOneWriter() {
        return true;
    }

    @Override
    public void limit(Session session, Limits limits) {
        ((SqliteSession) session).limit(limits.statement());
    }

    @Override
    public Optional<Migrator> migrator() {
        return Optional.of(new SqliteMigrator(this::open));
    }

    @Override
    public Optional<SchemaReader> schemaReader() {
        return Optional.of(new SqliteSchemaReader());
    }

    @Override
    public Optional<Scratch> scratch() {
        return Optional.of(new SqliteScratch());
    }

    @Override
    public Optional<RowReader> rowReader() {
        return Optional.of(new SqliteRowReader());
    }

    @Override
    public Optional<SqlDialect> documentDialect() {
        return Optional.of(new SqliteDocuments());
    }

    @Override
    public Optional<ErrorCodes> errorCodes() {
        return Optional.of(new SqliteErrorCodes());
    }
}

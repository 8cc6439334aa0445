package io.holdfast.postgresql;

import io.holdfast.config.Endpoint;
import io.holdfast.engine.Certificates;
import io.holdfast.engine.Commits;
import io.holdfast.engine.Deadlocks;
import io.holdfast.engine.Effects;
import io.holdfast.engine.EmbeddedServers;
import io.holdfast.engine.Engine;
import io.holdfast.engine.ErrorCodes;
import io.holdfast.engine.Limits;
import io.holdfast.engine.Migrator;
import io.holdfast.engine.Receiver;
import io.holdfast.engine.Roles;
import io.holdfast.engine.RowReader;
import io.holdfast.engine.SchemaReader;
import io.holdfast.engine.Scratch;
import io.holdfast.engine.Session;
import io.holdfast.engine.SqlSession;
import io.holdfast.engine.document.SqlDialect;
import io.holdfast.error.Failure;
import io.holdfast.error.Phase;
import io.holdfast.postgresql.catalogue.Catalogue;
import io.holdfast.postgresql.embedded.EmbeddedPostgresql;
import io.holdfast.postgresql.migrate.PostgresqlEffects;
import io.holdfast.postgresql.migrate.PostgresqlMigrator;
import io.holdfast.postgresql.receive.PostgresqlReceiver;
import io.holdfast.postgresql.scratch.PostgresqlScratch;
import io.holdfast.postgresql.session.Failures;
import io.holdfast.postgresql.session.Pooler;
import io.holdfast.postgresql.session.PostgresqlCommits;
import io.holdfast.postgresql.session.PostgresqlDeadlocks;
import io.holdfast.postgresql.session.PostgresqlRoles;
import io.holdfast.postgresql.session.PostgresqlSession;
import io.holdfast.postgresql.session.SessionLimits;
import io.holdfast.postgresql.sqlstate.PostgresqlErrorCodes;
import io.holdfast.postgresql.tls.PostgresqlCertificates;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/** PostgreSQL 14 and newer. */
public final class PostgresqlEngine implements Engine {

    /** The engine; {@link java.util.ServiceLoader} finds it, too. */
    public PostgresqlEngine() {}

    @Override
    public String name() {
        return "postgresql";
    }

    @Override
    public Session open(Endpoint endpoint, Duration timeout) throws SQLException {
        return PostgresqlSession.open(endpoint, timeout);
    }

    @Override
    public Failure classify(Throwable failure, Phase phase) {
        return Failures.classify(failure, phase);
    }

    @Override
    public boolean breaksConnection(Failure failure) {
        return Failures.breaksConnection(failure);
    }

    @Override
    public List<Fact> facts(Session session, Endpoint endpoint) throws SQLException {
        return Facts.of(PostgresqlSession.connection(session), endpoint);
    }

    @Override
    public void limit(Session session, Limits limits) throws SQLException {
        SessionLimits.set(session, limits);
    }

    @Override
    public boolean keepsSettings(Session session) throws SQLException {
        return !Pooler.standsBefore(PostgresqlSession.connection(session));
    }

    @Override
    public Optional<Roles> roles() {
        return Optional.of(new PostgresqlRoles());
    }

    @Override
    public boolean canCommit(SqlSession session) throws SQLException {
        return session.connection().unwrap(BaseConnection.class).getTransactionState() != TransactionState.FAILED;
    }

    @Override
    public Optional<Commits> commits() {
        return Optional.of(new PostgresqlCommits());
    }

    @Override
    public Optional<Deadlocks> deadlocks() {
        return Optional.of(new PostgresqlDeadlocks());
    }

    @Override
    public boolean readsAhead() {
        return true;
    }

    @Override
    public Optional<Migrator> migrator() {
        return Optional.of(new PostgresqlMigrator());
    }

    @Override
    public Optional<SchemaReader> schemaReader() {
        return Optional.of((session, schema) -> Catalogue.read(PostgresqlSession.connection(session), schema));
    }

    @Override
    public Optional<Effects> effects() {
        return Optional.of(new PostgresqlEffects());
    }

    @Override
    public Optional<Scratch> scratch() {
        return Optional.of(new PostgresqlScratch());
    }

    @Override
    public Optional<RowReader> rowReader() {
        return Optional.of(new PostgresqlRows());
    }

    @Override
    public Optional<Receiver> receiver() {
        return Optional.of(new PostgresqlReceiver());
    }

    @Override
    public Optional<EmbeddedServers> embeddedServers() {
        return Optional.of(new EmbeddedPostgresql());
    }

    @Override
    public Optional<SqlDialect> documentDialect() {
        return Optional.of(new PostgresqlDocuments());
    }

    @Override
    public Optional<ErrorCodes> errorCodes() {
        return Optional.of(new PostgresqlErrorCodes(this::classify));
    }

    @Override
    public Optional<Certificates> certificates() {
        return Optional.of(new PostgresqlCertificates());
    }
}

package io.holdfast.postgresql.migrate;

import io.holdfast.config.Endpoint;
import io.holdfast.engine.MigrationStatement;
import io.holdfast.engine.Migrator;
import io.holdfast.engine.Reviewer;
import io.holdfast.engine.ScriptFeature;
import io.holdfast.error.Causes;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.postgresql.review.PostgresqlReviewer;
import io.holdfast.postgresql.session.Pooler;
import io.holdfast.postgresql.session.PostgresqlSession;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Runs the scripts of migrations on PostgreSQL. */
public final class PostgresqlMigrator implements Migrator {
    private static final Set<ScriptFeature> FEATURES = EnumSet.of(
            ScriptFeature.DOLLAR_QUOTES,
            ScriptFeature.NESTED_COMMENTS,
            ScriptFeature.ESCAPE_STRINGS,
            ScriptFeature.ATOMIC_BODIES,
            ScriptFeature.COPY_DATA,
            ScriptFeature.CARRIAGE_RETURNS,
            ScriptFeature.META_COMMANDS);

    @Override
    public Set<ScriptFeature> features() {
        return FEATURES;
    }

    @Override
    public Optional<String> objection(MigrationStatement statement) {
        return Alone.objection(statement);
    }

    @Override
    public boolean runsAlone(MigrationStatement statement) {
        return Alone.runsAlone(statement);
    }

    @Override
    public Reviewer reviewer() {
        return new PostgresqlReviewer();
    }

    /** The server counts from 1, in characters of the text it was sent. */
    @Override
    public OptionalInt position(Throwable failure) {
        for (Throwable cause : Causes.of(failure)) {
            if (cause instanceof PSQLException known) {
                ServerErrorMessage message = known.getServerErrorMessage();
                if (message != null && message.getPosition() > 0) {
                    return OptionalInt.of(message.getPosition() - 1);
                }
            }
        }
        return OptionalInt.empty();
    }

    /** A database is made by its administrator. */
    @Override
    public void create(Endpoint endpoint) {}

    @Override
    public Runner open(Endpoint endpoint, Duration timeout, String initSql) throws SQLException {
        PostgresqlSession session = PostgresqlSession.open(endpoint, timeout);
        try {
            if (Pooler.standsBefore(session.connection())) {
                throw Failure.of(
                                ErrorKind.UNSUPPORTED,
                                "a pooler such as PgBouncer stands before the server, where the lock of the only runner"
                                        + " would not hold")
                        .withHint("migrate with the address of the server itself")
                        .exception();
            }
            if (!initSql.isBlank()) {
                begin(session, initSql);
            }
            return new PostgresqlRunner(session, initSql);
        } catch (SQLException | RuntimeException failure) {
            session.close();
            throw failure;
        }
    }

    /** It may say in which schema everything is. */
    private static void begin(PostgresqlSession session, String initSql) throws SQLException {
        try (Statement statement = session.connection().createStatement()) {
            statement.execute(initSql);
        }
    }
}

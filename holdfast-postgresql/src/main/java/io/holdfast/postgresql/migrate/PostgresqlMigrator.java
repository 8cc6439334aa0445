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
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Runs the scripts of migrations on PostgreSQL. */
public final class PostgresqlMigrator implements Migrator {
    private static final Set<String> OF_THE_SERVER =
            Set.of("ROLE", "USER", "GROUP", "DATABASE", "TABLESPACE", "SYSTEM", "SUBSCRIPTION");

    private static final Set<ScriptFeature> FEATURES = EnumSet.of(
            ScriptFeature.DOLLAR_QUOTES,
            ScriptFeature.NESTED_COMMENTS,
            ScriptFeature.ESCAPE_STRINGS,
            ScriptFeature.ATOMIC_BODIES,
            ScriptFeature.COPY_DATA,
            ScriptFeature.CARRIAGE_RETURNS,
            ScriptFeature.META_COMMANDS);

    /** There is no such setting, or it cannot be anything but 0. */
    private static final Set<String> UNABLE = Set.of("42704", "22023");

    private static final Pattern BODY = Pattern.compile("PL/pgSQL function .+ line \\d+ at .+");

    @Override
    public Set<ScriptFeature> features() {
        return FEATURES;
    }

    @Override
    public Optional<String> objection(MigrationStatement statement) {
        return Alone.objection(statement);
    }

    @Override
    public boolean reachesBeyond(MigrationStatement statement) {
        List<String> words = statement.words();
        String second = words.size() < 2 ? "" : words.get(1);
        boolean mapping = words.size() > 2 && words.get(2).equals("MAPPING");
        return switch (words.isEmpty() ? "" : words.get(0)) {
            case "CREATE", "ALTER", "DROP" -> OF_THE_SERVER.contains(second) && !mapping;
            case "GRANT", "REVOKE" -> !statement.mentions("on"); // of roles to roles
            default -> false;
        };
    }

    @Override
    public boolean runsAlone(MigrationStatement statement) {
        return Alone.runsAlone(statement);
    }

    @Override
    public Reviewer reviewer(Reviewer.Home home) {
        return new PostgresqlReviewer(home);
    }

    /** The server counts from 1, in characters of the text it was sent. */
    @Override
    public OptionalInt position(Throwable failure) {
        return said(failure)
                .mapToInt(ServerErrorMessage::getPosition)
                .filter(position -> position > 0)
                .map(position -> position - 1)
                .findFirst();
    }

    /** The innermost body; the other lines of the context may quote statements, with values in them. */
    @Override
    public Optional<String> placeInBody(Throwable failure) {
        return said(failure)
                .map(ServerErrorMessage::getWhere)
                .filter(Objects::nonNull)
                .flatMap(String::lines)
                .filter(line -> BODY.matcher(line).matches())
                .findFirst();
    }

    private static Stream<ServerErrorMessage> said(Throwable failure) {
        return Causes.of(failure).stream()
                .filter(PSQLException.class::isInstance)
                .map(cause -> ((PSQLException) cause).getServerErrorMessage())
                .filter(Objects::nonNull);
    }

    @Override
    public boolean hasSchemas() {
        return true;
    }

    /** A database is made by its administrator. */
    @Override
    public void create(Endpoint endpoint) throws SQLException {
        MissingDatabase.make(endpoint);
    }

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
            return new PostgresqlRunner(session, initSql, watchesClients(session));
        } catch (SQLException | RuntimeException failure) {
            session.close();
            throw failure;
        }
    }

    /**
     * Whether the server can look, while a statement runs, whether its client is still there; otherwise it notices at the
     * end of the statement, and the lock of a runner that was killed is held until then. It can since version 14, and not on
     * every system.
     */
    private static boolean watchesClients(PostgresqlSession session) throws SQLException {
        try (Statement statement = session.connection().createStatement()) {
            statement.execute("set client_connection_check_interval = " + PostgresqlRunner.WATCH_MILLIS);
            return true;
        } catch (SQLException failure) {
            if (UNABLE.contains(String.valueOf(failure.getSQLState()))) {
                return false;
            }
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

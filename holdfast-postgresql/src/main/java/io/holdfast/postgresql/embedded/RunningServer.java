package io.holdfast.postgresql.embedded;

import io.holdfast.config.DatabaseUrl;
import io.holdfast.config.Endpoint;
import io.holdfast.engine.EmbeddedServers;
import io.holdfast.error.Phase;
import io.holdfast.log.Log;
import io.holdfast.postgresql.session.Failures;
import io.holdfast.postgresql.session.PostgresqlSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A server that runs in its folder. Only the object that started it stops it. */
final class RunningServer implements EmbeddedServers.Server {
    private static final Log LOG = Log.of(RunningServer.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ServerFolder folder;
    private final Endpoint superuser;
    private Optional<Stopper> stopper;

    /** Stops the server. */
    @FunctionalInterface
    interface Stopper {
        Program.Ended stop() throws IOException, InterruptedException;
    }

    RunningServer(ServerFolder folder, Endpoint superuser, Optional<Stopper> stopper) {
        this.folder = folder;
        this.superuser = superuser;
        this.stopper = stopper;
    }

    /** Whether the server that listens there is the one whose data lie in this folder. */
    boolean answersFromItsFolder() throws IOException {
        try (PostgresqlSession session = PostgresqlSession.open(superuser, PATIENCE);
                Statement statement = session.connection().createStatement();
                ResultSet answer = statement.executeQuery("SHOW data_directory")) {
            return answer.next() && Files.isSameFile(Path.of(answer.getString(1)), folder.data());
        } catch (SQLException e) {
            LOG.debug("what postmaster.pid names does not answer as the server of this folder", e);
            return false;
        }
    }

    @Override
    public Endpoint database(String name) {
        try (PostgresqlSession session = PostgresqlSession.open(superuser, PATIENCE)) {
            if (!exists(session.connection(), name)) {
                try (Statement statement = session.connection().createStatement()) {
                    statement.execute("CREATE DATABASE \"%s\"".formatted(name.replace("\"", "\"\"")));
                }
            }
        } catch (SQLException e) {
            throw Failures.classify(e, Phase.BODY)
                    .during("making a database in the embedded server", name)
                    .causedBy(e);
        }
        DatabaseUrl server = superuser.url();
        return new Endpoint(
                name,
                new DatabaseUrl(server.engine(), false, server.host(), server.port(), name, Map.of()),
                superuser.credentials());
    }

    private static boolean exists(Connection connection, String name) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT 1 FROM pg_catalog.pg_database WHERE datname = ?")) {
            query.setString(1, name);
            try (ResultSet found = query.executeQuery()) {
                return found.next();
            }
        }
    }

    @Override
    public Path folder() {
        return folder.path();
    }

    @Override
    public synchronized void close() {
        Optional<Stopper> mine = stopper;
        stopper = Optional.empty();
        if (mine.isEmpty()) {
            return;
        }
        try {
            Program.Ended ended = mine.get().stop();
            if (!ended.well()) {
                LOG.warn("the embedded server in {} did not stop: {}", folder.path(), ended.said());
            }
        } catch (IOException e) {
            LOG.warn("the embedded server in {} could not be stopped", folder.path(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.warn("stopping the embedded server in {} was interrupted; it goes on", folder.path());
        }
    }
}

package io.holdfast.sqlite;

import io.holdfast.config.DatabaseUrl;
import io.holdfast.config.Endpoint;
import io.holdfast.engine.Scratch;
import io.holdfast.engine.ScratchFolder;
import io.holdfast.sqlite.file.DatabaseFile;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sqlite.SQLiteConnection;

/** Makes files, each in a {@link ScratchFolder}. */
final class SqliteScratch implements Scratch {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Override
    public Database empty(Endpoint like, Optional<Endpoint> server) throws IOException {
        var file = new ScratchFile(like.database());
        DatabaseFile.create(file.path().toString());
        return file;
    }

    /** With SQLite's backup: everything that was committed when it began, whoever writes meanwhile. */
    @Override
    public Database copy(Endpoint original, Optional<Endpoint> server, Sample sample) throws SQLException, IOException {
        var file = new ScratchFile(original.database());
        try (SqliteSession session = Opening.session(original, Settings.READING, PATIENCE)) {
            backUp(session.connection(), file.path());
            return file;
        } catch (SQLException | IOException | RuntimeException failure) {
            file.close();
            throw failure;
        }
    }

    /** The driver's own connection knows the command, which is no statement of SQLite's. */
    private static void backUp(Connection connection, Path file) throws SQLException {
        try (Statement statement = connection.unwrap(SQLiteConnection.class).createStatement()) {
            statement.executeUpdate("backup to '%s'".formatted(file.toString().replace("'", "''")));
        }
    }

    /** A file in a folder of its own. */
    private static final class ScratchFile implements Database {
        private final ScratchFolder folder;
        private final Endpoint endpoint;

        ScratchFile(String name) throws IOException {
            this.folder = ScratchFolder.make(left -> {}); // a file does nothing by itself
            DatabaseUrl url = DatabaseUrl.parse("sqlite:" + path()).url();
            this.endpoint = new Endpoint(name, withoutWaiting(url), Optional.empty());
        }

        /** What is thrown away need not survive a power cut. */
        private static DatabaseUrl withoutWaiting(DatabaseUrl url) {
            return new DatabaseUrl(
                    url.engine(), url.embedded(), url.host(), url.port(), url.path(), Map.of("synchronous", "normal"));
        }

        Path path() {
            return folder.path().resolve("scratch.db");
        }

        @Override
        public Endpoint endpoint() {
            return endpoint;
        }

        @Override
        public List<String> notes() {
            return List.of();
        }

        @Override
        public void close() {
            folder.close();
        }
    }
}

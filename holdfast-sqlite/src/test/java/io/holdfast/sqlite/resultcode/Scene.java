package io.holdfast.sqlite.resultcode;

import io.holdfast.sqlite.TestFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/** Where a provocation happens: a folder with a database file, and connections to it. */
final class Scene implements AutoCloseable {
    private final Path folder;
    private final List<AutoCloseable> open = new ArrayList<>();
    private Optional<Connection> connection = Optional.empty();

    Scene(Path folder) {
        this.folder = folder;
    }

    /** The database file, or a file beside it. */
    Path file(String suffix) {
        return folder.resolve("test.db" + suffix);
    }

    /** A copy of the database and of files beside it, as a process leaves them that dies. */
    Path copied(String... suffixes) throws IOException {
        Path copy = Files.createDirectory(folder.resolve("copy")).resolve("test.db");
        Files.copy(file(""), copy);
        for (String suffix : suffixes) {
            Files.copy(file(suffix), Path.of(copy + suffix));
        }
        return copy;
    }

    /** The connection that the failure is expected in. */
    Connection connection() throws SQLException {
        if (connection.isEmpty()) {
            connection = Optional.of(another());
        }
        return connection.get();
    }

    /** Runs statements where the failure is expected. */
    void run(String... statements) throws SQLException {
        run(connection(), statements);
    }

    static void run(Connection anywhere, String... statements) throws SQLException {
        try (Statement statement = anywhere.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The next connection that is expected to fail does not know what the last one knows. */
    void reopen() throws SQLException {
        connection().close();
        connection = Optional.empty();
    }

    /** Another connection to the same file. */
    Connection another() throws SQLException {
        return connection(file("").toAbsolutePath().toString());
    }

    /** A connection to what the driver is given as the rest of its url. */
    Connection connection(String rest) throws SQLException {
        return closing(DriverManager.getConnection("jdbc:sqlite:" + rest));
    }

    /** A connection that may only read. */
    Connection reading(Path path) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setOpenMode(SQLiteOpenMode.READONLY);
        config.resetOpenMode(SQLiteOpenMode.READWRITE);
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        return closing(config.createConnection("jdbc:sqlite:file:" + path.toAbsolutePath()));
    }

    /** Rows of which the first is read and the others are waiting. */
    ResultSet reading(Connection reader, String query) throws SQLException {
        ResultSet rows = closing(closing(reader.createStatement()).executeQuery(query));
        rows.next();
        return rows;
    }

    /** The file as other tests make it. */
    TestFile testFile() {
        return new TestFile(file(""));
    }

    /** Holds locks on bytes of {@code path} in a process of its own: locks of one process never meet each other. */
    void lockedElsewhere(Path path, List<Integer> places) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Locker.class.getName(),
                path.toString()));
        places.forEach(place -> command.add(place.toString()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        open.add(() -> process.destroyForcibly().waitFor());
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
    }

    private <T extends AutoCloseable> T closing(T resource) {
        open.add(0, resource);
        return resource;
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }
}

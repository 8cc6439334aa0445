package io.holdfast.app.library;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.Holdfast;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CON-1: what was opened is closed again, the connection that only watches included. */
final class ClosedFilesTest {
    private static final Path OPEN_FILES = Path.of("/proc/self/fd");

    @TempDir
    private Path folder;

    @Test
    void aClosedDatabaseOfSqliteHoldsNoFileOpen() throws Exception {
        Path real = Files.createFile(folder.resolve("app.db")).toRealPath();
        Path settings =
                Files.writeString(folder.resolve("holdfast.yaml"), "databases: { app: { url: 'sqlite:app.db' } }");
        try (Holdfast holdfast = Holdfast.open(settings)) {
            holdfast.database("app").call("make", session -> {
                try (var statement = session.connection().createStatement()) {
                    return statement.execute("create table orders (id integer)");
                }
            });
            assertThat(open(real)).isNotEmpty();
        }

        assertThat(open(real)).isEmpty();
    }

    private static List<String> open(Path file) throws IOException {
        List<String> found = new ArrayList<>();
        try (DirectoryStream<Path> handles = Files.newDirectoryStream(OPEN_FILES)) {
            for (Path handle : handles) {
                try {
                    String target = Files.readSymbolicLink(handle).toString();
                    if (target.startsWith(file.toString())) {
                        found.add(target);
                    }
                } catch (NoSuchFileException gone) {
                    // it was closed while the list was read
                }
            }
        }
        return found;
    }
}

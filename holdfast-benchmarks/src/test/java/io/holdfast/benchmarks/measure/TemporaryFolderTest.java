package io.holdfast.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFolderTest {
    @TempDir
    private Path parent;

    @Test
    void itGoesAwayWithEverythingInIt() throws IOException {
        Path missing = parent.resolve("not-there-yet");
        try (TemporaryFolder folder = TemporaryFolder.in(missing)) {
            Files.writeString(
                    Files.createDirectories(folder.path().resolve("a/b")).resolve("file"), "text");
            assertThat(missing).isNotEmptyDirectory();
        }
        assertThat(missing).isEmptyDirectory();
    }
}

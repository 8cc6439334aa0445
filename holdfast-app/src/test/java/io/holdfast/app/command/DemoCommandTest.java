package io.holdfast.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.app.output.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CLI-1, XFER-1, XFER-5, CON-1, R1: the demonstration. */
final class DemoCommandTest {
    private final Path folder;
    private final Shell shell;

    DemoCommandTest(@TempDir Path folder) {
        this.folder = folder;
        this.shell = new Shell(folder);
    }

    @Test
    void itRunsTwiceAndCleansUpOnRequest() {
        for (int run = 0; run < 2; run++) {
            Shell.Result result = shell.run("demo", "--rows", "1000");

            assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.DONE);
            assertThat(result.out()).contains("published: 4 tables, 1,000 rows", "view assessor_load", "trigger");
            assertThat(result.out().split("Equal\\.")).hasSize(6);
            assertThat(result.out())
                    .containsSubsequence(
                            "5. Killing the server with kill -9, while 4 threads write into it",
                            "   kill -9 ",
                            "   starting it again",
                            " done, 0 failed, ",
                            "each that was done, once, and none that failed",
                            "longest pause: ",
                            "the first write was done");
            assertThat(result.out()).doesNotContain("DIFFERENT").contains(folder + "/holdfast-demo", "demo --clean");
        }
        assertThat(folder.resolve("holdfast-demo/report.md")).content().contains("assessor_load");
        assertThat(folder.resolve("holdfast-demo/server/data/postmaster.pid")).doesNotExist();

        assertThat(shell.run("demo", "--clean").code()).isEqualTo(ExitCode.DONE);
        assertThat(folder.resolve("holdfast-demo")).doesNotExist();
        assertThat(shell.run("demo", "--clean").out()).startsWith("nothing to clean up");
    }

    @Test
    void aFolderWithOtherThingsIsLeftAlone() throws Exception {
        Path file = Files.writeString(folder.resolve("mine.txt"), "precious");

        for (String[] line : new String[][] {{"demo", "--dir", "."}, {"demo", "--dir", ".", "--clean"}}) {
            Shell.Result result = shell.run(line);

            assertThat(result.code()).isEqualTo(ExitCode.USAGE);
            assertThat(result.err()).contains("holds things that the demonstration did not make", "hint: ");
        }
        assertThat(file).hasContent("precious");
        assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
    }
}

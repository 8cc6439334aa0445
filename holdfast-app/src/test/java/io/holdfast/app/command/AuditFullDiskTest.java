package io.holdfast.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.app.output.ExitCode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * AUD-2, AUD-3: where the record has no room nothing is done, and the chain goes on when there is room again. Needs the
 * right to mount a small file system.
 */
@Tag("fault")
final class AuditFullDiskTest {
    @TempDir
    private Path folder;

    private Path small = Path.of("");

    @BeforeEach
    void mountASmallDisk() throws Exception {
        small = Files.createDirectory(folder.resolve("small"));
        run("mount", "-t", "tmpfs", "-o", "size=64k,mode=0700", "tmpfs", small.toString());
        Files.createDirectories(folder.resolve("db"));
        Files.writeString(folder.resolve("db/V1__make.sql"), "create table t (n integer);\n");
        Files.writeString(
                folder.resolve("holdfast.yaml"),
                "home: small\ndatabases:\n  app:\n    url: sqlite:app.db\n    migrations: db\n");
        Files.createFile(folder.resolve("app.db"));
    }

    @AfterEach
    void unmountIt() throws Exception {
        run("umount", small.toString());
    }

    @Test
    void anActionThatCannotBePutOnRecordIsRefusedAndTheChainGoesOnLater() throws Exception {
        var shell = new Shell(folder);
        assertThat(shell.run("migrate", "repair").code()).isEqualTo(ExitCode.DONE);
        Path filler = small.resolve("filler");
        fill(filler);
        Shell.Result last = shell.run("migrate", "repair");
        for (int each = 0; each < 40 && last.code() == ExitCode.DONE; each++) {
            last = shell.run("migrate", "repair");
        }

        assertThat(last.code()).isEqualTo(ExitCode.FAILED);
        assertThat(last.err()).contains("record of administrative actions", "No space left", "hint: ");
        for (int each = 0; each < 5; each++) {
            Shell.Result refused = shell.run("migrate", "up");
            assertThat(refused.code()).isEqualTo(ExitCode.FAILED);
            assertThat(refused.err()).contains("nothing was done");
        }
        assertThat(shell.run("audit", "verify").code()).isEqualTo(ExitCode.DONE);

        Files.delete(filler);
        Shell.Result again = shell.run("migrate", "up");
        assertThat(again.code()).as(again.err()).isEqualTo(ExitCode.DONE);
        Shell.Result verified = shell.run("audit", "verify");
        assertThat(verified.code()).as(verified.out()).isEqualTo(ExitCode.DONE);
        try (var files = Files.list(small.resolve("record"))) {
            assertThat(files).hasSizeLessThan(8);
        }
    }

    /** Writes until nothing goes in any more. */
    private static void fill(Path filler) throws IOException {
        byte[] block = new byte[1024];
        boolean room = true;
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (room) {
                room = fits(out, block);
            }
        }
    }

    private static boolean fits(OutputStream out, byte[] block) {
        try {
            out.write(block);
            return true;
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
            return false;
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        int code = new ProcessBuilder(command).inheritIO().start().waitFor();
        assertThat(code).as(Arrays.toString(command)).isZero();
    }
}

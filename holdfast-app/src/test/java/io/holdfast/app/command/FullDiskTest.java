package io.holdfast.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.app.demo.SampleDatabase;
import io.holdfast.app.output.ExitCode;
import io.holdfast.config.DatabaseUrl;
import io.holdfast.config.Endpoint;
import io.holdfast.testkit.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CLI-1, XFER-4: the target's disk has no room. Needs the right to mount a small file system. */
@Tag("fault")
final class FullDiskTest {
    private static final EmbeddedPostgres SERVER = EmbeddedPostgres.shared();

    @TempDir
    private Path folder;

    private Path small = Path.of("");

    @BeforeEach
    void mountASmallDisk() throws Exception {
        small = Files.createDirectory(folder.resolve("small"));
        run("mount", "-t", "tmpfs", "-o", "size=14m,mode=0700", "tmpfs", small.toString());
    }

    @AfterEach
    void unmountIt() throws Exception {
        run("umount", small.toString());
    }

    @Test
    void aFullDiskStopsTheTransferAndLeavesEverythingAsItWas() throws Exception {
        Path source = folder.resolve("app.db");
        SampleDatabase.of(60_000).writeTo(source);
        byte[] before = Files.readAllBytes(source);
        Endpoint any = SERVER.freshDatabase();
        SERVER.execute(
                any,
                "create tablespace small location '%s'".formatted(small),
                "create database on_small tablespace small");
        Endpoint target = beside(any, "on_small");
        try {
            String empty = new TargetPicture(target).take();

            Shell.Result result =
                    new Shell(folder).run("transfer", "--from", "sqlite:app.db", "--to", Addresses.of(target));

            assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.FAILED);
            assertThat(result.err())
                    .containsPattern("holdfast: .*(disk|space|room)")
                    .contains("hint: ");
            assertThat(new TargetPicture(target).take()).isEqualTo(empty);
            assertThat(Files.readAllBytes(source)).isEqualTo(before);
        } finally {
            SERVER.execute(any, "drop database on_small with (force)", "drop tablespace small");
        }
    }

    private static Endpoint beside(Endpoint other, String database) {
        DatabaseUrl url = other.url();
        var moved = new DatabaseUrl(url.engine(), false, url.host(), url.port(), database, url.parameters());
        return new Endpoint(database, moved, other.credentials());
    }

    private static void run(String... command) throws IOException, InterruptedException {
        int code = new ProcessBuilder(command).inheritIO().start().waitFor();
        assertThat(code).as(Arrays.toString(command)).isZero();
    }
}

package io.holdfast.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.app.output.ExitCode;
import io.holdfast.config.Endpoint;
import io.holdfast.testkit.EmbeddedPostgres;
import io.holdfast.testkit.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * MIG-3, R4: a migration for which the disk has no room leaves nothing, and so does one of a file that cannot be written.
 * Needs the right to mount a small file system.
 */
@Tag("fault")
final class MigrateFullDiskTest {
    private static final EmbeddedPostgres SERVER = EmbeddedPostgres.shared();

    @TempDir
    private Path folder;

    private Path small = Path.of("");

    @BeforeEach
    void mountASmallDisk() throws Exception {
        small = Files.createDirectory(folder.resolve("small"));
        run("mount", "-t", "tmpfs", "-o", "size=4m,mode=0700", "tmpfs", small.toString());
        Files.createDirectories(folder.resolve("db"));
        file("V1__make.sql", "create table t (n integer);\n");
    }

    @AfterEach
    void unmountIt() throws Exception {
        run("umount", small.toString());
    }

    private void declare(String url) throws IOException {
        Files.writeString(
                folder.resolve("holdfast.yaml"),
                "databases:\n  app:\n    url: %s\n    migrations: db\n".formatted(url));
    }

    private void file(String name, String text) throws IOException {
        Files.writeString(folder.resolve("db").resolve(name), text);
    }

    private void assertThatItFailedAndNothingIsLeft() {
        var shell = new Shell(folder);
        Shell.Result result = shell.run("migrate", "up");

        assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.FAILED);
        assertThat(result.err())
                .contains("V2__big.sql:2, statement 2 of 2")
                .containsPattern("disk|room|space")
                .contains("nothing of this file is left");
        Shell.Result status = shell.run("migrate", "status");
        assertThat(status.out()).startsWith("app: version 1, 1 pending\n");
    }

    @Test
    @Scenario({10, 46})
    void aFileOfSqliteOnAFullDiskIsAsItWas() throws Exception {
        declare("sqlite:small/app.db");
        Files.createFile(small.resolve("app.db"));
        assertThat(new Shell(folder).run("migrate", "up").code()).isEqualTo(ExitCode.DONE);
        file(
                "V2__big.sql",
                "create table big (b text);\ninsert into big with recursive n(i) as (select 1 union all select i + 1 from"
                        + " n where i < 1000) select hex(randomblob(5000)) from n;\n");

        assertThatItFailedAndNothingIsLeft();

        file("V2__big.sql", "create table big (b text);\n");
        assertThat(new Shell(folder).run("migrate", "up").code()).isEqualTo(ExitCode.DONE);
    }

    @Test
    @Scenario(10)
    void aServerWhoseDiskIsFullHasNothingOfIt() throws Exception {
        Endpoint place = SERVER.freshDatabase();
        String tablespace = "small_" + System.nanoTime();
        SERVER.execute(place, "create tablespace %s location '%s'".formatted(tablespace, small));
        try {
            declare(Addresses.of(place));
            assertThat(new Shell(folder).run("migrate", "up").code()).isEqualTo(ExitCode.DONE);
            file(
                    "V2__big.sql",
                    "create table big (b text) tablespace %s;\ninsert into big select string_agg(md5(i::text), '') from generate_series(1, 20000) as i, generate_series(1, 20) as row group by row;\n"
                            .formatted(tablespace));

            assertThatItFailedAndNothingIsLeft();
        } finally {
            SERVER.execute(place, "drop tablespace " + tablespace);
        }
    }

    @Test
    @Scenario(46)
    void aFileOfSqliteThatCannotBeWrittenIsNotMigrated() throws Exception {
        declare("sqlite:small/app.db");
        Files.createFile(small.resolve("app.db"));
        assertThat(new Shell(folder).run("migrate", "up").code()).isEqualTo(ExitCode.DONE);
        file("V2__more.sql", "create table more (n integer);\n");
        byte[] before = Files.readAllBytes(small.resolve("app.db"));
        run("mount", "-o", "remount,ro", small.toString());

        Shell.Result result = new Shell(folder).run("migrate", "up");

        assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(result.err())
                .contains("cannot be opened", "give this user the right to read and write the file")
                .doesNotContain("\tat ");
        assertThat(Files.readAllBytes(small.resolve("app.db"))).isEqualTo(before);
    }

    private static void run(String... command) throws IOException, InterruptedException {
        int code = new ProcessBuilder(command).inheritIO().start().waitFor();
        assertThat(code).as(Arrays.toString(command)).isZero();
    }
}

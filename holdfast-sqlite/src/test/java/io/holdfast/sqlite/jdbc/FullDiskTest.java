package io.holdfast.sqlite.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CON-9, TX-1: a disk without room leaves no half of a write. Needs the right to mount a small file system. */
@Tag("fault")
final class FullDiskTest {
    private static final String TOO_MUCH =
            "insert into t (b) with recursive n(i) as (select 1 union all select i + 1 from n where i < 1000)"
                    + " select hex(randomblob(5000)) from n";

    @TempDir
    private Path folder;

    private Path small = Path.of("");
    private OpenFile open;

    @BeforeEach
    void mountASmallDisk() throws Exception {
        small = Files.createDirectory(folder.resolve("small"));
        run("mount", "-t", "tmpfs", "-o", "size=4m,mode=0700", "tmpfs", small.toString());
        open = OpenFile.in(small, "create table t (a integer primary key, b text)");
        open.run("insert into t values (1, 'first')");
    }

    @AfterEach
    void unmountIt() throws Exception {
        open.close();
        run("umount", small.toString());
    }

    private String rows() throws SQLException {
        return open.foreign("select group_concat(b, ' ') from (select b from t order by a)");
    }

    @Test
    void aSingleStatementLeavesNothingAndTheConnectionGoesOn() throws SQLException {
        assertThat(OpenFile.failureOf(() -> open.run(TOO_MUCH)).kind()).isEqualTo(ErrorKind.DISK_FULL);
        assertThat(OpenFile.failureOf(() -> open.ask(TOO_MUCH + " returning a")).kind())
                .isEqualTo(ErrorKind.DISK_FULL);
        assertThat(rows()).isEqualTo("first");
        open.run("insert into t values (2, 'second')");
        assertThat(rows()).isEqualTo("first second");
    }

    @Test
    void aTransactionLeavesNothingAndTheConnectionGoesOn() throws SQLException {
        ManagedConnection connection = open.connection();
        connection.setAutoCommit(false);
        open.run("insert into t values (2, 'lost')");
        Failure full = OpenFile.failureOf(Phase.COMMIT, () -> {
            open.run(TOO_MUCH);
            connection.commit();
        });
        assertThat(full.kind()).isEqualTo(ErrorKind.DISK_FULL);
        connection.rollback();
        assertThat(rows()).isEqualTo("first");
        open.run("insert into t values (3, 'third')");
        connection.commit();
        assertThat(rows()).isEqualTo("first third");
    }

    private static void run(String... command) throws IOException, InterruptedException {
        int code = new ProcessBuilder(command).inheritIO().start().waitFor();
        assertThat(code).as(Arrays.toString(command)).isZero();
    }
}

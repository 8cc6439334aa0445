package io.holdfast.sqlite.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.sqlite.file.DatabaseFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CON-9: connections that write one file at the same time get what each of them is due. */
final class SharingTest {
    private static final int WRITERS = 8;

    @TempDir
    private Path folder;

    private OpenFile open;
    private final List<OpenFile> writers = new ArrayList<>();

    @BeforeEach
    void open() throws Exception {
        open = OpenFile.in(folder, "create table t (a integer primary key, b text)");
        for (int each = 0; each < WRITERS; each++) {
            writers.add(OpenFile.of(open.file(), "normal"));
        }
    }

    @AfterEach
    void close() throws Exception {
        for (OpenFile writer : writers) {
            writer.close();
        }
        open.close();
    }

    @Test
    void writersOfOneProcessGetAlmostTheSame() throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
        List<FutureTask<Integer>> counts = new ArrayList<>();
        for (OpenFile writer : writers) {
            var task = new FutureTask<>(() -> commitsUntil(end, writer));
            counts.add(task);
            new Thread(task).start();
        }
        List<Integer> commits = new ArrayList<>();
        for (FutureTask<Integer> count : counts) {
            commits.add(count.get(30, TimeUnit.SECONDS));
        }
        int all = commits.stream().mapToInt(Integer::intValue).sum();
        assertThat(open.foreign("select count(*) from t")).isEqualTo(String.valueOf(all));
        assertThat(Collections.min(commits)).as("%s", commits).isGreaterThanOrEqualTo(Collections.max(commits) / 2);
    }

    private static int commitsUntil(long end, OpenFile writer) throws SQLException {
        int commits = 0;
        writer.connection().setAutoCommit(false);
        while (System.nanoTime() - end < 0) {
            writer.run("insert into t (b) values ('x')");
            writer.connection().commit();
            commits++;
        }
        return commits;
    }

    @Test
    void whoMeetsAnotherProcessWithASingleStatementMakesRoomForIt() throws Exception {
        try (Connection foreign = open.file().connect();
                Statement statement = foreign.createStatement()) {
            statement.execute("begin immediate");
            var waiting = new FutureTask<>(() -> open.run("insert into t (b) values ('x')"));
            var thread = new Thread(waiting);
            thread.start();
            await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
            statement.execute("commit");
            assertThat(waiting.get(5, TimeUnit.SECONDS)).isEqualTo(1);
        }
        WriteLane lane = WriteLane.of(new DatabaseFile(open.path().toRealPath()).identity());
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(200);
        long longest = 0;
        while (System.nanoTime() - end < 0) {
            long before = System.nanoTime();
            assertThat(lane.enter(new WriteLane.Turn(), Long.MAX_VALUE)).isEqualTo(WriteLane.Outcome.GRANTED);
            longest = Math.max(longest, System.nanoTime() - before);
            lane.exit();
        }
        lane.leave();
        assertThat(Duration.ofNanos(longest)).isGreaterThanOrEqualTo(Duration.ofMillis(15));
    }

    /** Each of them asking for itself would have kept the others waiting for 50 ms. */
    @Test
    @Tag("fault")
    void aLogThatAReaderKeepsLongStopsNobodyForLong() throws Exception {
        try (OpenFile reader = OpenFile.of(open.file())) {
            reader.connection().setReadOnly(true);
            reader.connection().setAutoCommit(false);
            reader.ask("select count(*) from t");
            open.run("insert into t (b) with recursive n(i) as (select 1 union all select i + 1 from n where i < 4000)"
                    + " select hex(randomblob(10000)) from n");
            assertThat(Files.size(folder.resolve("test.db-wal"))).isGreaterThan(64L << 20);
            long start = System.nanoTime();
            for (OpenFile writer : writers) {
                writer.run("insert into t (b) values ('y')");
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(200));
        }
    }
}

package io.holdfast.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.holdfast.database.Database;
import io.holdfast.database.Operation;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CON-1: closing a database ends what would go on for ever inside of SQLite, which cannot be cut off from outside. */
final class ClosingTest {
    private static final String ENDLESS =
            "with recursive n(i) as (select 1 union all select i + 1 from n) select sum(i) from n";

    @TempDir
    private Path folder;

    @Test
    void aQueryThatDoesNotEndIsInterrupted() throws Exception {
        Database database = TestFile.in(folder, "create table t (a integer)").declared();
        CompletableFuture<HoldfastException> query =
                CompletableFuture.supplyAsync(() -> catchThrowableOfType(HoldfastException.class, () -> sum(database)));
        await().until(() -> database.poolStatus().orElseThrow().active() == 1);

        long start = System.nanoTime();
        database.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
        assertThat(query.get(10, TimeUnit.SECONDS).kind()).isEqualTo(ErrorKind.CANCELLED);
    }

    private static long sum(Database database) {
        return database.call(Operation.read("sum"), session -> {
            try (Statement statement = session.connection().createStatement();
                    ResultSet row = statement.executeQuery(ENDLESS)) {
                return row.getLong(1);
            }
        });
    }
}

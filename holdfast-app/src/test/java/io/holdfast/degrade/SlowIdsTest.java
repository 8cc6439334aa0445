package io.holdfast.degrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.Holdfast;
import io.holdfast.degrade.LineWrite.Line;
import io.holdfast.degrade.Shop.Kind;
import io.holdfast.disk.Disk;
import io.holdfast.resilience.Time;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DEG-2: a database in which ids cannot be removed holds up nobody who asks something of the queue. */
final class SlowIdsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    @Test
    void whoAsksIsAnsweredWhileTheRemovalOfIdsWaitsForALock() throws SQLException {
        try (Shop shop = Shop.in(folder, Kind.POSTGRESQL).with("databases.app.timeouts.transaction", "60s");
                Holdfast holdfast = shop.open();
                Operations operations = operations(shop, holdfast)) {
            operations.deferrable(new LineWrite(1)).write("a", new Line("a", 1));
            try (Connection other = shop.locking("holdfast_applied")) {
                await().atMost(PATIENCE)
                        .until(() -> !shop.read("select pid from pg_locks where not granted")
                                .isEmpty());

                assertThat(shop.queue().tryEverything().refused()).isEmpty();

                assertThat(shop.read("select pid from pg_locks where not granted"))
                        .as("ids wait to be removed still")
                        .isNotEmpty();
                other.rollback();
            }
        }
    }

    private static Operations operations(Shop shop, Holdfast holdfast) {
        var tuning = new Desk.Tuning(2_000, Duration.ofMillis(20), step -> {});
        var config = shop.config();
        var around = new Desk.Surroundings(
                Disk.local(),
                Operations.folder(config.home()),
                config.queue(),
                holdfast::database,
                Time.real(),
                tuning);
        return new Operations(around, holdfast.events());
    }
}

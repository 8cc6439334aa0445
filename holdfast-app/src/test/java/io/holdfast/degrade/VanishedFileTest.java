package io.holdfast.degrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.holdfast.Holdfast;
import io.holdfast.degrade.LineWrite.Line;
import io.holdfast.degrade.Shop.Kind;
import io.holdfast.engine.SqlSession;
import io.holdfast.event.Availability;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DEG-1: while nobody has noticed that a SQLite file has vanished, writes are queued, and reads have their fallback. */
final class VanishedFileTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int TIMES = 5;
    private static final int WRITES = 10;

    @TempDir
    private Path folder;

    private static Long count(SqlSession session, String name) throws SQLException {
        try (PreparedStatement query =
                session.connection().prepareStatement("select count(*) from line where name = ?")) {
            query.setString(1, name);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    @Test
    void noneIsRefused() {
        try (Shop shop = Shop.in(folder, Kind.SQLITE).with("databases.app.probe.every", "200ms");
                Holdfast holdfast = shop.open()) {
            DeferrableWrite<Line> lines = holdfast.operations().deferrable(new LineWrite(1));
            ReadOperation<String, Long> count = holdfast.operations()
                    .read("count-lines", "app", VanishedFileTest::count)
                    .orElse(-1L);
            List<String> told = new ArrayList<>();
            for (int time = 0; time < TIMES; time++) {
                shop.takeAway();
                for (int number = 0; number < WRITES; number++) {
                    String line = String.valueOf(time * WRITES + number);
                    lines.write("key" + number, new Line("line", Integer.parseInt(line)));
                    told.add(line);
                    assertThat(count.ask("line").value()).isBetween(-1L, (long) told.size());
                }
                shop.giveBack();
                await().atMost(PATIENCE)
                        .until(() -> holdfast.operations().queued().isEmpty());
            }
            assertThat(shop.lines("line")).containsExactlyInAnyOrderElementsOf(told);
        }
    }

    @Test
    void itIsNotTakenForTheTableOfIds() {
        try (Shop shop = Shop.in(folder, Kind.SQLITE);
                Holdfast holdfast = shop.open()) {
            await().atMost(PATIENCE).until(() -> holdfast.availability() == Availability.READY);
            shop.takeAway();
            await().atMost(PATIENCE).until(() -> holdfast.availability() == Availability.DOWN);

            assertThatThrownBy(() -> new Applied("test")
                            .once(holdfast.database("app"), UUID.randomUUID(), "test", nothing -> {}))
                    .hasMessageContaining("there is no file")
                    .isInstanceOfSatisfying(
                            Applied.Unusable.class,
                            failure -> assertThat(failure.isDatabaseGone()).isTrue());
        }
    }
}

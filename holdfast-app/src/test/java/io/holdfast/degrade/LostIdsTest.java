package io.holdfast.degrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.holdfast.Holdfast;
import io.holdfast.degrade.LineWrite.Line;
import io.holdfast.degrade.Receipt.State;
import io.holdfast.degrade.Shop.Kind;
import io.holdfast.error.HoldfastException;
import io.holdfast.event.Availability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** DEG-1, DEG-2: where the ids of writes were removed from a database, nothing is done twice, and it is said what to do. */
final class LostIdsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private static DeferrableWrite<Line> lines(Holdfast holdfast) {
        return holdfast.operations().deferrable(new LineWrite(1));
    }

    /** What drain says of the database, once it says something. */
    private static String reason(Shop shop) {
        await().atMost(PATIENCE)
                .until(() -> shop.queue().tryEverything().refused().containsKey("app"));
        return String.valueOf(shop.queue().tryEverything().refused().get("app"));
    }

    /** Does what {@code reason} says. */
    private static void makeTable(Shop shop, String reason) {
        assertThat(reason).contains("holdfast_applied", "create table");
        for (String statement : reason.substring(reason.indexOf("create table")).split(";")) {
            shop.execute(statement);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsQueuedGoesOnWhenThatIsDone(Kind kind) {
        try (Shop shop = Shop.in(folder, kind);
                Holdfast holdfast = shop.open()) {
            DeferrableWrite<Line> lines = lines(holdfast);
            lines.write("a", new Line("a", 1));
            shop.execute("drop table holdfast_applied");
            assertThatThrownBy(() -> lines.write("a", new Line("a", 2)))
                    .isInstanceOf(HoldfastException.class)
                    .hasMessageContaining("holdfast_applied");
            shop.takeAway();
            await().atMost(PATIENCE).until(() -> holdfast.availability() == Availability.DOWN);
            assertThat(lines.write("a", new Line("a", 3)).state()).isEqualTo(State.QUEUED);
            shop.giveBack();
            await().atMost(PATIENCE).until(() -> holdfast.availability() == Availability.READY);

            makeTable(shop, reason(shop));

            await().atMost(PATIENCE).until(() -> holdfast.operations().queued().isEmpty());
            assertThat(shop.lines("a")).containsExactly("1", "3");
            assertThat(shop.queue().tryEverything().refused()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatMayHaveTakenEffectIsNotDoneAgain(Kind kind) throws IOException {
        try (Shop shop = Shop.in(folder, kind)) {
            Path segment = shop.queue().path().resolve("queue-000000001.jsonl");
            shop.takeAway();
            try (Holdfast holdfast = shop.open()) {
                lines(holdfast).write("a", new Line("a", 1));
            }
            byte[] queued = Files.readAllBytes(segment);
            shop.giveBack();
            try (Holdfast holdfast = shop.open()) {
                lines(holdfast);
                await().atMost(PATIENCE)
                        .until(() -> holdfast.operations().queued().isEmpty());
            }
            loseWhatBecameOfIt(shop, segment, queued);
            shop.execute("drop table holdfast_applied");
            try (Holdfast holdfast = shop.open()) {
                DeferrableWrite<Line> lines = lines(holdfast);
                String reason = reason(shop);
                assertThat(shop.lines("a")).containsExactly("1");

                List<QueueEntry> doubtful = shop.queue().status().entries();
                assertThat(doubtful).hasSize(1);
                List<UUID> ids = List.of(doubtful.get(0).id());
                await().atMost(PATIENCE) // it may be just being tried
                        .until(() -> !shop.queue().drop(ids).done().isEmpty());
                makeTable(shop, reason);

                assertThat(lines.write("a", new Line("a", 2)).state()).isEqualTo(State.APPLIED);
            }
            assertThat(shop.lines("a")).containsExactly("1", "2");
        }
    }

    /** As at a power cut: the entry was forced, and what became of it was not. */
    private static void loseWhatBecameOfIt(Shop shop, Path segment, byte[] queued) throws IOException {
        try (var files = Files.list(shop.queue().path())) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".jsonl")).toList()) {
                Files.delete(file);
            }
        }
        Files.write(segment, queued);
    }
}

package io.holdfast.degrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.Holdfast;
import io.holdfast.degrade.LineWrite.Line;
import io.holdfast.degrade.Shop.Kind;
import io.holdfast.signal.Signal.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DEG-2, OBS-2: the signal and the command say the same of damaged files. */
final class DamageSignalTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Shop shop;

    DamageSignalTest(@TempDir Path folder) {
        this.shop = Shop.in(folder, Kind.SQLITE);
    }

    @AfterEach
    void stop() {
        shop.close();
    }

    private static Level level(Holdfast holdfast) {
        return holdfast.signals().read().stream()
                .filter(signal -> signal.name().equals("queue.damage"))
                .findFirst()
                .orElseThrow()
                .level();
    }

    @Test
    void aDamagedFileThatIsKeptIsToldUntilAPersonHasRemovedIt() throws IOException {
        shop.takeAway();
        try (Holdfast holdfast = shop.open()) {
            DeferrableWrite<Line> lines = holdfast.operations().deferrable(new LineWrite(1));
            lines.write("a", new Line("a", 1));
            lines.write("a", new Line("a", 2));
        }
        Path segment = shop.queue().path().resolve("queue-000000001.jsonl");
        byte[] bytes = Files.readAllBytes(segment);
        bytes[20] ^= 1;
        Files.write(segment, bytes);
        shop.giveBack();
        try (Holdfast holdfast = shop.open()) {
            holdfast.operations().deferrable(new LineWrite(1));
            assertThat(level(holdfast)).isEqualTo(Level.ERROR);
            await().atMost(PATIENCE).until(() -> !shop.queue().status().kept().isEmpty());
            assertThat(level(holdfast)).isEqualTo(Level.ERROR);
        }
        try (Holdfast holdfast = shop.open()) {
            holdfast.operations().deferrable(new LineWrite(1));
            assertThat(shop.queue().status().damages()).isEmpty();
            assertThat(level(holdfast)).as("after a restart").isEqualTo(Level.ERROR);

            Files.delete(shop.queue().status().kept().get(0));

            assertThat(level(holdfast)).isEqualTo(Level.OK);
        }
    }
}

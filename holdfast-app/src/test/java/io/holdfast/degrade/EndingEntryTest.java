package io.holdfast.degrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.Holdfast;
import io.holdfast.degrade.LineWrite.Line;
import io.holdfast.degrade.Shop.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DEG-2: an entry that ends the process whenever it is applied is set aside, and no other one is. */
@Tag("queue")
final class EndingEntryTest {
    private static final String ENDED = "the process ended while it was applied";
    private static final int MOST_LIVES = 8;

    @TempDir
    private Path folder;

    private Shop shop;

    EndingEntryTest(@TempDir Path first) {
        this.shop = Shop.in(first, Kind.SQLITE);
    }

    @AfterEach
    void stop() {
        shop.close();
    }

    private void queue(Kind kind, int attempts) {
        shop = Shop.in(folder, kind).with("queue.attempts", String.valueOf(attempts));
        shop.takeAway();
        try (Holdfast holdfast = shop.open()) {
            DeferrableWrite<Line> lines = holdfast.operations().deferrable(new LineWrite(1));
            lines.write("a", new Line("a", -1));
            lines.write("a", new Line("a", 1));
            lines.write("b", new Line("b", 1));
            lines.write("c", new Line("c", 1));
        }
        shop.giveBack();
    }

    /** How it ended: {@link EndingProgram#DIED}, or 0. */
    private int live(int company) throws IOException, InterruptedException {
        Path settings = folder.resolve("settings");
        Files.writeString(
                settings,
                shop.flags().entrySet().stream()
                        .map(setting -> setting.getKey() + "=" + setting.getValue())
                        .collect(Collectors.joining("\n")));
        Path said = folder.resolve("said");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EndingProgram.class.getName(),
                        settings.toString(),
                        String.valueOf(company))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as("it ended; it said: %s", Files.readString(said))
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(Files.readString(said)).isIn(0, EndingProgram.DIED);
        return process.exitValue();
    }

    /** How many lives ended before their time. */
    private int deaths() throws IOException, InterruptedException {
        for (int deaths = 0; deaths < MOST_LIVES; deaths++) {
            if (live(0) == 0) {
                return deaths;
            }
        }
        throw new AssertionError("it dies for ever");
    }

    private void assertOnlyThatOneIsSetAside() {
        List<QueueEntry> left = shop.queue().status().entries();
        assertThat(left).hasSize(1);
        assertThat(left.get(0).state()).isEqualTo(QueueEntry.State.SET_ASIDE);
        assertThat(left.get(0).sentence()).contains(ENDED);
        for (String key : List.of("a", "b", "c")) {
            assertThat(shop.lines(key)).as(key).containsExactly("1");
        }
    }

    @Test
    void itIsSetAsideAfterAsManyDeathsAsAttemptsAreAllowedAndTheOthersGoOn() throws Exception {
        queue(Kind.SQLITE, 3);

        assertThat(deaths()).isEqualTo(3);

        assertOnlyThatOneIsSetAside();
        assertThat(shop.queue().status().entries().get(0).attempts()).isEqualTo(3);
    }

    @Test
    void whoWasBeingAppliedBesideItIsNotTakenForTheCulprit() throws Exception {
        queue(Kind.POSTGRESQL, 1);

        assertThat(live(2)).isEqualTo(EndingProgram.DIED);
        assertThat(shop.queue().status().setAside()).isZero();
        assertThat(deaths()).as("alone").isEqualTo(1);

        assertOnlyThatOneIsSetAside();
    }

    @Test
    void afterItWasGivenBackItHasItsAttemptsAgain() throws Exception {
        queue(Kind.SQLITE, 2);
        assertThat(deaths()).isEqualTo(2);

        assertThat(shop.queue().retry(List.of()).done()).hasSize(1);

        assertThat(deaths()).isEqualTo(2);
        assertOnlyThatOneIsSetAside();
    }
}

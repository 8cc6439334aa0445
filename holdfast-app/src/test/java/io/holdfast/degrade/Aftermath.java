package io.holdfast.degrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.Holdfast;
import io.holdfast.config.Endpoint;
import io.holdfast.degrade.Shop.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What must be true after a {@link QueueProgram} has died, once and again. */
final class Aftermath implements AutoCloseable {
    private final Path folder;
    private final Shop shop;
    private final Map<String, List<Integer>> acknowledged = new TreeMap<>();
    private int life;

    Aftermath(Path folder, Kind kind) {
        this.folder = folder;
        this.shop = Shop.in(folder, kind);
    }

    /** The arguments of the next program. */
    String[] arguments() {
        Endpoint place = shop.place();
        List<String> arguments =
                new ArrayList<>(List.of(folder.toString(), place.url().toString(), String.valueOf(life++ * 1_000_000)));
        place.credentials().ifPresent(known -> {
            arguments.add(known.user());
            arguments.add(known.password().reveal());
        });
        return arguments.toArray(String[]::new);
    }

    /** Everything that {@code output} says to be done or queued is done once, in the order of its key. */
    void check(String output) {
        output.lines()
                .filter(line -> line.startsWith(QueueProgram.ACKNOWLEDGED) && line.endsWith("."))
                .map(line -> line.substring(QueueProgram.ACKNOWLEDGED.length()).split(" "))
                .forEach(words -> acknowledged
                        .computeIfAbsent(words[0], key -> new ArrayList<>())
                        .add(Integer.valueOf(words[1])));
        shop.giveBack();
        try (Holdfast holdfast = shop.open()) {
            holdfast.operations().deferrable(new LineWrite(1));
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> holdfast.operations().queued().stream()
                            .noneMatch(entry -> entry.state() == QueueEntry.State.WAITING));
        }
        for (int key = 0; key < QueueProgram.KEYS; key++) {
            List<Integer> found =
                    shop.lines("key" + key).stream().map(Integer::valueOf).toList();
            assertThat(found).as("key%d", key).doesNotHaveDuplicates().isSorted();
            assertThat(found).containsAll(acknowledged.getOrDefault("key" + key, List.of()));
            assertThat(found.size()
                            - acknowledged.getOrDefault("key" + key, List.of()).size())
                    .as("lines that nobody was told of, at most one for each life")
                    .isLessThanOrEqualTo(life);
        }
        assertThat(shop.lines(QueueProgram.POISON)).isEmpty();
        assertThat(shop.queue().status().damages()).isEmpty();
    }

    long acknowledged() {
        return acknowledged.values().stream().mapToLong(List::size).sum();
    }

    @Override
    public void close() {
        shop.close();
    }
}

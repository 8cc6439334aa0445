package io.holdfast.flag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.holdfast.config.Endpoint;
import io.holdfast.disk.Disk;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.flag.Keeping.Kind;
import io.holdfast.resilience.Time;
import io.holdfast.testkit.CallerThreads;
import io.holdfast.testkit.CrashRunner;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** AUD-4: many processes keep one copy of the flags: an older state never replaces a newer one, and nobody reads half a file. */
final class SharedCopyTest {
    private static final int VERSIONS = 200;
    private static final int PROCESSES = 3;

    private final ExecutorService threads = CallerThreads.open();

    @TempDir
    private Path folder;

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    /** A process that keeps each version once, in an order of its own; the flag {@code mine-N} is known to it alone. */
    static final class Writer {
        private Writer() {}

        public static void main(String... arguments) {
            int number = Integer.parseInt(arguments[1]);
            List<Integer> versions = new ArrayList<>();
            for (int version = 1; version <= VERSIONS; version++) {
                versions.add(version);
            }
            Collections.shuffle(versions, new Random(number));
            FlagCopy copy = copy(Path.of(arguments[0]));
            for (int version : versions) {
                keep(
                        copy,
                        new FlagCopy.Content(
                                Instant.EPOCH.plusSeconds(version).toString(),
                                List.of(flag("colour", version), flag("mine-" + number, 1))));
            }
        }

        /** As an application does, which comes again where others do not let it. */
        private static void keep(FlagCopy copy, FlagCopy.Content content) {
            boolean kept = false;
            while (!kept) {
                try {
                    copy.keep(content);
                    kept = true;
                } catch (HoldfastException held) {
                    assertThat(held.kind()).isEqualTo(ErrorKind.LOCKED);
                }
            }
        }
    }

    private static Flag flag(String name, long version) {
        return new Flag(name, FlagType.TEXT, "v" + version + "x".repeat(3_000), version, "ada", "2026-01-31T12:00:00Z");
    }

    private static FlagCopy copy(Path home) {
        return new FlagCopy(Disk.local(), home.resolve("flags.json"), Time.real());
    }

    private static long version(Optional<FlagCopy.Content> content) {
        return content.stream()
                .flatMap(found -> found.flags().stream())
                .filter(flag -> flag.name().equals("colour"))
                .mapToLong(Flag::version)
                .findFirst()
                .orElse(0);
    }

    @Test
    void whateverTheirOrderTheNewestIsKeptAndEveryReadingIsWhole() throws Exception {
        List<Future<?>> writers = new ArrayList<>();
        for (int number = 1; number <= PROCESSES; number++) {
            String each = Integer.toString(number);
            writers.add(threads.submit(() -> CrashRunner.of(Writer.class).toTheEnd(folder.toString(), each)));
        }

        long newest = 0;
        while (!writers.stream().allMatch(Future::isDone)) {
            long read = version(copy(folder).load());
            assertThat(read).isGreaterThanOrEqualTo(newest);
            newest = read;
        }
        for (Future<?> writer : writers) {
            writer.get();
        }

        FlagCopy.Content last = copy(folder).load().orElseThrow();
        assertThat(last.flags())
                .extracting(Flag::name, Flag::version)
                .containsExactlyInAnyOrder(
                        tuple("colour", (long) VERSIONS),
                        tuple("mine-1", 1L),
                        tuple("mine-2", 1L),
                        tuple("mine-3", 1L));
        assertThat(last.read()).isEqualTo(Instant.EPOCH.plusSeconds(VERSIONS));
    }

    /** Whoever has set a flag cannot read the others again. */
    private static Consumer<SetStep> awayAfterwards(Endpoint place) {
        return step -> {
            if (step == SetStep.OUTCOME_RECORDED) {
                Keeping.execute(place, "alter table holdfast_flag rename to away");
            }
        };
    }

    @Test
    void whatOneApplicationHasSetIsNotTakenBackByAnotherThatHasReadBefore() {
        Endpoint place = Kind.SQLITE.in(folder);
        Path home = folder.resolve("home");
        try (Keeping first = Keeping.in(place, home);
                Keeping second = new Keeping(place, home, awayAfterwards(place), step -> {})) {
            first.set("colour", "red");
            second.flags.refresh();
            first.set("colour", "blue");

            second.set("size", "7");
        }

        assertThat(copy(home).load().orElseThrow().flags())
                .extracting(Flag::name, Flag::value)
                .containsExactlyInAnyOrder(tuple("colour", "blue"), tuple("size", "7"));
    }

    @Test
    void whileSomebodyElseDoesNotEndTheCopyIsKeptLater() throws IOException {
        Endpoint place = Kind.SQLITE.in(folder);
        Path home = Files.createDirectories(folder.resolve("home"));
        try (Keeping keeping = Keeping.in(place, home)) {
            try (Closeable held = Disk.local().hold(home.resolve("flags.json.lock"))) {
                keeping.set("colour", "blue");
                assertThat(held).isNotNull();
                assertThat(copy(home).load()).isEmpty();
                assertThat(keeping.flags.text("colour", "none")).isEqualTo("blue");
            }

            keeping.flags.refresh();

            assertThat(copy(home).load().orElseThrow().flags()).hasSize(1);
        }
    }
}

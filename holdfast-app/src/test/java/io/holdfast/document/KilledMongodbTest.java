package io.holdfast.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.engine.document.Body;
import io.holdfast.engine.document.CollectionModel;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.resilience.Time;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * DOC-1: the server of MongoDB is killed under load, by the command that {@code HOLDFAST_TEST_MONGODB_RESTART} has: what was
 * acknowledged is there, and what failed took effect once or not at all.
 */
@Tag("docgw")
@EnabledIfEnvironmentVariable(named = "HOLDFAST_TEST_MONGODB_RESTART", matches = ".+")
final class KilledMongodbTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration REST = Duration.ofMillis(20);
    private static final int WRITERS = 4;
    private static final int KILLS = 2;
    private static final int BETWEEN = 40;

    @TempDir
    private Path folder;

    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger done = new AtomicInteger();
    private final Queue<String> stored = new ConcurrentLinkedQueue<>();

    /** What a writer was told of the changes of its counter. */
    private record Told(int done, int unknown) {}

    @Test
    void nothingThatWasAcknowledgedIsLostAndNothingIsDoubled() throws Exception {
        CollectionModel things = CollectionModel.named("things");
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        try (Stores place = MongodbStores.fresh(folder)) {
            Documents documents = Documents.in(place.store(things), "documents", things);
            documents.make();
            List<Future<Told>> logs = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                String counter = "counter-" + writer;
                documents.insert(counter, Body.of(Map.of("n", 0)));
                logs.add(writers.submit(() -> write(documents, counter)));
            }
            for (int kill = 0; kill < KILLS; kill++) {
                awaitMore();
                restart();
            }
            awaitMore();
            over.set(true);

            for (int writer = 0; writer < WRITERS; writer++) {
                Told told = logs.get(writer).get();
                Document counter = documents.get("counter-" + writer).orElseThrow();
                int n = (Integer) counter.body().at("n").orElseThrow();
                assertThat(n).isBetween(told.done(), told.done() + told.unknown());
                assertThat(counter.version()).isEqualTo(n + 1L);
            }
            assertThat(stored)
                    .isNotEmpty()
                    .allSatisfy(id -> assertThat(documents.get(id)).isPresent());
        } finally {
            over.set(true);
            writers.shutdownNow();
        }
    }

    private void awaitMore() {
        int before = done.get();
        await().atMost(PATIENCE).until(() -> done.get() >= before + BETWEEN);
    }

    private void restart() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("bash", "-c", System.getenv("HOLDFAST_TEST_MONGODB_RESTART"))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("restart.log").toFile())
                .start();
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as("the restart").isZero();
    }

    private Told write(Documents documents, String counter) throws InterruptedException {
        int changed = 0;
        int unknown = 0;
        for (int number = 0; !over.get(); number++) {
            try {
                documents.update(
                        counter, body -> body.with("n", (Integer) body.at("n").orElseThrow() + 1));
                changed++;
                done.incrementAndGet(); // what is refused while the server is away comes fast, and is no progress
            } catch (HoldfastException failure) {
                unknown += failure.kind() == ErrorKind.OUTCOME_UNKNOWN ? 1 : 0;
                Time.real().pauser().pause(REST);
            }
            insert(documents, counter + "-" + number);
        }
        return new Told(changed, unknown);
    }

    private void insert(Documents documents, String id) throws InterruptedException {
        try {
            documents.insert(id, Body.of(Map.of("id", id)));
            stored.add(id);
        } catch (HoldfastException failure) {
            Time.real().pauser().pause(REST); // it may be there or not
        }
    }
}

package io.holdfast.app.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import io.holdfast.database.Database;
import io.holdfast.event.Events;
import io.holdfast.testkit.Props;
import io.holdfast.testkit.fault.FaultProxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * CON-3, CON-5, CON-6: how soon a server of MongoDB that is gone is noticed, and how soon it is used when it is back, with the
 * settings that hold where nothing is said. The medians are printed; what is asserted is wide, because machines are busy.
 */
@Tag("docgw")
final class MongodbRecoveryTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private final Opened server = new Opened();
    private final FaultProxy proxy = FaultProxy.to(server.port());
    private Database database;
    private MongoCollection<Document> things;

    @AfterEach
    void closeAll() {
        database.close();
        proxy.close();
        server.close();
    }

    private static Duration until(BooleanSupplier holds) {
        long began = System.nanoTime();
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(holds::getAsBoolean);
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private boolean answers() {
        return catchThrowable(() -> things.countDocuments()) == null;
    }

    private boolean failsAtOnce() {
        long began = System.nanoTime();
        return catchThrowable(() -> things.countDocuments()) != null
                && System.nanoTime() - began < Duration.ofMillis(10).toNanos();
    }

    private void measure(String fault, Runnable go, Duration noticed, Duration back) {
        database =
                Opened.open(Opened.declared(folder, server.at(proxy.port()), "timeouts.statement", "1s"), new Events());
        things = server.things(database);
        List<Duration> gone = new ArrayList<>();
        List<Duration> again = new ArrayList<>();
        int trials = Math.max(1, Props.count(50) / 10);
        for (int trial = 0; trial < trials; trial++) {
            assertThat(until(this::answers)).isLessThan(PATIENCE);
            go.run();
            gone.add(until(this::failsAtOnce));
            proxy.forwardAnew();
            again.add(until(this::answers));
        }
        System.out.printf(
                "%s: noticed after %s, back after %s (medians of %d, milliseconds)%n",
                fault, median(gone).toMillis(), median(again).toMillis(), gone.size());
        assertThat(median(gone)).isLessThan(noticed);
        assertThat(median(again)).isLessThan(back);
    }

    private static Duration median(List<Duration> all) {
        return all.stream().sorted().skip(all.size() / 2).findFirst().orElseThrow();
    }

    @Test
    void aServerThatRefuses() {
        measure("refused", proxy::refuse, Duration.ofSeconds(3), Duration.ofSeconds(1));
    }

    @Test
    void aServerThatIsSilent() {
        measure("silent", proxy::blackHole, Duration.ofSeconds(5), Duration.ofSeconds(2));
    }
}

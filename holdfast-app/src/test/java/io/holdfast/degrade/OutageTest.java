package io.holdfast.degrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.Holdfast;
import io.holdfast.config.ConfigLoader;
import io.holdfast.config.Endpoint;
import io.holdfast.degrade.Answer.Origin;
import io.holdfast.degrade.LineWrite.Line;
import io.holdfast.event.Availability;
import io.holdfast.resilience.Time;
import io.holdfast.testkit.Props;
import io.holdfast.testkit.fault.PostgresProcess;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * DEG-1, R2, R14: PostgreSQL is killed under a mixed load and stays away a while: what needs no database goes on, reads are
 * answered from elsewhere, and writes that may be done later are done later, once and in order. Five seconds for each case.
 */
@Tag("queue")
final class OutageTest {
    private static final Duration STEP = Duration.ofSeconds(5);

    @TempDir
    private Path folder;

    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger free = new AtomicInteger();
    private final AtomicInteger fallbacks = new AtomicInteger();
    private final AtomicInteger queued = new AtomicInteger();
    private final Map<String, Integer> written = new ConcurrentHashMap<>();

    @Test
    void theApplicationGoesOnAndNothingIsLost() throws Exception {
        ExecutorService callers = Executors.newCachedThreadPool();
        try (PostgresProcess server = PostgresProcess.fresh()) {
            Endpoint place = server.endpoint("app");
            server.execute(
                    place,
                    "create table line (id bigint generated always as identity primary key, name text, number integer)");
            try (Holdfast holdfast = open(place)) {
                List<Future<?>> load = begin(callers, holdfast.operations());
                await().atMost(Duration.ofSeconds(30)).until(() -> written.size() == 8);
                server.kill();
                Time.real().pauser().pause(STEP.multipliedBy(Props.count(1)));
                assertThat(holdfast.availability()).isEqualTo(Availability.DOWN);
                server.start();
                await().atMost(Duration.ofSeconds(60)).until(() -> holdfast.availability() == Availability.READY);
                over.set(true);
                for (Future<?> each : load) {
                    each.get();
                }
                await().atMost(Duration.ofMinutes(2))
                        .until(() -> holdfast.operations().queued().isEmpty());
            }
            written.forEach((key, last) -> assertThat(server.ask(
                            place,
                            "select count(*) || ' ' || count(distinct number) || ' ' || max(number) || ' ' || bool_and(fits)"
                                    + " from (select number, number = row_number() over (order by id) as fits from line"
                                    + " where name = '%s') as lines".formatted(key)))
                    .as(key)
                    .isEqualTo("%d %d %d true".formatted(last, last, last)));
        } finally {
            over.set(true);
            callers.shutdownNow();
        }
        assertThat(free.get()).isPositive();
        assertThat(fallbacks.get()).isPositive();
        assertThat(queued.get()).isPositive();
    }

    private Holdfast open(Endpoint place) {
        Map<String, String> flags = new TreeMap<>();
        flags.put("home", folder.resolve("home").toString());
        flags.put("databases.app.url", place.url().toString());
        flags.put("databases.app.probe.every", "100ms");
        place.credentials().ifPresent(known -> {
            flags.put("databases.app.user", known.user());
            flags.put("databases.app.password", known.password().reveal());
        });
        return Holdfast.open(
                ConfigLoader.withoutFile(folder).withFlags(flags).load().config());
    }

    private List<Future<?>> begin(ExecutorService callers, Operations operations) {
        List<Future<?>> load = new ArrayList<>();
        DeferrableWrite<Line> lines = operations.deferrable(new LineWrite(1));
        for (int key = 0; key < 8; key++) {
            String name = "key" + key;
            load.add(callers.submit(() -> write(lines, name)));
        }
        FreeOperation none = operations.none("greet");
        load.add(callers.submit(() -> {
            while (!over.get()) {
                none.run(free::incrementAndGet);
                rest();
            }
            return null;
        }));
        ReadOperation<String, Long> count = operations
                .<String, Long>read("count", "app", (session, name) -> {
                    try (Statement statement = session.connection().createStatement();
                            ResultSet row = statement.executeQuery("select count(*) from line")) {
                        row.next();
                        return row.getLong(1);
                    }
                })
                .orLastGood(Duration.ofHours(1))
                .orElse(-1L);
        load.add(callers.submit(() -> {
            while (!over.get()) {
                if (count.ask("all").origin() != Origin.DATABASE) {
                    fallbacks.incrementAndGet();
                }
                rest();
            }
            return null;
        }));
        return load;
    }

    private Void write(DeferrableWrite<Line> lines, String key) throws InterruptedException {
        for (int number = 1; !over.get(); number++) {
            if (!lines.write(key, new Line(key, number)).isApplied()) {
                queued.incrementAndGet();
            }
            written.put(key, number);
            rest();
        }
        return null;
    }

    private static void rest() throws InterruptedException {
        Time.real().pauser().pause(Duration.ofMillis(5));
    }
}

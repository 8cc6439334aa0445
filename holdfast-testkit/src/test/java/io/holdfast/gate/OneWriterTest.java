package io.holdfast.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.holdfast.config.ConfigLoader;
import io.holdfast.config.DatabaseConfig;
import io.holdfast.database.Database;
import io.holdfast.database.Operation;
import io.holdfast.engine.Access;
import io.holdfast.engine.SqlSession;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.event.Availability;
import io.holdfast.event.Event;
import io.holdfast.event.Events;
import io.holdfast.pool.ServerName;
import io.holdfast.resilience.Time;
import io.holdfast.testkit.CallerThreads;
import io.holdfast.testkit.Props;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** CON-3: whatever two servers do, this process writes to one of them at a time, and never to the older one again. */
class OneWriterTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final FakeCluster cluster = new FakeCluster();
    private final FakeCluster.Host a = cluster.host("a");
    private final FakeCluster.Host b = cluster.host("b");
    private final List<Event> events = new CopyOnWriteArrayList<>();

    @Test
    void randomFailoversUnderLoadNeverWriteToTwoServersOrGoBackInHistory() {
        Props.cases(15).withoutShrinking().forAll(Props.random(random -> random), random -> {
            var chaos = new OneWriterTest();
            chaos.failOverAtRandom(random);
        });
    }

    private void failOverAtRandom(Random random) {
        b.be(Access.READ_ONLY, 1);
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService threads = CallerThreads.open();
        try (Database app = open("promoted")) {
            for (int thread = 0; thread < 4; thread++) {
                threads.submit(() -> write(app, over));
            }
            long timeline = 1;
            FakeCluster.Host primary = a;
            for (int step = 0; step < 6; step++) {
                FakeCluster.Host other = primary == a ? b : a;
                int written = cluster.writes().size();
                await().atMost(PATIENCE).until(() -> cluster.writes().size() > written + 5);
                primary.die();
                timeline++;
                other.be(Access.READ_WRITE, timeline);
                if (random.nextBoolean()) {
                    primary.be(Access.READ_ONLY, timeline);
                }
                if (random.nextInt(3) > 0) {
                    primary.live(); // and takes writes, where it did not become a standby: a split brain
                }
                if (random.nextBoolean()) {
                    await().atMost(PATIENCE).until(() -> !events.isEmpty());
                }
                primary.be(Access.READ_ONLY, timeline);
                primary.live();
                primary = other;
            }
            over.set(true);
            threads.shutdown();
            assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
        assertHistory();
    }

    private static void write(Database app, AtomicBoolean over) {
        while (!over.get()) {
            try {
                app.call(Operation.idempotent("write"), OneWriterTest::write);
            } catch (HoldfastException turnedAway) {
                assertThat(turnedAway.kind())
                        .isIn(ErrorKind.READ_ONLY, ErrorKind.CONNECTION, ErrorKind.OUTCOME_UNKNOWN);
            }
        }
    }

    private static int write(SqlSession session) throws SQLException {
        try (Statement statement = session.connection().createStatement()) {
            return statement.executeUpdate("write");
        }
    }

    private void assertHistory() {
        long timeline = 0;
        String host = "";
        List<String> hosts = new ArrayList<>();
        for (FakeCluster.Write write : cluster.writes()) {
            assertThat(write.timeline()).isGreaterThanOrEqualTo(timeline);
            if (write.timeline() == timeline) {
                assertThat(write.host())
                        .as("the server that is written to on timeline %d", timeline)
                        .isEqualTo(host);
            }
            timeline = write.timeline();
            host = write.host();
            hosts.add(host);
        }
        assertThat(hosts).contains("a", "b");
    }

    @Test
    void readsComeBackWhenThePrimaryHasSettled() {
        b.be(Access.READ_ONLY, 1);
        try (Database app = open("read-only")) {
            awaitReads(app, ServerName.PRIMARY);
            a.die();
            awaitReads(app, ServerName.STANDBY);
            a.live();
            await().atMost(PATIENCE).until(() -> app.status().write().equals(Optional.of(ServerName.PRIMARY)));
            assertThat(app.status().read()).contains(ServerName.STANDBY);
            assertThat(app.availability()).isEqualTo(Availability.READY);
            awaitReads(app, ServerName.PRIMARY);
            assertThat(app.status().servers().get(0).since()).isGreaterThanOrEqualTo(Duration.ofMillis(400));
        }
    }

    @Test
    void readsComeBackAtOnceWhenSomethingIsWritten() {
        b.be(Access.READ_ONLY, 1);
        try (Database app = open("read-only", "probe.settle", "1h")) {
            a.die();
            awaitReads(app, ServerName.STANDBY);
            a.live();
            await().atMost(PATIENCE).until(() -> app.status().write().equals(Optional.of(ServerName.PRIMARY)));
            assertThat(app.status().read()).contains(ServerName.STANDBY);

            app.call("write", OneWriterTest::write);

            assertThat(app.status().read()).contains(ServerName.PRIMARY);
        }
    }

    @Test
    void aServerThatStopsTakingWritesIsNoticedByTheFirstWriteThatFails() {
        b.be(Access.READ_ONLY, 1);
        try (Database app = open("promoted", "probe.every", "10m")) {
            await().atMost(PATIENCE).until(() -> app.status().servers().get(1).up());
            app.call("write", OneWriterTest::write);
            a.be(Access.READ_ONLY, 2);
            b.be(Access.READ_WRITE, 2);

            assertThat(app.<Integer>call(Operation.idempotent("write"), OneWriterTest::write))
                    .isEqualTo(1);

            assertThat(cluster.writes()).extracting(FakeCluster.Write::host).containsExactly("a", "b");
        }
    }

    @Test
    void splitBrainIsToldAndEndsAllWritesUntilOneGivesWay() {
        b.be(Access.READ_ONLY, 1);
        try (Database app = open("promoted")) {
            app.call("write", OneWriterTest::write);
            b.be(Access.READ_WRITE, 2);
            await().atMost(PATIENCE).until(() -> stages().equals(List.of(Event.SplitBrain.Stage.BEGUN)));

            assertThatThrownBy(() -> app.call("write", OneWriterTest::write))
                    .isInstanceOfSatisfying(HoldfastException.class, failure -> {
                        assertThat(failure.kind()).isEqualTo(ErrorKind.READ_ONLY);
                        assertThat(failure.failure().sentence()).contains("both of its servers");
                        assertThat(failure.failure().hint()).contains("primary 1, standby 2");
                    });
            assertThat(app.status().read()).isPresent();
            assertThat(app.availability()).isEqualTo(Availability.DEGRADED);

            a.be(Access.READ_ONLY, 2);
            await().atMost(PATIENCE).until(() -> app.status().write().equals(Optional.of(ServerName.STANDBY)));
            assertThat(stages()).containsExactly(Event.SplitBrain.Stage.BEGUN, Event.SplitBrain.Stage.ENDED);
            app.call("write", OneWriterTest::write);
            assertThat(cluster.writes()).extracting(FakeCluster.Write::host).containsExactly("a", "b");
        }
    }

    private List<Event.SplitBrain.Stage> stages() {
        return events.stream()
                .filter(Event.SplitBrain.class::isInstance)
                .map(event -> ((Event.SplitBrain) event).stage())
                .toList();
    }

    private static void awaitReads(Database app, ServerName server) {
        await().atMost(PATIENCE).until(() -> app.status().read().equals(Optional.of(server)));
    }

    private Database open(String mode, String... settings) {
        Map<String, String> flags = new TreeMap<>(Map.of(
                "databases.app.url", "postgresql://a/app",
                "databases.app.standby", "postgresql://b/app",
                "databases.app.standby-mode", mode,
                "databases.app.probe.every", "50ms",
                "databases.app.probe.settle", "500ms"));
        for (int each = 0; each < settings.length; each += 2) {
            flags.put("databases.app." + settings[each], settings[each + 1]);
        }
        DatabaseConfig config = ConfigLoader.withoutFile(Path.of(""))
                .withFlags(flags)
                .load()
                .config()
                .databases()
                .get("app");
        Events told = new Events();
        told.listen(events::add);
        return Database.open(config, cluster, Time.real(), told);
    }
}

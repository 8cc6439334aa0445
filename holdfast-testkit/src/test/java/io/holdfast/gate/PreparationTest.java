package io.holdfast.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.holdfast.CapturedLog;
import io.holdfast.config.ConfigLoader;
import io.holdfast.config.Endpoint;
import io.holdfast.engine.Access;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.event.Availability;
import io.holdfast.event.Events;
import io.holdfast.pool.ServerName;
import io.holdfast.resilience.Time;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * MIG-6, CON-3: what has to be done at a server is done before any call goes there, once, and it may write only where
 * writes belong.
 */
class PreparationTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final FakeCluster cluster = new FakeCluster();
    private final FakeCluster.Host a = cluster.host("a");
    private final FakeCluster.Host b = cluster.host("b");
    private final Preparing preparing = new Preparing();

    /** Notes where it was asked to prepare and what it might do there, and does what the test says. */
    private static final class Preparing implements Preparation {
        private final List<String> asked = new CopyOnWriteArrayList<>();
        private final Map<String, Consumer<Access>> work = new ConcurrentHashMap<>();
        private final CountDownLatch cancelled = new CountDownLatch(1);

        @Override
        public String underWay() {
            return "it is being painted";
        }

        @Override
        public void prepare(Endpoint server, Access access) {
            asked.add(server.url().host() + " " + access);
            work.getOrDefault(server.url().host(), any -> {}).accept(access);
        }

        @Override
        public void cancel() {
            cancelled.countDown();
        }

        void hangUntilCancelled(Access access) {
            try {
                cancelled.await();
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            }
            throw failure("it was cancelled");
        }
    }

    @AfterEach
    void nobodyIsLeftWaiting() {
        preparing.cancelled.countDown();
    }

    @Test
    void itIsDoneOnceAndNotAgainWhenTheServerComesBack() {
        try (Gate gate = open()) {
            assertThat(preparing.asked).containsExactly("a READ_WRITE");
            a.die();
            await().atMost(PATIENCE).until(() -> gate.availability() == Availability.DOWN);
            a.live();
            await().atMost(PATIENCE).until(() -> gate.availability() == Availability.READY);
            assertThat(preparing.asked).hasSize(1);
        }
    }

    @Test
    void asLongAsItFailsCallsAreToldWhyAndItIsTriedAgain() {
        preparing.work.put("a", access -> {
            if (preparing.asked.size() < 3) {
                throw failure("the paint is wet");
            }
        });
        try (var log = new CapturedLog("io.holdfast.gate");
                Gate gate = open()) {
            assertThat(gate.availability()).isEqualTo(Availability.DOWN);
            assertThatThrownBy(() -> gate.borrow(Access.READ_ONLY))
                    .isInstanceOfSatisfying(HoldfastException.class, failure -> {
                        assertThat(failure.kind()).isEqualTo(ErrorKind.MIGRATION);
                        assertThat(failure.failure().sentence()).isEqualTo("app is not ready: the paint is wet");
                        assertThat(failure.failure().hint()).isEqualTo("wait");
                    });
            assertThat(gate.failure()).isPresent();
            assertThat(gate.status().servers().get(0).up()).isFalse();
            assertThat(gate.status().servers().get(0).role()).isPresent();

            await().atMost(PATIENCE).until(() -> gate.availability() == Availability.READY);
            assertThat(preparing.asked).hasSize(3);
            gate.borrow(Access.READ_WRITE).close();
            assertThat(log.warnings())
                    .filteredOn(line -> line.contains("the paint is wet"))
                    .hasSize(1);
        }
    }

    @Test
    void aServerThatDiesMeanwhileIsDownAndIsPreparedWhenItIsBack() {
        preparing.work.put("a", access -> {
            if (preparing.asked.size() == 1) {
                a.die();
            }
        });
        try (Gate gate = open("await", "100ms")) {
            assertThat(gate.failure())
                    .get()
                    .extracting(Throwable::getMessage)
                    .isEqualTo("app is down: the connection broke");
            a.live();
            await().atMost(PATIENCE).until(() -> gate.availability() == Availability.READY);
        }
    }

    @Test
    void aStandbyIsOnlyLookedAt() {
        b.be(Access.READ_ONLY, 1);
        try (Gate gate = open("standby", "postgresql://b/app")) {
            await().atMost(PATIENCE).until(() -> gate.availability() == Availability.READY);
            assertThat(preparing.asked).containsExactlyInAnyOrder("a READ_WRITE", "b READ_ONLY");
        }
    }

    @Test
    void aPromotedStandbyMayBeWrittenToWhereThatIsDeclaredAndThePrimaryIsAway() {
        a.die();
        b.be(Access.READ_WRITE, 2);
        try (Gate gate = open("standby", "postgresql://b/app", "standby-mode", "promoted", "await", "5s")) {
            await().atMost(PATIENCE).until(() -> gate.status().write().equals(Optional.of(ServerName.STANDBY)));
            assertThat(preparing.asked).containsOnly("b READ_WRITE");
        }
    }

    @Test
    void aPromotedStandbyIsNotWrittenToWhereThatIsNotDeclared() {
        a.die();
        b.be(Access.READ_WRITE, 2);
        try (Gate gate = open("standby", "postgresql://b/app", "await", "100ms")) {
            await().atMost(PATIENCE).until(() -> gate.status().read().equals(Optional.of(ServerName.STANDBY)));
            assertThat(preparing.asked).containsOnly("b READ_ONLY");
        }
    }

    @Test
    void whereTwoServersTakeWritesNeitherMayBeWrittenTo() {
        b.be(Access.READ_WRITE, 2);
        preparing.work.put("a", PreparationTest::refuseToRead);
        preparing.work.put("b", PreparationTest::refuseToRead);
        try (Gate gate = open("standby", "postgresql://b/app", "standby-mode", "promoted")) {
            await().atMost(PATIENCE).until(() -> preparing.asked.size() > 4);
            assertThat(preparing.asked).containsOnly("a READ_ONLY", "b READ_ONLY");
            assertThat(gate.status().isSplit()).isTrue();
            assertThatThrownBy(() -> gate.borrow(Access.READ_WRITE)).hasMessageContaining("both of its servers do");

            a.be(Access.READ_ONLY, 2);
            await().atMost(PATIENCE).until(() -> gate.status().write().equals(Optional.of(ServerName.STANDBY)));
            assertThat(preparing.asked).contains("b READ_WRITE").doesNotContain("a READ_WRITE");
        }
    }

    private static void refuseToRead(Access access) {
        if (access == Access.READ_ONLY) {
            throw failure("something has to be written first");
        }
    }

    @Test
    void howeverLongItTakesTheOtherServerAnswersAndClosingEndsIt() {
        b.be(Access.READ_ONLY, 1);
        a.die();
        preparing.work.put("a", preparing::hangUntilCancelled);
        Gate gate = open("standby", "postgresql://b/app", "await", "100ms");
        try (gate) {
            a.live();
            await().atMost(PATIENCE).until(() -> preparing.asked.contains("a READ_WRITE"));
            gate.borrow(Access.READ_ONLY).close();
            assertThatThrownBy(() -> gate.borrow(Access.READ_WRITE))
                    .hasMessage("app is not ready: it is being painted");
            b.die();
            await().atMost(PATIENCE).until(() -> gate.status().read().isEmpty());
            b.live();
            await().atMost(PATIENCE).until(() -> gate.status().read().equals(Optional.of(ServerName.STANDBY)));
        }
        assertThat(preparing.cancelled.getCount()).isZero();
        assertThat(gate.availability()).isEqualTo(Availability.DOWN);
    }

    private static HoldfastException failure(String sentence) {
        return Failure.of(ErrorKind.MIGRATION, sentence)
                .withHint("wait")
                .during("paint", "app")
                .exception();
    }

    private Gate open(String... settings) {
        Map<String, String> flags = new TreeMap<>(Map.of(
                "databases.app.url", "postgresql://a/app",
                "databases.app.probe.every", "50ms",
                "databases.app.probe.settle", "500ms"));
        for (int each = 0; each < settings.length; each += 2) {
            flags.put("databases.app." + settings[each], settings[each + 1]);
        }
        var config = ConfigLoader.withoutFile(Path.of(""))
                .withFlags(flags)
                .load()
                .config()
                .databases()
                .get("app");
        return Gate.open(config, cluster, Time.real(), new Events(), preparing);
    }
}

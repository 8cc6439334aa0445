package io.holdfast.benchmarks.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.benchmarks.measure.Samples;
import io.holdfast.resilience.Ticker;
import io.holdfast.resilience.Time;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is measured of a load, with servers that are numbers. */
class RaceTest {
    private static final int FIRST = 1;
    private static final int SECOND = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Time time = Time.real();
    private final Ticker ticker = time.ticker();
    private final AtomicInteger server = new AtomicInteger(FIRST);
    private final AtomicInteger closed = new AtomicInteger();

    private Callable<Contestant> contestant(String name, Load.Work work) {
        return () -> new Contestant(name, work, closed::incrementAndGet);
    }

    private int answer() {
        if (server.get() == 0) {
            throw new IllegalStateException("down");
        }
        return server.get();
    }

    @Test
    void theFirstCallThatIsWantedEndsTheRaceAndWhoHasNoneGetsThePatience() throws Exception {
        Samples millis = new Samples();
        try (Race race =
                Race.of(List.of(contestant("moves", number -> answer()), contestant("stays", number -> FIRST)), time)) {
            long start = ticker.nanos();
            server.set(SECOND);
            List<String> never = race.finish(call -> call.server() == SECOND, start, Duration.ofMillis(200), millis);

            assertThat(never).containsExactly("stays");
            assertThat(millis.median("stays")).isEqualTo(200);
            assertThat(millis.median("moves")).isBetween(0.0, 200.0);
        }
        assertThat(closed).hasValue(2);
    }

    @Test
    void callsOfAnOutageAreThoseThatBeganInIt() throws Exception {
        Samples millis = new Samples();
        try (Race race = Race.of(List.of(contestant("one", number -> answer())), time)) {
            server.set(0);
            long down = ticker.nanos();
            race.await(call -> !call.succeeded() && call.began() - down > 0, PATIENCE);
            long up = ticker.nanos();
            server.set(SECOND);
            race.await(call -> call.server() == SECOND, PATIENCE);
            race.latencies(down, up, millis);

            long failed = race.count(call -> !call.succeeded()).getOrDefault("one", 0L);
            assertThat(failed).isPositive();
            assertThat(millis.count("one")).isBetween(1, (int) failed);
            assertThat(race.count(call -> call.server() == SECOND)).containsKey("one");
        }
    }
}

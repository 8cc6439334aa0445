package io.holdfast.benchmarks.connection;

import io.holdfast.benchmarks.measure.Samples;
import io.holdfast.resilience.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** All contestants at the same servers at the same time, under the same load each: what happens, happens to all. */
final class Race implements AutoCloseable {
    private static final int THREADS = 4;
    private static final int WARM = 500;

    private final List<Contestant> contestants = new ArrayList<>();
    private final Map<String, Load> loads = new LinkedHashMap<>();
    private final Time time;

    private Race(Time time) {
        this.time = time;
    }

    /** Has them all begin, and waits until each has done its first calls. */
    static Race of(List<Callable<Contestant>> contestants, Time time) throws Exception {
        Race race = new Race(time);
        try {
            for (Callable<Contestant> each : contestants) {
                race.add(each.call());
            }
            for (Load load : race.loads.values()) {
                load.awaitSuccesses(WARM);
            }
            return race;
        } catch (Exception failure) {
            race.close();
            throw failure;
        }
    }

    private void add(Contestant contestant) {
        contestants.add(contestant);
        loads.put(contestant.name(), Load.of(THREADS, contestant.work(), time));
    }

    /**
     * Waits until everybody has had a call that is {@code wanted}, and adds how many milliseconds after {@code start} that
     * was; those who have none within {@code patience} get that.
     *
     * @return who has none
     */
    List<String> finish(Predicate<Load.Call> wanted, long start, Duration patience, Samples millis)
            throws InterruptedException {
        long end = time.ticker().nanos() + patience.toNanos();
        List<String> never = new ArrayList<>();
        for (Map.Entry<String, Load> each : loads.entrySet()) {
            Duration left = Duration.ofNanos(Math.max(0, end - time.ticker().nanos()));
            Optional<Load.Call> first = each.getValue().await(wanted, left);
            if (first.isEmpty()) {
                never.add(each.getKey());
            }
            long nanos = first.map(call -> Math.max(0, call.ended() - start)).orElse(patience.toNanos());
            millis.add(each.getKey(), TimeUnit.NANOSECONDS.toMicros(nanos) / 1e3);
        }
        return never;
    }

    /** Waits until everybody has had a call that is {@code wanted}, but no longer than {@code patience}. */
    void await(Predicate<Load.Call> wanted, Duration patience) throws InterruptedException {
        finish(wanted, time.ticker().nanos(), patience, new Samples());
    }

    /** Stops everybody. */
    void stop() throws InterruptedException {
        for (Load load : loads.values()) {
            load.stop();
        }
    }

    /** How many calls of each there were that are {@code wanted}. */
    Map<String, Long> count(Predicate<Load.Call> wanted) {
        Map<String, Long> counts = new LinkedHashMap<>();
        loads.forEach((name, load) ->
                counts.put(name, load.calls().stream().filter(wanted).count()));
        return counts;
    }

    /** Stops, and adds how many milliseconds each call took that began after {@code from} and before {@code to}. */
    void latencies(long from, long to, Samples millis) throws InterruptedException {
        stop();
        loads.forEach((name, load) -> load.calls().stream()
                .filter(call -> call.began() - from >= 0 && call.began() - to < 0)
                .forEach(call -> millis.add(name, call.millis())));
    }

    @Override
    public void close() {
        loads.values().forEach(Load::close);
        contestants.forEach(Contestant::close);
    }
}

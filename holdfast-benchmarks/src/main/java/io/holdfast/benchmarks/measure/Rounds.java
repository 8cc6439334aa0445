package io.holdfast.benchmarks.measure;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Contestants that take turns: each round runs every one of them once, in a changing order, so that whatever else the
 * machine does meets them alike.
 */
public final class Rounds {
    private final LongSupplier nanos;
    private final Map<String, Contestant> contestants = new LinkedHashMap<>();

    private Rounds(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Rounds that measure the time that passes. */
    public static Rounds ofTime() {
        return new Rounds(System::nanoTime);
    }

    /** Rounds that measure the processor's time for this thread, for work that waits for nobody: others do not show in it. */
    public static Rounds ofProcessorTime() {
        return new Rounds(ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime);
    }

    /** One turn. */
    @FunctionalInterface
    public interface Contestant {
        /**
         * Does its work {@code times} times.
         *
         * @throws Exception whatever stands in the way
         */
        void run(int times) throws Exception;
    }

    /** Adds one. */
    public Rounds contestant(String name, Contestant contestant) {
        contestants.put(name, contestant);
        return this;
    }

    /**
     * Nanoseconds for one piece of work of each contestant: {@code rounds} rounds count, after {@code warmUp} that do not.
     *
     * @throws Exception what a contestant throws
     */
    public Samples run(int warmUp, int rounds, int times) throws Exception {
        Samples samples = new Samples();
        List<Map.Entry<String, Contestant>> order = new ArrayList<>(contestants.entrySet());
        for (int round = 0; round < warmUp + rounds; round++) {
            for (Map.Entry<String, Contestant> contestant : order) {
                long start = nanos.getAsLong();
                contestant.getValue().run(times);
                double each = (double) (nanos.getAsLong() - start) / times;
                if (round >= warmUp) {
                    samples.add(contestant.getKey(), each);
                }
            }
            Collections.rotate(order, 1);
        }
        return samples;
    }
}

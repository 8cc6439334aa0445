package io.holdfast.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Contestants that take turns: each round runs every one of them once, in a changing order, so that whatever else the
 * machine does meets them alike. The answer is the median over the rounds.
 */
final class Rounds {
    private final Map<String, Contestant> contestants = new LinkedHashMap<>();

    /** What came out. */
    record Medians(Map<String, Double> nanos) {

        boolean has(String name) {
            return nanos.containsKey(name);
        }

        double of(String name) {
            Double value = nanos.get(name);
            if (value == null) {
                throw new IllegalArgumentException(name + " did not take part");
            }
            return value;
        }
    }

    /** One turn. */
    interface Contestant {
        /**
         * Does its work {@code times} times.
         *
         * @throws Exception whatever stands in the way
         */
        void run(int times) throws Exception;
    }

    Rounds contestant(String name, Contestant contestant) {
        contestants.put(name, contestant);
        return this;
    }

    /** Nanoseconds for one piece of work of each contestant: {@code rounds} rounds count, after {@code warmUp} that do not. */
    Medians run(int warmUp, int rounds, int times) throws Exception {
        Map<String, List<Double>> measured = new LinkedHashMap<>();
        List<Map.Entry<String, Contestant>> order = new ArrayList<>(contestants.entrySet());
        for (int round = 0; round < warmUp + rounds; round++) {
            for (Map.Entry<String, Contestant> contestant : order) {
                long start = System.nanoTime();
                contestant.getValue().run(times);
                double each = (double) (System.nanoTime() - start) / times;
                if (round >= warmUp) {
                    measured.computeIfAbsent(contestant.getKey(), name -> new ArrayList<>())
                            .add(each);
                }
            }
            Collections.rotate(order, 1);
        }
        Map<String, Double> medians = new LinkedHashMap<>();
        measured.forEach((name, values) -> medians.put(name, median(values)));
        return new Medians(medians);
    }

    static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}

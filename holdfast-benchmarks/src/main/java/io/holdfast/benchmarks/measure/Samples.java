package io.holdfast.benchmarks.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was measured of each contestant, again and again. */
public final class Samples {
    private final Map<String, List<Double>> byName = new LinkedHashMap<>();

    /** Adds one measurement of {@code name}. */
    public void add(String name, double value) {
        byName.computeIfAbsent(name, unknown -> new ArrayList<>()).add(value);
    }

    /** Whether anything of {@code name} was measured. */
    public boolean has(String name) {
        return byName.containsKey(name);
    }

    /** Everybody of whom something was measured, in the order of their first measurements. */
    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    /** The middle one of the measurements of {@code name}. */
    public double median(String name) {
        List<Double> sorted = sorted(name);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** The measurement of {@code name} that {@code percent} of all do not exceed. */
    public double percentile(String name, double percent) {
        List<Double> sorted = sorted(name);
        int place = (int) Math.ceil(sorted.size() * percent / 100);
        return sorted.get(Math.max(1, place) - 1);
    }

    /** How many measurements of {@code name} there are. */
    public int count(String name) {
        return sorted(name).size();
    }

    /** The medians of all but {@code ours}, in their order. */
    public Map<String, Double> peersOf(String ours) {
        Map<String, Double> medians = new LinkedHashMap<>();
        names().stream().filter(name -> !name.equals(ours)).forEach(name -> medians.put(name, median(name)));
        return medians;
    }

    /** What {@code percent} of the measurements do not exceed, of all but {@code ours}, in their order. */
    public Map<String, Double> peersOf(String ours, double percent) {
        Map<String, Double> percentiles = new LinkedHashMap<>();
        names().stream()
                .filter(name -> !name.equals(ours))
                .forEach(name -> percentiles.put(name, percentile(name, percent)));
        return percentiles;
    }

    private List<Double> sorted(String name) {
        List<Double> values = byName.get(name);
        if (values == null) {
            throw new IllegalArgumentException(name + " did not take part");
        }
        return values.stream().sorted().toList();
    }
}

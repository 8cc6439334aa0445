package io.holdfast.benchmarks.measure;

import java.util.List;

/** One side-by-side measurement. */
public interface Bench {

    /** What {@code bin/bench} calls it. */
    String name();

    /** What it measures and how long that takes, in one line. */
    String summary();

    /**
     * Measures.
     *
     * @throws Exception whatever stands in the way
     */
    List<Figure> measure(Run run) throws Exception;
}

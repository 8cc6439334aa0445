package io.holdfast.benchmarks;

import java.util.List;
import java.util.function.Consumer;

/** One side-by-side measurement. */
interface Bench {

    /** What {@code bin/bench} calls it. */
    String name();

    /**
     * Measures.
     *
     * @param quick a rough answer soon, instead of a good one
     * @param notes is told in whole sentences what a reader of the figures must know
     * @throws Exception whatever stands in the way
     */
    List<Figure> measure(boolean quick, Consumer<String> notes) throws Exception;
}

package io.holdfast.engine;

import java.util.List;
import java.util.Map;

/**
 * The lines of a history of migrations, where the engine keeps them without SQL. A line is values by their names, each a text,
 * an {@link Integer} or a {@link Long}; its place, a whole number from 1, is not among them. One that has no value for a name
 * lacks the name.
 *
 * <p>What is written while the runner has a transaction open is part of it. Whoever is no longer the only runner is refused
 * with each write.
 */
public interface HistoryLines {
    /** The name of the long text of a line, which {@link #all} leaves out. */
    String CONTENT = "content";

    /**
     * Whether there is a place for them.
     *
     * @throws Exception whatever the driver throws
     */
    boolean exist() throws Exception;

    /**
     * Makes the place for them, where it is missing.
     *
     * @throws Exception whatever the driver throws
     */
    void make() throws Exception;

    /**
     * Every line, in the order of their places; none where nothing was made yet.
     *
     * @throws Exception whatever the driver throws
     */
    List<Line> all() throws Exception;

    /**
     * The {@link #CONTENT} of a line; empty where there is no such line.
     *
     * @throws Exception whatever the driver throws
     */
    String content(int place) throws Exception;

    /**
     * Adds a line at a place that is free.
     *
     * @throws Exception whatever the driver throws
     */
    void add(Line line) throws Exception;

    /**
     * Changes values of a line.
     *
     * @param expected what it must say for that; empty for anything
     * @return whether it was there and said so
     * @throws Exception whatever the driver throws
     */
    boolean change(Line line, Map<String, Object> expected) throws Exception;

    /**
     * Takes a line out.
     *
     * @throws Exception whatever the driver throws
     */
    void remove(int place) throws Exception;

    /**
     * One line, or what of it is to be changed.
     *
     * @param place from 1
     * @param values by their names
     */
    record Line(int place, Map<String, Object> values) {
        /** Keeps a copy. */
        public Line {
            values = Map.copyOf(values);
        }
    }
}

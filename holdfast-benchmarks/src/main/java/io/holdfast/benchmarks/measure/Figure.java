package io.holdfast.benchmarks.measure;

import java.util.Map;

/**
 * One measured figure.
 *
 * @param id the bench's name, a dot, and what was measured, such as {@code connection.borrow}
 * @param unit of all numbers in it
 * @param holdfast ours
 * @param peers theirs, by name; empty where no peer is present
 * @param goal what must be reached, for people
 * @param met whether it is
 */
public record Figure(String id, String unit, double holdfast, Map<String, Double> peers, String goal, boolean met) {
    /** Where nobody has said what must be reached. */
    public static final String NO_GOAL = "none";

    /** One without a goal. */
    public static Figure shown(String id, String unit, double holdfast, Map<String, Double> peers) {
        return new Figure(id, unit, holdfast, peers, NO_GOAL, true);
    }
}

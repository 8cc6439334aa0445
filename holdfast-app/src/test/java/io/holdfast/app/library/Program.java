package io.holdfast.app.library;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * What one transaction does, and what befalls it from outside.
 *
 * @param steps what its work does
 * @param trouble what befalls it
 * @param after how long after its work has begun; for a deadline, how long it has
 */
record Program(List<Step> steps, Trouble trouble, Duration after) {
    private static final int DEEPEST = 4;
    private static final int COUNTERS = 3;
    private static final int LONGEST_MICROS = 30_000;

    /** One step of a program. */
    sealed interface Step {
        /** A row that nobody else has, and an action for after the commit. */
        record Insert(int number) implements Step {}

        /** One more on a counter that everybody counts on. */
        record Add(int counter) implements Step {}

        /** A row that is refused. */
        record Refused(Care care) implements Step {}

        /** A row that is refused at the commit. */
        record Orphan() implements Step {}

        /** The rows of this program are those that it has made by now. */
        record Look() implements Step {}

        /** A statement that takes some milliseconds. */
        record Linger(int millis) implements Step {}

        /** The work gives up. */
        record Throw() implements Step {}

        /** A part; its failure is caught, or not. */
        record Part(List<Step> steps, boolean caught) implements Step {}
    }

    /** What the work does about a statement that may fail. */
    enum Care {
        /** It stands in a part of its own, whose failure is caught. */
        CAUGHT_PART,
        /** It stands in a part of its own, whose failure is passed on. */
        PART,
        /** Its failure is swallowed. */
        SWALLOWED,
        /** Its failure is passed on. */
        NONE
    }

    /** What befalls a program. */
    enum Trouble {
        NONE,
        /** Another thread cancels its statement. */
        CANCEL,
        /** Its thread is interrupted. */
        INTERRUPT,
        /** It has less time than it may need. */
        DEADLINE,
        /** Somebody ends its session at the server, where there is one. */
        LOST_SESSION
    }

    /** What the work throws. */
    static final class GivenUp extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** What a program has done. */
    static final class Effects {
        private final List<String> rows = new ArrayList<>();
        private int added;
        private boolean orphaned;

        Effects copy() {
            var copy = new Effects();
            copy.rows.addAll(rows);
            copy.added = added;
            copy.orphaned = orphaned;
            return copy;
        }

        void insert(String row) {
            rows.add(row);
        }

        void add() {
            added++;
        }

        void orphan() {
            orphaned = true;
        }

        List<String> rows() {
            return rows;
        }

        int added() {
            return added;
        }
    }

    static Program any(Random random) {
        Trouble trouble =
                random.nextInt(3) > 0 ? Trouble.NONE : Trouble.values()[random.nextInt(Trouble.values().length)];
        var after = Duration.ofNanos(1_000L * random.nextInt(LONGEST_MICROS));
        return new Program(steps(random, 1, new int[1]), trouble, after.plusMillis(1));
    }

    private static List<Step> steps(Random random, int depth, int[] numbers) {
        List<Step> steps = new ArrayList<>();
        int length = random.nextInt(6);
        for (int step = 0; step < length; step++) {
            steps.add(step(random, depth, numbers));
        }
        return steps;
    }

    private static Step step(Random random, int depth, int[] numbers) {
        int kind = random.nextInt(60);
        if (kind < 20) {
            return new Step.Insert(numbers[0]++);
        }
        if (kind < 28) {
            return new Step.Add(random.nextInt(COUNTERS));
        }
        if (kind < 33) {
            return new Step.Refused(random.nextInt(3) > 0 ? Care.CAUGHT_PART : Care.values()[random.nextInt(4)]);
        }
        if (kind < 34) {
            return new Step.Orphan();
        }
        if (kind < 36) {
            return new Step.Throw();
        }
        if (kind < 40) {
            return new Step.Linger(random.nextInt(8));
        }
        return depth == DEEPEST || kind < 45
                ? new Step.Look()
                : new Step.Part(steps(random, depth + 1, numbers), random.nextInt(4) > 0);
    }

    /**
     * The model: what it leaves, called {@code name}, if nobody disturbs it; empty if it fails.
     *
     * @param forgiving whether a statement that was refused spoils nothing but itself
     */
    Optional<Effects> model(String name, boolean forgiving) {
        var effects = new Model(name, forgiving).after(new Effects(), steps);
        return effects.filter(all -> !all.orphaned);
    }

    private record Model(String name, boolean forgiving) {

        Optional<Effects> after(Effects before, List<Step> steps) {
            Optional<Effects> now = Optional.of(before.copy());
            for (Step step : steps) {
                now = now.flatMap(effects -> after(effects, step));
            }
            return now;
        }

        private Optional<Effects> after(Effects now, Step step) {
            if (step instanceof Step.Part part) {
                return after(now, part.steps()).or(() -> Optional.of(now).filter(caught -> part.caught()));
            }
            if (step instanceof Step.Refused refused) {
                return Optional.of(now).filter(kept -> survives(refused.care()));
            }
            if (step instanceof Step.Insert insert) {
                now.insert(row(name, insert));
            } else if (step instanceof Step.Add) {
                now.add();
            } else if (step instanceof Step.Orphan) {
                now.orphan();
            }
            return Optional.of(now).filter(kept -> !(step instanceof Step.Throw));
        }

        private boolean survives(Care care) {
            return care == Care.CAUGHT_PART || (care == Care.SWALLOWED && forgiving);
        }
    }

    /** What a row is called. */
    static String row(String name, Step.Insert insert) {
        return name + " row " + insert.number();
    }
}

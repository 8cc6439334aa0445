package io.holdfast.testkit;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.quicktheories.QuickTheory;
import org.quicktheories.core.Gen;
import org.quicktheories.generators.Generate;

/**
 * Property tests: one statement, checked for many generated cases.
 *
 * <p>A failure names the smallest case found and the seed. {@code -Dholdfast.seed=N} repeats the same cases,
 * {@code -Dholdfast.cases=N} asks for another number of them. When the minutes of a suite are over ({@link SuiteTime}), what
 * has begun ends with the cases that it has had.
 *
 * <pre>{@code
 * Props.standard().forAll(Props.random(Trees::any), tree -> assertThat(parse(print(tree))).isEqualTo(tree));
 * Props.cases(1_000).forAll(strings().allPossible().ofLengthBetween(0, 20), text -> ...);
 * }</pre>
 */
public final class Props {
    /** The number of cases where a test asks for no other. */
    public static final int STANDARD = 100;

    private static final Logger LOG = System.getLogger(Props.class.getName());
    private static final int USUAL_SHRINKS = 1000;

    private final int cases;
    private final long seed;
    private final int shrinks;

    private Props(int cases, long seed, int shrinks) {
        this.cases = cases;
        this.seed = seed;
        this.shrinks = shrinks;
    }

    /** {@value #STANDARD} cases. */
    public static Props standard() {
        return cases(STANDARD);
    }

    /** {@code usual}, unless {@code -Dholdfast.cases} says otherwise: for tests that draw their cases by themselves. */
    public static int count(int usual) {
        return Integer.getInteger("holdfast.cases", usual);
    }

    /** {@code count} cases, unless {@code -Dholdfast.cases} says otherwise. */
    public static Props cases(int count) {
        Long seed = Long.getLong("holdfast.seed");
        return new Props(
                count(count), seed == null ? ThreadLocalRandom.current().nextLong() : seed, USUAL_SHRINKS);
    }

    /** The same number of cases from a given seed, whatever the command line says. */
    public Props withSeed(long fixed) {
        return new Props(cases, fixed, shrinks);
    }

    /** The same cases, the first failing one reported as it is: for properties that take long. */
    public Props withoutShrinking() {
        return new Props(cases, seed, 0);
    }

    /** Checks {@code property}, which throws when it does not hold, for values of {@code values}. */
    public <A> void forAll(Gen<A> values, Consumer<A> property) {
        var inTime = new InTime();
        check(theory -> theory.forAll(values).checkAssert(value -> inTime.run(() -> property.accept(value))));
        inTime.tell();
    }

    /** Checks {@code property}, which throws when it does not hold, for pairs of values. */
    public <A, B> void forAll(Gen<A> first, Gen<B> second, BiConsumer<A, B> property) {
        var inTime = new InTime();
        check(theory ->
                theory.forAll(first, second).checkAssert((one, two) -> inTime.run(() -> property.accept(one, two))));
        inTime.tell();
    }

    /**
     * A generator that builds a case from a source of random numbers. Simple to write; a failing case is not made
     * smaller, so let small cases be likely.
     */
    public static <A> Gen<A> random(Function<Random, A> build) {
        return Generate.longRange(Long.MIN_VALUE, Long.MAX_VALUE)
                .map(number -> build.apply(new Random(number)))
                .describedAs(String::valueOf);
    }

    /** A generator that picks one of {@code choices}. */
    public static <A> Gen<A> oneOf(List<A> choices) {
        return Generate.pick(choices);
    }

    /** Leaves out what would begin after the end of the suite, the first case never. */
    private static final class InTime {
        private int begun;
        private int leftOut;

        private void run(Runnable check) {
            if (begun > 0 && SuiteTime.isOver()) {
                leftOut++;
            } else {
                begun++;
                check.run();
            }
        }

        private void tell() {
            if (leftOut > 0) {
                LOG.log(Level.INFO, "{0} cases of {1}: the minutes of the suite are over", begun, begun + leftOut);
            }
        }
    }

    private void check(Consumer<QuickTheory> theory) {
        try {
            theory.accept(QuickTheory.qt()
                    .withExamples(cases)
                    .withShrinkCycles(shrinks)
                    .withFixedSeed(seed));
        } catch (AssertionError failed) {
            throw new AssertionError(
                    "%s%nRepeat with -Dholdfast.seed=%d (%d cases)".formatted(failed.getMessage(), seed, cases),
                    failed);
        }
    }
}

package io.holdfast.benchmarks.measure;

import io.holdfast.resilience.Time;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * One run of a bench: how thorough it is, and whom it tells.
 *
 * @param pace how thorough it is
 * @param time how time passes; what is random in a bench, such as the length of an outage, comes from it
 * @param notes is told in whole sentences what a reader of the figures must know
 * @param progress is told what is being measured
 */
public record Run(Pace pace, Time time, Consumer<String> notes, Consumer<String> progress) {

    /** How thorough a run is. */
    public enum Pace {
        /** A good answer. */
        FULL,
        /** A rough answer soon. */
        QUICK
    }

    /** How often to do something: {@code full} times, or {@code quick} times in a quick run. */
    public int times(int full, int quick) {
        return pace == Pace.QUICK ? quick : full;
    }

    /** The moment, in nanoseconds of the ticker. */
    public long now() {
        return time.ticker().nanos();
    }

    /**
     * Waits.
     *
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    public void pause(Duration pause) throws InterruptedException {
        time.pauser().pause(pause);
    }

    /** A time between {@code least} and {@code most}, by chance. */
    public Duration between(Duration least, Duration most) {
        return Duration.ofMillis(time.random().nextLong(least.toMillis(), most.toMillis()));
    }

    /** Tells what a reader must know. */
    public void note(String sentence) {
        notes.accept(sentence);
    }

    /** Tells what is being measured now. */
    public void tell(String what) {
        progress.accept(what);
    }
}

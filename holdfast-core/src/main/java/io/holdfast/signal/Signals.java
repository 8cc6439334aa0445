package io.holdfast.signal;

import io.holdfast.error.HoldfastException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * Where features offer signals and readers ask for them. A reader always gets an answer: a feature that fails to give its
 * signals is itself a signal. Safe for use by many threads.
 */
public final class Signals {
    private final List<Source> sources = new CopyOnWriteArrayList<>();

    /** Nobody offers anything yet. */
    public Signals() {}

    /**
     * Offers the signals of {@code feature}, until the registration is closed.
     *
     * @param signals asked at every reading, by the thread that reads
     */
    public Registration register(String feature, Supplier<List<Signal>> signals) {
        var source = new Source(feature, signals);
        sources.add(source);
        return () -> sources.remove(source);
    }

    /** Every signal as it is now, feature by feature in the order in which they came; never throws. */
    public List<Signal> read() {
        List<Signal> all = new ArrayList<>();
        sources.forEach(source -> all.addAll(source.read()));
        return List.copyOf(all);
    }

    /** A feature's place among the others. */
    @FunctionalInterface
    public interface Registration extends AutoCloseable {

        /** Takes its signals away; harmless when repeated. */
        @Override
        void close();
    }

    /** Compared by identity: two features may offer the same thing. */
    private static final class Source {
        private final String feature;
        private final Supplier<List<Signal>> signals;

        Source(String feature, Supplier<List<Signal>> signals) {
            this.feature = feature;
            this.signals = signals;
        }

        List<Signal> read() {
            try {
                return List.copyOf(signals.get());
            } catch (RuntimeException | LinkageError | AssertionError failure) {
                return List.of(unreadable(failure));
            }
        }

        private Signal unreadable(Throwable failure) {
            String reason = failure instanceof HoldfastException known
                    ? known.failure().sentence()
                    : failure.getClass().getSimpleName() + ": " + failure.getMessage();
            return new Signal(
                    "signal.unreadable",
                    feature,
                    Signal.Level.ERROR,
                    "the signals of %s cannot be read: %s".formatted(feature, reason),
                    "look for the cause in the log, and report it if it is a defect");
        }
    }
}

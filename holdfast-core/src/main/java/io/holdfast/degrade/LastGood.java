package io.holdfast.degrade;

import io.holdfast.degrade.Answer.Origin;
import io.holdfast.resilience.Ticker;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The last good answers, by their questions. Safe for use by many threads. */
final class LastGood<A, T> {
    private static final int MOST = 1_000;

    private final Duration oldest;
    private final Ticker ticker;
    private final Map<A, Kept<T>> answers = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<A, Kept<T>> eldest) {
            return size() > MOST;
        }
    };

    LastGood(Duration oldest, Ticker ticker) {
        this.oldest = oldest;
        this.ticker = ticker;
    }

    private record Kept<T>(T value, long at) {}

    synchronized void keep(A question, T value) {
        answers.put(question, new Kept<>(value, ticker.nanos()));
    }

    /** Empty if there is none, or only one that is too old. */
    synchronized Optional<Answer<T>> answer(A question) {
        Kept<T> kept = answers.get(question);
        if (kept == null) {
            return Optional.empty();
        }
        Duration age = Duration.ofNanos(ticker.nanos() - kept.at());
        return age.compareTo(oldest) > 0
                ? Optional.empty()
                : Optional.of(new Answer<>(kept.value(), Origin.LAST_GOOD, age));
    }
}

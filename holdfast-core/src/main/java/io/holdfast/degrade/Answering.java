package io.holdfast.degrade;

import io.holdfast.degrade.Requests.Request;
import io.holdfast.resilience.Ticker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The holder's side of {@link Requests}. What was begun is brought to its end: where the disk fails on the way, the rest is
 * done the next time, and nothing twice. For one thread.
 */
final class Answering {
    /** Longer than anybody waits for an answer. */
    static final Duration KEPT = Duration.ofMinutes(10);

    private final Requests requests;
    private final Function<Request, QueueChange> work;
    private final Runnable flush;
    private final Ticker ticker;

    private final Queue<Begun> begun = new ArrayDeque<>();
    private Map<String, Long> seen = new HashMap<>();

    /**
     * Answers {@code requests}.
     *
     * @param work does what is asked
     * @param flush makes what was done durable
     */
    Answering(Requests requests, Function<Request, QueueChange> work, Runnable flush, Ticker ticker) {
        this.requests = requests;
        this.work = work;
        this.flush = flush;
        this.ticker = ticker;
    }

    /** A request that cannot be taken back any more, and what came of it so far. */
    private static final class Begun {
        private final String id;
        private final Optional<Request> request;
        private @Nullable QueueChange change;

        private Begun(String id, Optional<Request> request) {
            this.id = id;
            this.request = request;
        }
    }

    /**
     * Does what people ask, and answers.
     *
     * @throws io.holdfast.error.HoldfastException if something could not be written; the next call goes on there
     */
    void answerAll() {
        end();
        for (String id : requests.waiting()) {
            if (requests.begin(id)) {
                begun.add(new Begun(id, requests.begun(id)));
            }
            end();
        }
    }

    private void end() {
        for (Begun next = begun.peek(); next != null; next = begun.peek()) {
            requests.removeBegun(next.id);
            QueueChange change = next.change == null ? perform(next) : next.change;
            next.change = change;
            flush.run();
            requests.answer(next.id, change);
            begun.remove();
        }
    }

    /** What cannot be done at all holds up nothing else: nobody is told that it was done. */
    private QueueChange perform(Begun next) {
        try {
            return next.request
                    .map(work)
                    .orElseGet(() -> new QueueChange(List.of(), Map.of("", "the request makes no sense")));
        } catch (RuntimeException failure) {
            begun.remove(next);
            throw failure;
        }
    }

    /** Removes what nobody has come for in a long while, and what an earlier process left half done. */
    void clean() {
        long now = ticker.nanos();
        Map<String, Long> still = new HashMap<>();
        for (String name : requests.leftovers()) {
            long first = seen.getOrDefault(name, now);
            if (now - first < KEPT.toNanos()) {
                still.put(name, first);
            } else {
                requests.removeLeftover(name);
            }
        }
        seen = still;
    }
}

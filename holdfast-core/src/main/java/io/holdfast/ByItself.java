package io.holdfast;

import io.holdfast.error.HoldfastException;
import io.holdfast.event.Event;
import io.holdfast.event.Events;
import io.holdfast.log.Log;
import io.holdfast.resilience.Backoff;
import io.holdfast.resilience.Time;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Puts on record what happens by itself: calls that go to another server, servers that both take writes, credentials that
 * have changed. Nobody has an intent here, so one entry says what has happened.
 *
 * <p>Who notices it must not wait for a disk: it is handed to a thread that writes it, again and again where that fails. What
 * was handed over and not written yet when the process dies is not on record.
 */
final class ByItself implements AutoCloseable {
    private static final Log log = Log.of(ByItself.class);
    private static final int MOST_WAITING = 1_000;
    private static final Duration LAST_CHANCE = Duration.ofSeconds(5);

    /** Who did it. */
    static final String ACTOR = "holdfast";

    private final KeptRecord kept;
    private final Time time;
    private final BlockingQueue<Happening> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicLong lost = new AtomicLong();
    private final Thread thread;
    private final Events.Subscription subscription;
    private volatile boolean closed;

    private ByItself(KeptRecord kept, Time time, Events events) {
        this.kept = kept;
        this.time = time;
        this.thread = new Thread(this::write, "holdfast-record");
        this.thread.setDaemon(true);
        this.subscription = events.listen(event -> of(event).ifPresent(this::handOver));
    }

    /** Listens to {@code events} until it is closed. */
    static ByItself to(Events events, KeptRecord kept, Time time) {
        return new ByItself(kept, time, events);
    }

    /** Something that happened; {@code failure} is empty unless it went wrong. */
    private record Happening(String name, String database, Map<String, String> details, String failure) {}

    private static Optional<Happening> of(Event event) {
        if (event instanceof Event.Rerouted rerouted) {
            return Optional.of(of(rerouted));
        }
        if (event instanceof Event.SplitBrain split) {
            Map<String, String> details = new LinkedHashMap<>();
            details.put("stage", split.stage() == Event.SplitBrain.Stage.BEGUN ? "begun" : "ended");
            details.put("seen", split.sentence());
            return Optional.of(new Happening("split-brain", split.database(), details, ""));
        }
        if (event instanceof Event.CredentialsChanged changed) {
            boolean accepted = changed.outcome() == Event.CredentialsChanged.Outcome.ACCEPTED;
            return Optional.of(new Happening(
                    "rotate-credentials",
                    changed.database(),
                    Map.of("server", changed.server()),
                    accepted ? "" : "the server refuses the new credentials; the old ones stay in use"));
        }
        return Optional.empty();
    }

    private static Happening of(Event.Rerouted event) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("calls", event.calls() == Event.Rerouted.Calls.WRITES ? "writes" : "reads");
        details.put("before.server", event.from());
        details.put("after.server", event.to());
        if (!event.sentence().isEmpty()) {
            details.put("reason", event.sentence());
        }
        String name = event.to().isEmpty() ? "way-lost" : event.from().isEmpty() ? "way-found" : "failover";
        return new Happening(name, event.database(), details, "");
    }

    private void handOver(Happening happening) {
        if (!waiting.offer(happening)) {
            lost.incrementAndGet();
        }
        if (begun.compareAndSet(false, true)) {
            thread.start();
        }
    }

    private void write() {
        int failures = 0;
        Happening next = null;
        while (true) {
            try {
                next = next == null ? waiting.take() : next;
                writeLost();
                note(next);
                next = null;
                failures = 0;
            } catch (HoldfastException unwritable) {
                failures++;
                log.error("what happened by itself cannot be put on record: {}", unwritable.getMessage());
                if (closed || !pause(failures)) {
                    return;
                }
            } catch (InterruptedException stopped) {
                if (waiting.isEmpty()) {
                    return;
                }
            } catch (RuntimeException | LinkageError | AssertionError defect) {
                log.error("something that happened by itself could not be put on record: {}", defect.toString());
                next = null;
                lost.incrementAndGet();
            }
        }
    }

    private boolean pause(int failures) {
        try {
            time.pauser().pause(Backoff.DEFAULTS.steadyAfter(failures, time.random()));
            return true;
        } catch (InterruptedException stopped) {
            return !waiting.isEmpty();
        }
    }

    private void writeLost() {
        long number = lost.get();
        if (number > 0) {
            note(new Happening("record-overflow", "", Map.of("lost", Long.toString(number)), ""));
            lost.addAndGet(-number);
        }
    }

    private void note(Happening happening) {
        kept.recorder().note(happening.name(), ACTOR, happening.database(), happening.details(), happening.failure());
    }

    /** Writes what was handed over, for a while at most. */
    @Override
    public void close() {
        subscription.close();
        if (!begun.get()) {
            return;
        }
        closed = true;
        thread.interrupt();
        try {
            thread.join(LAST_CHANCE.toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        if (!waiting.isEmpty()) {
            log.error("{} things that happened by themselves could not be put on record", waiting.size());
        }
    }
}

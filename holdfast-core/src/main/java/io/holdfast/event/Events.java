package io.holdfast.event;

import io.holdfast.error.MaskedCause;
import io.holdfast.log.Log;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Tells listeners what happened, on the thread where it happened. A listener that throws disturbs nobody: it is logged,
 * and the next one is told. Safe for use by many threads.
 */
public final class Events {
    private static final Log log = Log.of(Events.class);

    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();

    /** Nobody listens yet. */
    public Events() {}

    /** Tells {@code listener} of every event from now on, until the subscription is closed. */
    public Subscription listen(Consumer<? super Event> listener) {
        var subscription = new Subscription(this, listener);
        subscriptions.add(subscription);
        return subscription;
    }

    /** Tells every listener of {@code event}, in the order in which they came; never throws. */
    public void publish(Event event) {
        subscriptions.forEach(subscription -> tell(subscription, event));
    }

    private static void tell(Subscription subscription, Event event) {
        try {
            subscription.listener.accept(event);
        } catch (RuntimeException | LinkageError | AssertionError failure) {
            log.error("a listener failed at {}", event.getClass().getSimpleName(), MaskedCause.of(failure));
        }
    }

    /** A listener's place in the row. */
    public static final class Subscription implements AutoCloseable {
        private final Events events;
        private final Consumer<? super Event> listener;

        private Subscription(Events events, Consumer<? super Event> listener) {
            this.events = events;
            this.listener = listener;
        }

        /** Ends it; harmless when repeated. */
        @Override
        public void close() {
            events.subscriptions.remove(this);
        }
    }
}

package io.holdfast.health;

import io.holdfast.error.ErrorKind;
import io.holdfast.event.Event;
import io.micrometer.core.instrument.Tags;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/** Counts what happens to some databases. */
final class EventMeters implements Consumer<Event> {
    private final Meters meters;
    private final Set<String> databases;

    EventMeters(Meters meters, Set<String> databases) {
        this.meters = meters;
        this.databases = databases;
    }

    @Override
    public void accept(Event event) {
        if (!databases.contains(event.database())) {
            return;
        }
        Tags tags = Tags.of("db", event.database());
        if (event instanceof Event.Rerouted rerouted) {
            meters.count(Metric.FAILOVER, failover(tags, rerouted.calls(), rerouted.to()));
        } else if (event instanceof Event.Repeated repeated) {
            meters.count(Metric.RETRIES, retries(tags, repeated.kind()));
        } else if (event instanceof Event.Deadlocked) {
            meters.count(Metric.DEADLOCKS, tags);
        } else if (event instanceof Event.TransactionIdle) {
            meters.count(Metric.TRANSACTIONS_IDLE, tags);
        } else if (event instanceof Event.CredentialsChanged changed) {
            meters.count(Metric.CREDENTIALS_CHANGES, credentials(tags, changed.server(), changed.outcome()));
        }
    }

    /** An empty {@code to} says that calls are turned away. */
    static Tags failover(Tags database, Event.Rerouted.Calls calls, String to) {
        return database.and("calls", word(calls), "to", to.isEmpty() ? "none" : to);
    }

    static Tags retries(Tags database, ErrorKind kind) {
        return database.and("kind", word(kind));
    }

    static Tags credentials(Tags database, String server, Event.CredentialsChanged.Outcome outcome) {
        return database.and("server", server, "outcome", word(outcome));
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

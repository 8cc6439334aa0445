package io.holdfast.pool.lending;

import io.holdfast.engine.Deadlocks;
import io.holdfast.error.Failure;
import io.holdfast.error.MaskedCause;
import io.holdfast.error.Phase;
import io.holdfast.event.Event;
import io.holdfast.log.Log;
import io.holdfast.resilience.Lookout;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says who waited for whom when the server undid a transaction because of a deadlock. The server knows its processes; the
 * pool knows who has which connection, and what was sent on it last.
 *
 * <p>The others go on at the moment at which the server says so, and may have sent their next statement before anybody
 * looks. So somebody looks at what is running while there are transactions: what the last look saw is what waited. One that
 * waited for less than the time between two looks is shown with what it sent last.
 */
final class DeadlockReports {
    private static final Log log = Log.of(DeadlockReports.class);

    /** A server lets transactions wait twenty times as long before it looks for a deadlock, unless it is told otherwise. */
    private static final Duration EVERY = Duration.ofMillis(50);

    private final PoolHost host;
    private final Connections connections;
    private final Optional<Deadlocks> capability;
    private final Lookout onlooker;

    DeadlockReports(PoolHost host, Connections connections) {
        this.host = host;
        this.connections = connections;
        this.capability = host.engine().deadlocks();
        this.onlooker = new Lookout(
                "holdfast-onlooker-" + host.label().replace(' ', '-'),
                EVERY,
                () -> connections.forEachLent(this::look),
                () -> connections.where(PhysicalConnection::isInTransaction).isPresent());
    }

    /** A connection begins to have transactions of several statements. */
    void watch() {
        if (capability.isPresent()) {
            onlooker.wake();
        }
    }

    private void look(PhysicalConnection connection) {
        connection.activity().look(() -> connection.user(now()));
    }

    /** Tells of a deadlock, if {@code failure} on {@code undone} is one, and has the failure name both sides. */
    void look(PhysicalConnection undone, SQLException failure) {
        if (capability.isPresent()) {
            look(undone, failure, capability.get());
        }
    }

    private void look(PhysicalConnection undone, SQLException failure, Deadlocks server) {
        List<Long> circle = server.circle(failure);
        if (circle.isEmpty() || circle.get(0) != process(server, undone)) {
            return; // behind a pooler, processes have other numbers
        }
        List<Event.Deadlocked.Side> others = new ArrayList<>();
        for (long process : circle.subList(1, circle.size())) {
            others.add(connections
                    .where(each -> process(server, each) == process)
                    .map(this::other)
                    .orElseGet(() -> new Event.Deadlocked.Side("another application, process " + process, "")));
        }
        var event = new Event.Deadlocked(
                host.config().name(), side(undone.user(now()), undone.activity().statement()), others);
        Failure sorted = host.engine().classify(failure, Phase.BODY);
        Failure named = sorted.withHint(sorted.hint() + "; " + event.sentence());
        failure.setNextException(new SQLException(named.sentence(), named.sqlState(), named.exception()));
        host.deadlocked(event);
    }

    private Event.Deadlocked.Side other(PhysicalConnection connection) {
        Activity activity = connection.activity();
        return activity.seen()
                .map(waiting -> side(waiting.by(), waiting.statement()))
                .orElseGet(() -> side(connection.user(now()), activity.statement()));
    }

    private static Event.Deadlocked.Side side(String by, String statement) {
        return new Event.Deadlocked.Side(by, StatementText.masked(statement));
    }

    private long now() {
        return host.time().ticker().nanos();
    }

    private static long process(Deadlocks server, PhysicalConnection connection) {
        try {
            return server.process(connection.session());
        } catch (Exception unknown) {
            log.debug("the process of a connection is not known", MaskedCause.of(unknown));
            return 0;
        }
    }
}

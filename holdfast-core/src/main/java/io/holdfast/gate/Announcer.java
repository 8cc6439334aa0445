package io.holdfast.gate;

import io.holdfast.config.DatabaseConfig;
import io.holdfast.event.Availability;
import io.holdfast.event.Event;
import io.holdfast.event.Events;
import io.holdfast.gate.Route.Way;
import io.holdfast.log.Log;
import io.holdfast.pool.ServerName;
import io.holdfast.pool.lending.Loan;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Tells the log and the listeners what happens to a database's servers.
 *
 * <p>What is noted under a lock is told after it, in the same order, so that a listener may ask questions, and one that
 * is slow holds up nobody but other listeners.
 */
final class Announcer {
    private static final Log log = Log.of(Announcer.class);

    private final String database;
    private final Ways ways;
    private final Events events;
    private final ConcurrentLinkedQueue<Runnable> pending = new ConcurrentLinkedQueue<>();
    private final ReentrantLock telling = new ReentrantLock();
    private volatile boolean begun;
    private Availability last = Availability.DOWN;

    /** Whether there is more than one way for calls to go: otherwise the server's state says it all. */
    private enum Ways {
        ONE,
        SEVERAL
    }

    Announcer(DatabaseConfig config, Events events) {
        this.database = config.name();
        this.ways = config.standby().isPresent() ? Ways.SEVERAL : Ways.ONE;
        this.events = events;
    }

    /** From now on; what the start brings is told by whoever starts. */
    void begin(Availability now) {
        last = now;
        begun = true;
    }

    /** Tells what was noted; never under a lock of ours. */
    void tell() {
        while (!pending.isEmpty() && telling.tryLock()) {
            try {
                for (Runnable next = pending.poll(); next != null; next = pending.poll()) {
                    next.run();
                }
            } finally {
                telling.unlock();
            }
        }
    }

    private void note(Runnable telling) {
        if (begun) {
            pending.add(telling);
        }
    }

    private void publish(Event event) {
        events.publish(event);
    }

    void serverUp(ServerName server, Duration after) {
        note(() -> {
            log.info("{}: the {} answers again, after {} ms", database, server, after.toMillis());
            publish(new Event.ServerChanged(
                    database, server.toString(), Event.ServerChanged.ServerState.UP, after, ""));
        });
    }

    void serverDown(ServerName server, Duration after, String sentence) {
        note(() -> {
            log.warn("{}: the {} is down: {}", database, server, sentence);
            publish(new Event.ServerChanged(
                    database, server.toString(), Event.ServerChanged.ServerState.DOWN, after, sentence));
        });
    }

    /** Notes where calls go otherwise than before. */
    void rerouted(Route before, Route now) {
        rerouted(Event.Rerouted.Calls.WRITES, before.write(), now.write());
        rerouted(Event.Rerouted.Calls.READS, before.read(), now.read());
    }

    private void rerouted(Event.Rerouted.Calls calls, Way before, Way now) {
        String from = name(before);
        String to = name(now);
        if (from.equals(to)) {
            return;
        }
        String sentence = now instanceof Way.Shut shut ? shut.why().sentence() : "";
        note(() -> {
            if (ways == Ways.SEVERAL && to.isEmpty()) {
                log.warn("{}: {} are turned away: {}", database, word(calls), sentence);
            } else if (ways == Ways.SEVERAL) {
                log.info("{}: {} go to the {}", database, word(calls), to);
            }
            publish(new Event.Rerouted(database, calls, from, to, sentence));
        });
    }

    private static String word(Event.Rerouted.Calls calls) {
        return calls == Event.Rerouted.Calls.WRITES ? "writes" : "reads";
    }

    private static String name(Way way) {
        return way instanceof Way.Open open ? open.server().name().toString() : "";
    }

    void split(Event.SplitBrain.Stage stage, String sentence) {
        note(() -> {
            if (stage == Event.SplitBrain.Stage.BEGUN) {
                log.error("{}: {}", database, sentence);
            } else {
                log.info("{}: {}", database, sentence);
            }
            publish(new Event.SplitBrain(database, stage, sentence));
        });
    }

    /** Notes how much of the database can be used, if that has changed; called under the lock. */
    void availability(Availability now, Duration after, String sentence) {
        if (now != last) {
            last = now;
            note(() -> publish(new Event.StateChanged(database, now, 0, after, sentence)));
        }
    }

    void credentials(ServerName server, Logins.Change change) {
        note(() -> publish(new Event.CredentialsChanged(
                database,
                server.toString(),
                change == Logins.Change.ACCEPTED
                        ? Event.CredentialsChanged.Outcome.ACCEPTED
                        : Event.CredentialsChanged.Outcome.REFUSED)));
    }

    void certificate(ServerName server, GateStatus.CertificateStatus certificate) {
        note(() -> {
            log.warn("{}: {}; renew it before connections are refused", database, certificate.sentence());
            publish(new Event.CertificateExpires(
                    database, server.toString(), certificate.notAfter(), certificate.sentence()));
        });
    }

    void deadlock(Event.Deadlocked deadlock) {
        note(() -> {
            log.warn("{}: a deadlock: {}", database, deadlock.sentence());
            publish(deadlock);
        });
    }

    void leak(ServerName server, Loan loan) {
        note(() -> {
            String sentence = "a connection was taken %s and has not come back".formatted(loan);
            log.warn("{}: {}", database, sentence);
            publish(new Event.ConnectionLeaked(database, server.toString(), sentence));
        });
    }
}

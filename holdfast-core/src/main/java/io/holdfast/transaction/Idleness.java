package io.holdfast.transaction;

import io.holdfast.config.DatabaseConfig;
import io.holdfast.event.Event;
import io.holdfast.event.Events;
import io.holdfast.log.Log;
import io.holdfast.pool.Lease;
import io.holdfast.pool.Purpose;
import io.holdfast.pool.lending.CallSite;
import java.time.Duration;

/**
 * Notices that a transaction's work does nothing on its connection for too long, and tells so once: it holds its locks and a
 * place in the pool meanwhile.
 *
 * <p>One thread looks. Where rows come while they are read, and where the driver's own abilities are used, nobody can tell
 * whether something is done, and nothing is said.
 */
final class Idleness {
    private static final Log log = Log.of(Idleness.class);

    private final Purpose purpose;
    private final Lease lease;
    private final Rule rule;
    private final Thread worker = Thread.currentThread();
    private long step = -1;
    private long since;
    private boolean told;
    private volatile Duration longest = Duration.ZERO;

    /**
     * What is too long, and who is told.
     *
     * @param database its name
     */
    record Rule(String database, Duration limit, Events events) {
        private static final int PART = 4;
        private static final Duration LEAST = Duration.ofSeconds(1);

        /** A quarter of the usual time of a transaction, and at least a second. */
        static Rule of(DatabaseConfig config, Events events) {
            Duration part = Duration.ofNanos(config.timeouts().transaction().toNanos() / PART);
            return new Rule(config.name(), part.compareTo(LEAST) < 0 ? LEAST : part, events);
        }
    }

    /** Of the transaction on {@code lease}, whose work this thread does. */
    Idleness(Purpose purpose, Lease lease, Rule rule) {
        this.purpose = purpose;
        this.lease = lease;
        this.rule = rule;
    }

    /** Looks whether something was done since the last look; whether it has become too long, which it does once. */
    boolean look(long now) {
        long seen = lease.steps();
        if (seen != step || seen % 2 != 0) {
            step = seen;
            since = now;
            return false;
        }
        Duration idle = Duration.ofNanos(now - since);
        if (idle.compareTo(longest) > 0) {
            longest = idle;
        }
        if (told || idle.compareTo(rule.limit()) < 0) {
            return false;
        }
        told = true;
        return true;
    }

    /** The longest time in which nothing was done, as far as it was seen. */
    Duration longest() {
        return longest;
    }

    /** Where the work is in its own class; if that is left, the nearest place that is no library's. */
    private String place(StackTraceElement... frames) {
        String work = purpose.place();
        for (StackTraceElement frame : frames) {
            if (frame.getClassName().equals(work) || frame.getClassName().startsWith(work + "$")) {
                return frame.toString();
            }
        }
        return CallSite.in(frames).orElse("");
    }

    /** Tells the log and the listeners. */
    void tell() {
        String place = place(worker.getStackTrace());
        var event = new Event.TransactionIdle(rule.database(), purpose.name(), purpose.place(), longest, place);
        log.warn("{}: {}", rule.database(), event.sentence());
        rule.events().publish(event);
    }
}

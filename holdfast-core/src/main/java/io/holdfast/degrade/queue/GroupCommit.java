package io.holdfast.degrade.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets one of many callers work for all: who finds nobody at work works for all who came until then, and hands on to the
 * first of those who came meanwhile.
 *
 * <p>Safe for use by many threads.
 *
 * @param <W> what a caller wants
 */
final class GroupCommit<W> {
    private final Consumer<List<W>> work;
    private final Object turn = new Object();
    private List<Ticket<W>> waiting = new ArrayList<>();
    private boolean leading;
    private boolean closed;

    /** One that does what is wanted with {@code work}, in the order in which it was submitted, and one call at a time. */
    GroupCommit(Consumer<List<W>> work) {
        this.work = work;
    }

    private enum Turn {
        LEADS,
        DONE
    }

    private static final class Ticket<W> {
        private final W wanted;
        private final Thread caller = Thread.currentThread();
        private volatile @Nullable Turn next;

        Ticket(W wanted) {
            this.wanted = wanted;
        }

        /** What to do, once it is no longer to wait. An interrupt is kept for later: what is begun has an end. */
        Turn await() {
            boolean interrupted = false;
            Turn told = next;
            while (told == null) {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
                told = next;
            }
            if (interrupted) {
                caller.interrupt();
            }
            return told;
        }

        void tell(Turn turn) {
            next = turn;
            LockSupport.unpark(caller);
        }
    }

    /** Has {@code wanted} done, and returns when it is; false if nobody works any more. */
    boolean submit(W wanted) {
        Ticket<W> mine = new Ticket<>(wanted);
        boolean lead;
        synchronized (turn) {
            if (closed) {
                return false;
            }
            waiting.add(mine);
            lead = !leading;
            leading = true;
        }
        if (lead || mine.await() == Turn.LEADS) {
            lead(mine);
        }
        return true;
    }

    private void lead(Ticket<W> leader) {
        List<Ticket<W>> together;
        synchronized (turn) {
            together = waiting;
            waiting = new ArrayList<>(together.size());
        }
        try {
            work.accept(together.stream().map(ticket -> ticket.wanted).toList());
        } finally {
            synchronized (turn) {
                leading = !waiting.isEmpty();
                if (leading) {
                    waiting.get(0).tell(Turn.LEADS);
                }
                turn.notifyAll();
            }
            for (Ticket<W> ticket : together) {
                if (ticket != leader) {
                    ticket.tell(Turn.DONE);
                }
            }
        }
    }

    /** Lets those who wait have their turn, and refuses further ones. */
    void close() {
        boolean interrupted = false;
        synchronized (turn) {
            closed = true;
            while (leading) {
                try {
                    turn.wait();
                } catch (InterruptedException later) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

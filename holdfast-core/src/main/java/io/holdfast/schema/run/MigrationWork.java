package io.holdfast.schema.run;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.schema.history.History;
import io.holdfast.schema.plan.Plan;
import io.holdfast.schema.plan.Step;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * Works a plan off, on further connections where one is lost. That is safe because the history is the truth: what was
 * committed has its line, and the next connection can go on only once the server has ended the lost one, which holds the lock.
 */
public final class MigrationWork {
    private static final Set<ErrorKind> LOST = EnumSet.of(ErrorKind.CONNECTION, ErrorKind.OUTCOME_UNKNOWN);

    private final Conditions conditions;
    private final Supplier<MigrationRun> opener;
    private final int mostLosses;
    private final List<Step> done = new ArrayList<>();
    private volatile MigrationRun current;
    private volatile boolean cancelled;

    /**
     * Begins on {@code first}, which stays open; {@code opener} connects again.
     *
     * @param mostLosses how many connections may be lost: a statement that brings the server down would do so for ever
     */
    public MigrationWork(Conditions conditions, MigrationRun first, Supplier<MigrationRun> opener, int mostLosses) {
        this.conditions = conditions;
        this.current = first;
        this.opener = opener;
        this.mostLosses = mostLosses;
    }

    /**
     * Works off what {@code planning} says.
     *
     * @return the steps that were run, and the history after them
     */
    public Done run(BiFunction<History, MigrationRun, Plan> planning, MigrationRun.Unit unit) {
        MigrationRun first = current;
        int losses = 0;
        try {
            while (true) {
                try {
                    current.begin();
                    current.run(planning, unit, done);
                    return new Done(List.copyOf(done), current.history());
                } catch (HoldfastException failure) {
                    losses++;
                    if (cancelled || !LOST.contains(failure.kind()) || losses > mostLosses) {
                        throw failure;
                    }
                    goOn(first, failure);
                }
            }
        } finally {
            leave(first);
        }
    }

    /**
     * What was done.
     *
     * @param steps what was run
     * @param after the history after it
     */
    public record Done(List<Step> steps, History after) {}

    private void goOn(MigrationRun first, HoldfastException failure) {
        conditions.listener().waits("the connection was lost, and is made again: " + failure.getMessage());
        MigrationRun next = reopened(failure);
        MigrationRun lost = current;
        current = next;
        if (lost != first) {
            lost.close();
        }
        if (cancelled) {
            throw failure;
        }
        next.begin(); // until then the lost connection may still be at its commit
        lost.lastIn(next.history()).ifPresent(done::add);
    }

    private void leave(MigrationRun first) {
        if (current != first) {
            current.close();
        }
    }

    private MigrationRun reopened(HoldfastException loss) {
        var patience = new Patience(conditions.time(), conditions.config().lockWait());
        while (true) {
            try {
                return opener.get();
            } catch (HoldfastException failure) {
                if (cancelled || patience.isOver()) {
                    loss.addSuppressed(failure);
                    throw loss;
                }
                patience.pause();
            }
        }
    }

    /** Has the statement that is running stopped, and begins nothing more; safe to call from another thread. */
    public void cancel() {
        cancelled = true;
        current.cancel();
    }
}

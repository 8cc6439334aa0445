package io.holdfast.resilience;

import io.holdfast.error.HoldfastException;
import io.holdfast.resilience.BreakerState.Closed;
import io.holdfast.resilience.BreakerState.HalfOpen;
import io.holdfast.resilience.BreakerState.Open;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;

/**
 * Keeps callers away from something that does not work, and lets one of them find out when it works again.
 *
 * <p>Closed, everybody passes. After enough misses in a row, or one failure that leaves no doubt, it opens: nobody
 * passes. When its pause is over, the first who asks gets leave to try, and it is half open until that try has ended: a
 * success closes it, a failure opens it for a longer pause. Every state is one immutable object and every change one
 * atomic step, so that no lock is taken and no two get leave at once.
 *
 * <p>Safe for use by many threads. The pattern is Michael Nygard's ("Release It!", 2007).
 */
public final class CircuitBreaker {
    private final IntSupplier misses;
    private final Backoff backoff;
    private final Time time;
    private final AtomicReference<BreakerState> state;

    /**
     * A closed breaker.
     *
     * @param misses how many misses in a row open it, at least 1
     * @param backoff how long it stays open: longer after every try that failed, and a little at random
     */
    public CircuitBreaker(int misses, Backoff backoff, Time time) {
        this(() -> misses, backoff, time);
        if (misses < 1) {
            throw new IllegalArgumentException("a breaker opens after one miss at the earliest, not " + misses);
        }
    }

    /**
     * A closed breaker, whose patience may change.
     *
     * @param misses how many misses in a row open it now
     * @param backoff how long it stays open
     */
    public CircuitBreaker(IntSupplier misses, Backoff backoff, Time time) {
        this.misses = misses;
        this.backoff = backoff;
        this.time = time;
        this.state = new AtomicReference<>(new Closed(0));
    }

    /** What it does with callers now. */
    public BreakerState state() {
        return Objects.requireNonNull(state.get());
    }

    /** Whether everybody passes. */
    public boolean isClosed() {
        return state() instanceof Closed;
    }

    /** It worked: closes, and forgets all misses. */
    public BreakerState worked() {
        return change(before -> before instanceof Closed closed && closed.misses() == 0 ? closed : new Closed(0));
    }

    /** It failed in a way that leaves doubt, such as silence: opens if that was one miss too many. */
    public BreakerState missed(HoldfastException reason) {
        return change(before -> before instanceof Closed closed && closed.misses() + 1 < misses.getAsInt()
                ? new Closed(closed.misses() + 1)
                : opened(before, reason));
    }

    /** It failed without a doubt: opens. */
    public BreakerState broke(HoldfastException reason) {
        return change(before -> opened(before, reason));
    }

    /** Leave to try, for one caller at a time; that caller must say how it went. */
    public boolean mayTry() {
        while (state() instanceof Open open && open.remaining(time.ticker()).isZero()) {
            if (state.compareAndSet(open, new HalfOpen(open.failures(), open.reason()))) {
                return true;
            }
        }
        return false;
    }

    /** The next try may come at once, whatever the pause was. */
    public void hurry() {
        change(before -> before instanceof Open open
                ? new Open(open.failures(), time.ticker().nanos(), open.reason())
                : before);
    }

    private BreakerState opened(BreakerState before, HoldfastException reason) {
        int failures = before.failures() + 1;
        Duration pause = backoff.steadyAfter(failures, time.random());
        return new Open(failures, time.ticker().nanos() + pause.toNanos(), reason);
    }

    private BreakerState change(UnaryOperator<BreakerState> step) {
        while (true) {
            BreakerState before = state();
            BreakerState after = step.apply(before);
            if (state.compareAndSet(before, after)) {
                return after;
            }
        }
    }
}

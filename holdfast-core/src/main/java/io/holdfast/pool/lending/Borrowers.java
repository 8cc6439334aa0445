package io.holdfast.pool.lending;

import io.holdfast.resilience.Ticker;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Notes from where connections are taken, often enough to name who keeps them.
 *
 * <p>A stack trace for each would cost a tenth of a small query. So one in 64 is noted; and those of the last quarter that
 * is free, because a pool that is being drained ends there, up to a thousand a second, because a busy pool stays there; and
 * every one for a while after the pool was exhausted or a leak was found. What is kept is a throwable that nobody has asked
 * for its frames yet, which is the cheap part.
 */
final class Borrowers {
    private static final int ONE_IN = 64;
    private static final int SCARCE = 4;
    private static final long ALERT = Duration.ofMinutes(10).toNanos();
    private static final int MOST_NAMED = 5;
    private static final int SCARCE_A_SECOND = 1_000;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Ticker ticker;
    private volatile int scarce;
    private volatile long alertUntil;
    private volatile boolean alert;

    /** Racy on purpose: a count that is lost now and then still picks about one in so many. */
    private int count;

    /** As racy as the count. */
    private long second;

    private int affordable = SCARCE_A_SECOND;

    Borrowers(int size, Ticker ticker) {
        this.ticker = ticker;
        this.second = ticker.nanos();
        this.scarce = scarce(size);
    }

    private static int scarce(int size) {
        return (size + SCARCE - 1) / SCARCE;
    }

    /** There are {@code size} connections from now on. */
    void resize(int size) {
        scarce = scarce(size);
    }

    /**
     * The place from which a connection is taken, if it is worth noting.
     *
     * @param free how many connections are still free
     * @param now the ticker's nanoseconds
     */
    @Nullable
    Throwable trace(int free, long now) {
        boolean noted = count++ % ONE_IN == 0 || (free < scarce && isAffordable(now)) || (alert && isAlert(now));
        return noted ? new Trace() : null;
    }

    private boolean isAffordable(long now) {
        if (now - second >= SECOND) {
            second = now;
            affordable = SCARCE_A_SECOND;
        }
        return affordable-- > 0;
    }

    private boolean isAlert(long now) {
        if (alertUntil - now > 0) {
            return true;
        }
        alert = false;
        return false;
    }

    /** Notes every borrower for a while: somebody was turned away, or a connection is missed. */
    void watchAll() {
        alertUntil = ticker.nanos() + ALERT;
        alert = true;
    }

    /** Who has them, the longest first. */
    static String describe(List<Loan> loans) {
        String named = loans.stream()
                .sorted(Comparator.comparing(Loan::since).reversed())
                .limit(MOST_NAMED)
                .map(Loan::toString)
                .collect(Collectors.joining("; "));
        return named.isEmpty() ? "they have just come back" : "held longest " + named;
    }

    /** A place in the code, and no failure. */
    private static final class Trace extends Throwable {
        private static final long serialVersionUID = 1L;
    }
}

package io.holdfast.resilience;

import io.holdfast.error.HoldfastException;

/**
 * Which failures may be followed by a repetition of work that is safe to repeat as a whole.
 *
 * <p>What the database undid because of other work (a deadlock, an order that could not be found) is repeated as often as
 * the attempts last. What was lost with its connection is repeated a few times, and only within the budget. Whatever else
 * happened would happen again, or is not known well enough.
 */
public final class RepeatRule implements Retry.Judge {
    private static final int MOST_LOST = 3;

    private final RetryBudget budget;

    /** The rule, with {@code budget} for repetitions after lost connections. */
    public RepeatRule(RetryBudget budget) {
        this.budget = budget;
    }

    @Override
    public boolean mayRepeat(HoldfastException failure, int attempt) {
        return switch (failure.retry()) {
            case REPLAY -> true;
            case REPLAY_ON_NEW_CONNECTION, FAILOVER -> attempt < MOST_LOST && budget.spend();
            case NEVER, RECONNECT, RESOLVE, BACK_OFF, REFRESH_CREDENTIALS -> false;
        };
    }
}

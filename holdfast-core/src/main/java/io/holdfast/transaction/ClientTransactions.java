package io.holdfast.transaction;

import io.holdfast.engine.Clients;
import io.holdfast.engine.DriverTransaction;
import io.holdfast.engine.Sorting;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.error.Phase;
import io.holdfast.error.RetryClass;
import io.holdfast.event.Event;
import io.holdfast.event.Events;
import io.holdfast.gate.Gate;
import io.holdfast.gate.Terms;
import io.holdfast.resilience.Backoff;
import io.holdfast.resilience.Deadline;
import io.holdfast.resilience.RepeatRule;
import io.holdfast.resilience.RetryBudget;
import io.holdfast.resilience.Time;
import java.time.Duration;

/**
 * Runs transactions through the client of a driver, and runs one again from its beginning where the database undid it or
 * its connection was lost. A commit whose answer is lost is sent again: what is committed stays so, and the server says so.
 *
 * <p>Safe for use by many threads.
 */
public final class ClientTransactions {
    private static final Backoff IN_DOUBT = new Backoff(Duration.ofMillis(25), Duration.ofMillis(500));

    private final Gate gate;
    private final Clients clients;
    private final Object plain;
    private final Sorting sorting;
    private final String database;
    private final Time time;
    private final Events events;
    private final RepeatRule rule;

    /**
     * What is done in a transaction. It may be done more than once, from the beginning, so it changes nothing but the
     * database.
     *
     * @param <S> the driver's session
     * @param <T> what it gives
     */
    @FunctionalInterface
    public interface Work<S, T> {
        /**
         * Does it. What is not given {@code session} is not part of the transaction.
         *
         * @throws Exception anything: the transaction is rolled back then
         */
        T in(S session) throws Exception;
    }

    /**
     * Who is told and asked.
     *
     * @param budget for repetitions after lost connections
     */
    public record Surroundings(Time time, RetryBudget budget, Events events) {}

    /**
     * Transactions through {@code plain}.
     *
     * @param plain what {@link Clients#plain} gave
     */
    public ClientTransactions(Gate gate, Clients clients, Object plain, Sorting sorting, Surroundings surroundings) {
        this.gate = gate;
        this.clients = clients;
        this.plain = plain;
        this.sorting = sorting;
        this.database = gate.terms().config().name();
        this.time = surroundings.time();
        this.events = surroundings.events();
        this.rule = new RepeatRule(surroundings.budget());
    }

    /**
     * Does {@code work} in a transaction: commits when it returns, rolls back when it throws anything.
     *
     * @param repeating is told before each repetition
     * @throws HoldfastException of kind UNSUPPORTED, before anything is done, if the deployment has no transactions; if the
     *     database failed: nothing of it is left then, unless the kind is OUTCOME_UNKNOWN. Unchecked exceptions of the work
     *     itself come through as they are
     */
    public <S, T> T run(Class<S> session, TransactionOptions options, Work<S, T> work, Runnable repeating) {
        Terms terms = gate.terms();
        Deadline deadline =
                Deadline.after(options.within().orElse(terms.config().timeouts().transaction()), time.ticker());
        if (options.isolation() == Isolation.SERIALIZABLE) {
            throw Failure.of(ErrorKind.UNSUPPORTED, "the database has no serializable transactions")
                    .withHint("leave the isolation as it is: each transaction sees one snapshot")
                    .during(options.name(), database)
                    .exception();
        }
        return terms.retry().run(deadline, (failure, attempt) -> mayRepeat(options, failure, attempt), attempt -> {
            if (attempt > 1) {
                repeating.run();
            }
            return once(session, options, work, deadline);
        });
    }

    private boolean mayRepeat(TransactionOptions options, HoldfastException failure, int attempt) {
        boolean again = rule.mayRepeat(failure, attempt);
        if (again) {
            events.publish(new Event.Repeated(database, options.name(), attempt, failure.kind()));
        }
        return again;
    }

    private <S, T> T once(Class<S> session, TransactionOptions options, Work<S, T> work, Deadline deadline) {
        Phase phase = Phase.BEGIN;
        try (DriverTransaction transaction = clients.begin(plain)) {
            phase = Phase.BODY;
            T result = work.in(session.cast(transaction.session()));
            if (deadline.hasPassed()) {
                throw Failure.of(ErrorKind.TIMEOUT, "the transaction took longer than it may, and was rolled back")
                        .withHint("do less in it, or raise databases.%s.timeouts.transaction".formatted(database))
                        .during(options.name(), database)
                        .exception();
            }
            commit(transaction, options, deadline);
            return result;
        } catch (Exception failure) {
            throw sorted(failure, phase, options, deadline);
        }
    }

    private RuntimeException sorted(Exception failure, Phase phase, TransactionOptions options, Deadline deadline) {
        if (failure instanceof HoldfastException own && own.failure().database().isEmpty()) {
            return own.failure().during(options.name(), database).causedBy(own);
        }
        RuntimeException sorted = sorting.sort(failure, phase, options.name());
        if (sorted instanceof HoldfastException known && known.retry() == RetryClass.REPLAY_ON_NEW_CONNECTION) {
            gate.awaitVerdict(deadline);
        }
        return sorted;
    }

    /** Until it is known what became of it, or the time for that is over. */
    private void commit(DriverTransaction transaction, TransactionOptions options, Deadline deadline) {
        Duration doubt = gate.terms().config().timeouts().inDoubt();
        Deadline patience = Deadline.after(deadline.remainingUpTo(doubt), time.ticker());
        for (int attempt = 1; ; attempt++) {
            try {
                transaction.commit();
                return;
            } catch (Exception failure) {
                RuntimeException sorted = sorting.sort(failure, Phase.COMMIT, options.name());
                boolean inDoubt = sorted instanceof HoldfastException known && known.retry() == RetryClass.RESOLVE;
                if (!inDoubt || patience.hasPassed() || !paused(patience, attempt)) {
                    throw sorted;
                }
            }
        }
    }

    private boolean paused(Deadline patience, int attempt) {
        try {
            time.pauser().pause(patience.remainingUpTo(IN_DOUBT.delayAfter(attempt, time.random())));
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

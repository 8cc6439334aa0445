package io.holdfast.degrade;

import io.holdfast.database.Database;
import io.holdfast.database.Operation;
import io.holdfast.degrade.Answer.Origin;
import io.holdfast.engine.SqlSession;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.error.UnavailableException;
import io.holdfast.event.Availability;
import io.holdfast.resilience.Ticker;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A read that may answer from elsewhere while its database is away: first with the last good answer to the same question, if
 * it is not too old, then with what was declared. Without either it fails at once.
 *
 * <p>Safe for use by many threads.
 *
 * @param <A> what is asked
 * @param <T> what is answered
 */
public final class ReadOperation<A, T> {
    private final Operation operation;
    private final Database database;
    private final Query<A, T> query;
    private final Ticker ticker;
    private final @Nullable LastGood<A, T> lastGood;
    private final @Nullable Function<A, T> fallback;

    ReadOperation(
            Operation operation,
            Database database,
            Query<A, T> query,
            Ticker ticker,
            @Nullable LastGood<A, T> lastGood,
            @Nullable Function<A, T> fallback) {
        this.operation = operation;
        this.database = database;
        this.query = query;
        this.ticker = ticker;
        this.lastGood = lastGood;
        this.fallback = fallback;
    }

    /**
     * What is asked of the database.
     *
     * @param <A> the question
     * @param <T> the answer
     */
    @FunctionalInterface
    public interface Query<A, T> {
        /**
         * Asks it.
         *
         * @throws Exception whatever the driver throws
         */
        T ask(SqlSession session, A question) throws Exception;
    }

    /**
     * A copy that keeps the last good answers, those to the thousand questions that were asked last, and gives them while the
     * database is away.
     *
     * @param oldest how old such an answer may be
     */
    public ReadOperation<A, T> orLastGood(Duration oldest) {
        return new ReadOperation<>(operation, database, query, ticker, new LastGood<>(oldest, ticker), fallback);
    }

    /** A copy that answers {@code value} while the database is away. */
    public ReadOperation<A, T> orElse(T value) {
        return orElse(question -> value);
    }

    /** A copy that answers what {@code other} gives while the database is away. */
    public ReadOperation<A, T> orElse(Function<A, T> other) {
        return new ReadOperation<>(operation, database, query, ticker, lastGood, other);
    }

    /** A copy that may take as long as {@code limit}. */
    public ReadOperation<A, T> within(Duration limit) {
        return new ReadOperation<>(operation.within(limit), database, query, ticker, lastGood, fallback);
    }

    /**
     * Asks {@code question}.
     *
     * @throws HoldfastException if the database is away and there is no other answer; or if the query itself failed
     */
    public Answer<T> ask(A question) {
        if (database.availability() == Availability.DOWN) {
            return otherwise(question, Verdict.reason(database));
        }
        T value;
        var asked = new AtomicBoolean();
        try {
            value = database.call(operation, session -> {
                asked.set(true);
                return query.ask(session, question);
            });
        } catch (UnavailableException away) {
            return otherwise(question, away);
        } catch (HoldfastException failure) {
            if (asked.get() || failure.kind() == ErrorKind.CANCELLED) {
                throw failure;
            }
            return otherwise(question, failure); // the database gives nobody a session, and was not given up yet
        }
        if (lastGood != null) {
            lastGood.keep(question, value);
        }
        return new Answer<>(value, Origin.DATABASE, Duration.ZERO);
    }

    private Answer<T> otherwise(A question, HoldfastException away) {
        Optional<Answer<T>> kept = lastGood == null ? Optional.empty() : lastGood.answer(question);
        if (kept.isPresent()) {
            return kept.get();
        }
        if (fallback != null) {
            return new Answer<>(fallback.apply(question), Origin.FALLBACK, Duration.ZERO);
        }
        throw Verdict.away(operation.name(), database, away);
    }
}

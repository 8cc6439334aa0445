package io.holdfast.degrade;

import io.holdfast.database.Database;
import io.holdfast.error.HoldfastException;
import io.holdfast.resilience.Deadline;
import io.holdfast.resilience.Time;
import io.holdfast.transaction.Transaction;
import io.holdfast.transaction.TransactionOptions;
import java.time.Duration;
import java.util.function.Supplier;

/** A write that is done now or not at all. Safe for use by many threads. */
public final class WriteOperation {
    private final String name;
    private final Database database;
    private final Duration within;
    private final Supplier<Desk> desk;
    private final Time time;

    WriteOperation(String name, Database database, Duration within, Supplier<Desk> desk, Time time) {
        this.name = name;
        this.database = database;
        this.within = within;
        this.desk = desk;
        this.time = time;
    }

    /** A copy that may take as long as {@code limit}, waiting included. */
    public WriteOperation within(Duration limit) {
        return new WriteOperation(name, database, limit, desk, time);
    }

    /**
     * Does {@code work} in a transaction.
     *
     * @throws HoldfastException if the database is away, at once and with nothing done; or as {@link
     *     Database#inTransaction(Transaction.Work)} does
     */
    public <T> T run(Transaction.Work<T> work) {
        return run(work, Deadline.after(within, time.ticker()));
    }

    /**
     * Does {@code work} in a transaction, after all writes of {@code key} that are queued.
     *
     * @throws HoldfastException as {@link #run(Transaction.Work)} does, and of kind TIMEOUT if the queued ones are not applied
     *     in time
     */
    public <T> T run(String key, Transaction.Work<T> work) {
        Deadline deadline = Deadline.after(within, time.ticker());
        refuseWhileAway();
        desk.get().awaitTurn(name, database, key, deadline);
        return run(work, deadline);
    }

    private <T> T run(Transaction.Work<T> work, Deadline deadline) {
        refuseWhileAway();
        return database.inTransaction(TransactionOptions.named(name).within(deadline.remaining()), work);
    }

    private void refuseWhileAway() {
        if (!Verdict.takesWrites(database)) {
            throw Verdict.away(name, database, Verdict.reason(database));
        }
    }
}

package io.holdfast.transaction;

import io.holdfast.engine.Access;
import java.time.Duration;
import java.util.Optional;

/**
 * How a transaction is run.
 *
 * @param name what is done, in lower-case words with dashes, for errors and logs
 * @param access whether it writes; one that only reads may be answered by the standby
 * @param isolation what it sees of others
 * @param within how long it may take, its repetitions included; empty for what the database's configuration says
 * @param anyThread whether its work may be done by another thread than its caller's
 */
public record TransactionOptions(
        String name, Access access, Isolation isolation, Optional<Duration> within, boolean anyThread) {

    /** A transaction that may write, called {@code name}. */
    public static TransactionOptions named(String name) {
        return new TransactionOptions(name, Access.READ_WRITE, Isolation.USUAL, Optional.empty(), false);
    }

    /** A copy that only reads. */
    public TransactionOptions readOnly() {
        return new TransactionOptions(name, Access.READ_ONLY, isolation, within, anyThread);
    }

    /** A copy that sees of others what {@code wanted} says. */
    public TransactionOptions isolated(Isolation wanted) {
        return new TransactionOptions(name, access, wanted, within, anyThread);
    }

    /** A copy that may take as long as {@code limit}. */
    public TransactionOptions within(Duration limit) {
        return new TransactionOptions(name, access, isolation, Optional.of(limit), anyThread);
    }

    /**
     * A copy whose work may be done by the thread of another caller, while its own caller waits. That saves the change of
     * threads where one writes at a time (SQLite), and does nothing elsewhere. It is for work that uses no thread-local
     * values of its caller, and takes no lock that its caller holds: such a lock would keep both waiting for each other until
     * the time is over.
     */
    public TransactionOptions inAnyThread() {
        return new TransactionOptions(name, access, isolation, within, true);
    }
}

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
 */
public record TransactionOptions(String name, Access access, Isolation isolation, Optional<Duration> within) {

    /** A transaction that may write, called {@code name}. */
    public static TransactionOptions named(String name) {
        return new TransactionOptions(name, Access.READ_WRITE, Isolation.USUAL, Optional.empty());
    }

    /** A copy that only reads. */
    public TransactionOptions readOnly() {
        return new TransactionOptions(name, Access.READ_ONLY, isolation, within);
    }

    /** A copy that sees of others what {@code wanted} says. */
    public TransactionOptions isolated(Isolation wanted) {
        return new TransactionOptions(name, access, wanted, within);
    }

    /** A copy that may take as long as {@code limit}. */
    public TransactionOptions within(Duration limit) {
        return new TransactionOptions(name, access, isolation, Optional.of(limit));
    }
}

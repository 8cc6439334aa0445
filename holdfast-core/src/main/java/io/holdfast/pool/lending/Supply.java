package io.holdfast.pool.lending;

import io.holdfast.config.DatabaseConfig;
import io.holdfast.engine.Clients;
import io.holdfast.pool.PoolStatus;
import io.holdfast.resilience.Deadline;
import java.util.List;
import java.util.Optional;

/**
 * The connections to one server, from the moment it comes up to the moment it goes down: those of a {@link Pool}, or those
 * that a driver keeps by itself ({@link ClientPool}).
 *
 * <p>Safe for use by many threads.
 */
public sealed interface Supply permits Pool, ClientPool {

    /**
     * Connections as the engine of {@code host} has them, beginning with {@code first}.
     *
     * @throws Exception whatever the driver throws
     */
    static Supply open(PoolHost host, PoolHost.Opened first) throws Exception {
        Optional<Clients> clients = host.engine().clients();
        return clients.isPresent() ? ClientPool.open(host, first, clients.get()) : Pool.open(host, first);
    }

    /** What is open may be dead for all we know. */
    void suspect();

    /** Takes over what {@code next} says of connections. */
    void adopt(DatabaseConfig next);

    /** Puts right what has changed since the last time; can take as long as opening a connection. */
    void tidy();

    /** Has connections that were opened with earlier credentials than number {@code proven} replaced. */
    void retireBefore(long proven);

    /** Those that are away for too long, each told once. */
    List<Loan> newLeaks();

    /** What they are doing. */
    PoolStatus status();

    /** Gives the server up, and calls away everybody who waits. What is left is cleared away later, with {@link #clear}. */
    void sever();

    /** Clears away what is left, when everything that was lent is back; can take seconds. */
    void clear();

    /** Lends nothing more, waits until everything lent is back or {@code deadline} has passed, and ends what is left. */
    void close(Deadline deadline);
}

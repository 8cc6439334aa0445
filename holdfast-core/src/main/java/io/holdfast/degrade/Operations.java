package io.holdfast.degrade;

import io.holdfast.config.QueueConfig;
import io.holdfast.database.Database;
import io.holdfast.database.Operation;
import io.holdfast.disk.Disk;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.event.Event;
import io.holdfast.event.Events;
import io.holdfast.resilience.Time;
import io.holdfast.signal.Signal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Operations that say what they need, so that an application does what it still can while a database is away.
 *
 * <pre>{@code
 * Operations operations = holdfast.operations();
 * ReadOperation<String, Price> price = operations.<String, Price>read("price", "shop", Prices::of)
 *         .orLastGood(Duration.ofMinutes(5));
 * DeferrableWrite<Order> order = operations.deferrable(new OrderWrite());
 *
 * Answer<Price> answer = price.ask("sku-1");         // fresh, or the last good one and how old it is
 * Receipt receipt = order.write("customer-7", it);   // APPLIED, or QUEUED: then it is on disk, and applied once, later
 * }</pre>
 *
 * <p>The queue is opened when the first deferrable write is registered or the first write with a key is run, and one process
 * at a time can have it. Safe for use by
 * many threads.
 */
public final class Operations implements AutoCloseable {
    private final Function<String, Database> databases;
    private final Desk.Surroundings around;
    private final Time time;
    private final Events events;
    private @Nullable Open open;
    private boolean closed;

    /** The parts of a queue that is open. */
    private record Open(Desk desk, Caretaker caretaker, Events.Subscription listening) {
        void close() {
            listening.close();
            caretaker.close();
            desk.close();
        }
    }

    /**
     * Operations on the databases that {@code databases} finds by their names.
     *
     * @param home the folder for Holdfast's own files
     */
    public Operations(Path home, QueueConfig config, Function<String, Database> databases, Time time, Events events) {
        this(new Desk.Surroundings(Disk.local(), folder(home), config, databases, time, Desk.Tuning.USUAL), events);
    }

    Operations(Desk.Surroundings around, Events events) {
        this.databases = around.databases();
        this.around = around;
        this.time = around.time();
        this.events = events;
    }

    static Path folder(Path home) {
        return home.resolve("queue");
    }

    /** An operation that needs no database. */
    public FreeOperation none(String name) {
        return new FreeOperation(name);
    }

    /**
     * An operation that only reads.
     *
     * @param name in lower-case words with dashes, for errors and logs
     * @param database the name of the database that answers
     * @throws HoldfastException of kind CONFIGURATION if no such database is declared
     */
    public <A, T> ReadOperation<A, T> read(String name, String database, ReadOperation.Query<A, T> query) {
        return new ReadOperation<>(Operation.read(name), databases.apply(database), query, time.ticker(), null, null);
    }

    /**
     * An operation that writes, now or not at all.
     *
     * @param name in lower-case words with dashes, for errors and logs
     * @param database the name of the database it writes to
     * @throws HoldfastException of kind CONFIGURATION if no such database is declared
     */
    public WriteOperation write(String name, String database) {
        Database found = databases.apply(database);
        return new WriteOperation(name, found, found.config().timeouts().transaction(), this::desk, time);
    }

    /**
     * An operation whose writes may be done later. Entries of it that an earlier run left in the queue are applied from now on.
     *
     * @throws HoldfastException of kind UNSUPPORTED if its database cannot record a write and its id in one transaction; of
     *     kind LOCKED if another process has the queue; of another kind if it cannot be used
     */
    public <P> DeferrableWrite<P> deferrable(DeferredWrite<P> handler) {
        Desk desk = desk();
        desk.register(handler);
        return new DeferrableWrite<>(desk, handler);
    }

    private synchronized Desk desk() {
        if (closed) {
            throw Failure.of(ErrorKind.CANCELLED, "the queue was closed with the databases")
                    .withHint("do this before they are closed")
                    .exception();
        }
        Open known = open;
        if (known == null) {
            Desk desk = Desk.open(around);
            known = new Open(
                    desk,
                    Caretaker.of(desk, new Requests(around.disk(), around.folder()), around),
                    events.listen(event -> wake(desk, event)));
            open = known;
        }
        return known.desk();
    }

    private static void wake(Desk desk, Event event) {
        if (event instanceof Event.StateChanged || event instanceof Event.Rerouted) {
            desk.lanes().wake(event.database());
        }
    }

    /** What is in the queue now; empty while it is not open. */
    public List<QueueEntry> queued() {
        return openDesk()
                .map(desk -> desk.store().items().stream().map(QueueEntry::of).toList())
                .orElse(List.of());
    }

    private synchronized Optional<Desk> openDesk() {
        return open == null ? Optional.empty() : Optional.of(open.desk());
    }

    /** The queue's signals: {@code queue.length}, {@code queue.oldest}, {@code queue.set-aside}, {@code queue.damage}. */
    public List<Signal> signals() {
        return openDesk()
                .map(desk -> new QueueSignals(around.config(), time.clock().instant()).of(desk))
                .orElse(List.of());
    }

    /** Lets what is just being applied come to its end, and closes the queue; what is left in it is applied later. */
    @Override
    public void close() {
        Open known;
        synchronized (this) {
            closed = true;
            known = open;
            open = null;
        }
        if (known != null) {
            known.close();
        }
    }
}

package io.holdfast.degrade;

import io.holdfast.config.QueueConfig;
import io.holdfast.database.Database;
import io.holdfast.degrade.Receipt.State;
import io.holdfast.degrade.Requests.Request;
import io.holdfast.degrade.queue.IdRange;
import io.holdfast.degrade.queue.QueueItem;
import io.holdfast.degrade.queue.QueueLimits;
import io.holdfast.degrade.queue.QueueRecord.Queued;
import io.holdfast.degrade.queue.QueueStep;
import io.holdfast.degrade.queue.QueueStore;
import io.holdfast.disk.Disk;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.event.TimeOrderedIds;
import io.holdfast.log.Log;
import io.holdfast.resilience.Backoff;
import io.holdfast.resilience.Deadline;
import io.holdfast.resilience.Time;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes writes that may be done later: does them at once where that is possible, and otherwise puts them in the queue, whose
 * entries are applied by a few threads when their database is back.
 *
 * <p>A write takes effect under its id, which is put in the database together with the effect. So one whose outcome is not
 * known can be queued under the same id, and still takes effect once.
 *
 * <p>Safe for use by many threads.
 */
final class Desk implements AutoCloseable {
    private static final Log log = Log.of(Desk.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));

    private final Function<String, Database> databases;
    private final QueueConfig config;
    private final Time time;
    private final Consumer<QueueStep> steps;
    private final QueueStore store;
    private final Lanes lanes;
    private final InFlight inFlight;
    private final Applied applied;
    private final Map<String, DeferredWrite<?>> handlers = new ConcurrentHashMap<>();
    private final Workers workers;

    private Desk(Surroundings around, QueueStore store) {
        this.databases = around.databases();
        this.config = around.config();
        this.time = around.time();
        this.steps = around.tuning().steps();
        this.store = store;
        this.lanes = new Lanes(time, BACKOFF);
        this.inFlight = new InFlight(new TimeOrderedIds(time.clock(), time.random()));
        this.applied = new Applied(store.name());
        this.workers = new Workers(around, store, lanes, applied, handlers::get);
    }

    /**
     * What a desk needs.
     *
     * @param folder where the queue is
     * @param databases finds a database by its name
     */
    record Surroundings(
            Disk disk,
            Path folder,
            QueueConfig config,
            Function<String, Database> databases,
            Time time,
            Tuning tuning) {}

    /**
     * What nobody needs to set.
     *
     * @param segment a file is given up for a new one as soon as it holds this many bytes
     * @param care how often old entries and finished files are looked for; ids ten times as rarely
     * @param steps is told of each step
     */
    record Tuning(long segment, Duration care, Consumer<QueueStep> steps) {
        static final Tuning USUAL = new Tuning(QueueLimits.USUAL_SEGMENT, Duration.ofSeconds(2), step -> {});
    }

    /**
     * Opens the queue and begins to work on it.
     *
     * @throws HoldfastException if it cannot be used
     */
    static Desk open(Surroundings around) {
        QueueLimits limits = new QueueLimits(
                around.config().maxEntries(),
                around.config().maxBytes(),
                around.tuning().segment());
        QueueStore store = openStore(around, limits);
        Desk desk = new Desk(around, store);
        store.items().stream().filter(QueueItem::isWaiting).forEach(desk.lanes::add);
        store.listen(desk.lanes::add);
        desk.workers.start();
        return desk;
    }

    /** A command that changes the queue holds it for a moment only, and is waited for. */
    private static QueueStore openStore(Surroundings around, QueueLimits limits) {
        Deadline deadline = Deadline.after(PATIENCE, around.time().ticker());
        while (true) {
            try {
                return QueueStore.open(
                        around.disk(), around.folder(), limits, around.tuning().steps());
            } catch (HoldfastException failure) {
                if (failure.kind() != ErrorKind.LOCKED || deadline.hasPassed()) {
                    throw failure;
                }
                pause(around.time(), failure);
            }
        }
    }

    private static void pause(Time time, HoldfastException failure) {
        try {
            time.pauser().pause(LOOK);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw failure;
        }
    }

    QueueStore store() {
        return store;
    }

    Lanes lanes() {
        return lanes;
    }

    Collection<String> databaseNames() {
        return handlers.values().stream()
                .map(DeferredWrite::database)
                .distinct()
                .toList();
    }

    Database database(String name) {
        return databases.apply(name);
    }

    /**
     * Makes {@code handler} known: its entries can be applied from now on.
     *
     * @throws HoldfastException of kind UNSUPPORTED if its database cannot keep an id together with an effect; of kind
     *     CONFIGURATION if its name is taken, or its database not declared
     */
    void register(DeferredWrite<?> handler) {
        Database database = databases.apply(handler.database());
        if (!database.keepsTables()) {
            throw Failure.of(
                            ErrorKind.UNSUPPORTED,
                            "%s cannot be deferred: the database %s cannot record a write and its id in one transaction"
                                    .formatted(handler.name(), database.name()))
                    .withHint("defer writes to databases of SQLite or PostgreSQL")
                    .during("register-deferred-write", database.name())
                    .exception();
        }
        if (handlers.putIfAbsent(handler.name(), handler) != null) {
            throw Failure.of(
                            ErrorKind.CONFIGURATION,
                            "two deferred writes are called %s; expected a name for each".formatted(handler.name()))
                    .withHint("entries in the queue are found by this name: keep the older one's as it is")
                    .exception();
        }
        lanes.knows(handler.name());
    }

    /**
     * Does a write now, or queues it.
     *
     * @throws HoldfastException if it was neither done nor queued: then nothing is left of it, unless the kind is
     *     OUTCOME_UNKNOWN
     */
    <P> Receipt submit(DeferredWrite<P> handler, String key, P payload) {
        byte[] bytes = handler.write(payload);
        Database database = databases.apply(handler.database());
        UUID id = inFlight.begin();
        try {
            HoldfastException away = null;
            if (lanes.isEmpty(new Lanes.Key(database.name(), key)) && Verdict.takesWrites(database)) {
                away = tryNow(database, id, handler, payload);
                if (away == null) {
                    return new Receipt(id, State.APPLIED);
                }
            }
            queue(
                    new Queued(
                            id,
                            0,
                            time.clock().instant(),
                            handler.name(),
                            handler.version(),
                            database.name(),
                            key,
                            bytes),
                    away);
            return new Receipt(id, State.QUEUED);
        } finally {
            inFlight.end(id);
        }
    }

    /** Null if it is done; otherwise why it is to be queued. */
    private <P> @Nullable HoldfastException tryNow(Database database, UUID id, DeferredWrite<P> handler, P payload) {
        try {
            applied.once(database, id, handler.name(), transaction -> handler.apply(transaction, payload));
            return null;
        } catch (Applied.Unusable failure) {
            if (!failure.isDatabaseGone() && Verdict.isTold(failure.reason(), database)) {
                throw failure.reason();
            }
            return failure.reason();
        } catch (HoldfastException failure) {
            if (Verdict.isTold(failure, database)) {
                throw failure;
            }
            return failure;
        }
    }

    private void queue(Queued entry, @Nullable HoldfastException away) {
        try {
            store.add(entry);
        } catch (HoldfastException refused) {
            if (away != null && away.kind() == ErrorKind.OUTCOME_UNKNOWN) {
                away.addSuppressed(refused);
                throw away;
            }
            if (away != null) {
                refused.addSuppressed(away);
            }
            throw refused;
        }
    }

    /**
     * Waits until nothing of {@code key} is queued any more.
     *
     * @throws HoldfastException if that does not come about in time
     */
    void awaitTurn(String operation, Database database, String key, Deadline deadline) {
        int before;
        try {
            before = lanes.awaitEmpty(new Lanes.Key(database.name(), key), deadline);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw Failure.of(ErrorKind.CANCELLED, operation + " was interrupted before it began")
                    .during(operation, database.name())
                    .causedBy(interrupted);
        }
        if (before > 0) {
            throw Failure.of(
                            ErrorKind.TIMEOUT,
                            "%s did not begin: %d queued entries of its key come before it"
                                    .formatted(operation, before))
                    .withHint("try again when they are applied; holdfast queue status shows how far they are")
                    .during(operation, database.name())
                    .exception();
        }
    }

    /** Sets aside what has waited for too long. */
    void setAsideOld() {
        var oldest = time.clock().instant().minus(config.maxAge());
        for (QueueItem item : store.waitingSince(oldest)) {
            if (lanes.remove(item)) {
                boolean there = store.setAside(
                        item.id(),
                        time.clock().instant(),
                        "it has waited for longer than queue.max-age, which is %d s%s"
                                .formatted(
                                        config.maxAge().toSeconds(),
                                        item.sentence().isEmpty() ? "" : "; before: " + item.sentence()));
                if (there) {
                    log.error(
                            "{} of {} is set aside: it is too old",
                            item.id(),
                            item.entry().handler());
                }
            }
        }
    }

    /** Removes from the databases the ids with which nobody can come any more. */
    void removeIds() {
        List<IdRange> unused = store.unused(inFlight.lowest()); // in this order: who ends meanwhile is in a file
        for (String name : databaseNames()) {
            Database database = databases.apply(name);
            if (Verdict.takesWrites(database)) {
                applied.remove(database, unused);
                steps.accept(QueueStep.IDS_REMOVED);
            }
        }
    }

    /** Why entries wait that are not set aside: by database, and by deferred write. */
    Map<String, String> reasons() {
        Map<String, String> reasons = new TreeMap<>(workers.troubles());
        for (String name : databaseNames()) {
            Database database = databases.apply(name);
            if (!Verdict.takesWrites(database)) {
                reasons.put(name, Verdict.reason(database).failure().sentence());
            }
        }
        lanes.strangers()
                .forEach((handler, count) -> reasons.put(
                        handler,
                        "the application has not registered this deferred write; %d keys wait for it"
                                .formatted(count)));
        return reasons;
    }

    /** Does what a person asks; durable when the store was flushed. */
    QueueChange change(Request request) {
        return switch (request.wish()) {
            case RETRY -> QueueChange.retry(store, request.ids(), lanes::add);
            case DROP -> QueueChange.drop(store, request.ids(), lanes::remove);
            case DRAIN -> {
                lanes.wakeAll();
                yield new QueueChange(List.of(), reasons());
            }
        };
    }

    /** Lets the workers end what they are at, and closes the queue; what is left in it is applied after the next start. */
    @Override
    public void close() {
        try {
            workers.close();
        } finally {
            closeStore();
        }
    }

    /** What became of entries may be lost: they are tried again then, and found done. */
    private void closeStore() {
        try {
            store.close();
        } catch (HoldfastException failure) {
            log.warn(
                    "the queue was closed without its last notes: {}",
                    failure.failure().sentence());
        }
    }
}

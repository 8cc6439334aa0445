package io.holdfast.degrade;

import io.holdfast.database.Database;
import io.holdfast.degrade.queue.QueueItem;
import io.holdfast.degrade.queue.QueueRecord.Queued;
import io.holdfast.degrade.queue.QueueStep;
import io.holdfast.degrade.queue.QueueStore;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.error.MaskedCause;
import io.holdfast.error.Masking;
import io.holdfast.log.Log;
import io.holdfast.resilience.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The threads that apply entries of the queue, each whose turn it is. */
final class Workers implements AutoCloseable {
    private static final Log log = Log.of(Workers.class);
    private static final int COUNT = 4;
    private static final Duration PATIENCE_AT_CLOSING = Duration.ofSeconds(10);

    private final Desk.Surroundings around;
    private final QueueStore store;
    private final Lanes lanes;
    private final Applied applied;
    private final Function<String, @Nullable DeferredWrite<?>> handlers;
    private final Patience patience;
    private final ReadWriteLock company =
            new ReentrantReadWriteLock(true); // an entry that ended a process is tried alone
    private final Map<String, String> troubles = new ConcurrentHashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closing;

    Workers(
            Desk.Surroundings around,
            QueueStore store,
            Lanes lanes,
            Applied applied,
            Function<String, @Nullable DeferredWrite<?>> handlers) {
        this.around = around;
        this.store = store;
        this.lanes = lanes;
        this.applied = applied;
        this.handlers = handlers;
        this.patience = new Patience(around.time().ticker());
    }

    void start() {
        for (int worker = 0; worker < COUNT; worker++) {
            var thread = new Thread(this::work, "holdfast-queue-" + worker);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    private void work() {
        try {
            for (Lanes.Turn turn = lanes.take(); turn != null; turn = lanes.take()) {
                applyOrRest(turn);
            }
        } catch (InterruptedException closing) {
            log.debug("a worker of the queue ends", closing);
        }
    }

    private void applyOrRest(Lanes.Turn turn) throws InterruptedException {
        try {
            apply(turn);
        } catch (RuntimeException | Error defect) {
            log.error("an entry of the queue could not be tried", defect);
            lanes.failed(turn);
        }
    }

    private void apply(Lanes.Turn turn) throws InterruptedException {
        QueueItem item = store.item(turn.id()).filter(QueueItem::isWaiting).orElse(null);
        if (item == null) {
            lanes.done(turn);
            return;
        }
        DeferredWrite<?> handler = handlers.apply(item.entry().handler());
        if (handler == null) {
            throw new IllegalStateException("nobody knows " + item.entry().handler());
        }
        Database database;
        try {
            database = around.databases().apply(item.entry().database());
        } catch (HoldfastException notDeclared) {
            setAside(turn, item, notDeclared);
            return;
        }
        if (item.endedProcess() && !Verdict.takesWrites(database)) {
            lanes.databaseAway(turn); // it would hold up the others for nothing
            return;
        }
        Lock place = item.endedProcess() ? company.writeLock() : company.readLock();
        place.lockInterruptibly();
        try {
            if (item.endedProcessAlone() && item.attempts() >= around.config().attempts()) {
                giveUp(turn, item, database);
            } else {
                apply(turn, item, handler, database);
            }
        } finally {
            place.unlock();
        }
    }

    private <P> void apply(Lanes.Turn turn, QueueItem item, DeferredWrite<P> handler, Database database) {
        P payload;
        try {
            payload = store.inHand().during(item, () -> read(item.entry(), handler));
        } catch (Exception | LinkageError | AssertionError unreadable) {
            setAside(turn, item, unreadable);
            return;
        }
        try {
            applied.once(
                    database,
                    item.id(),
                    handler.name(),
                    transaction -> store.inHand().during(item, () -> {
                        handler.apply(transaction, payload);
                        return item;
                    }));
            around.tuning().steps().accept(QueueStep.EFFECT_COMMITTED);
            finished(turn, item);
        } catch (Exception | LinkageError | AssertionError | StackOverflowError failure) {
            tellOfOurTables(failure, database);
            failed(turn, item, failure, Verdict.of(failure, database));
        }
    }

    /** Why the tables of ours cannot be used where they cannot, by database: somebody has to do something. */
    Map<String, String> troubles() {
        return Map.copyOf(troubles);
    }

    private void finished(Lanes.Turn turn, QueueItem item) {
        troubles.remove(item.entry().database());
        store.finished(item.id());
        patience.renew(item.id());
        lanes.done(turn);
    }

    /** An entry that is not tried again; an earlier attempt may have taken effect. */
    private void giveUp(Lanes.Turn turn, QueueItem item, Database database) {
        try {
            if (applied.holds(database, item.id(), item.entry().handler())) {
                finished(turn, item);
            } else {
                String sentence = "%s; %d attempts at it failed".formatted(item.sentence(), item.attempts());
                setAside(turn, item, sentence, new IllegalStateException(sentence));
            }
        } catch (RuntimeException failure) {
            tellOfOurTables(failure, database);
            failed(turn, item, failure, Verdict.of(failure, database));
        }
    }

    private static <P> P read(Queued entry, DeferredWrite<P> handler) throws Exception {
        if (entry.version() > handler.version()) {
            throw Failure.of(
                            ErrorKind.UNSUPPORTED,
                            "it was queued in version %d of %s; this release knows up to %d"
                                    .formatted(entry.version(), handler.name(), handler.version()))
                    .withHint("start the newer release, then: holdfast queue retry " + entry.id())
                    .exception();
        }
        return handler.read(entry.version(), entry.payload());
    }

    private void failed(Lanes.Turn turn, QueueItem item, Throwable failure, Verdict verdict) {
        if (verdict != Verdict.UNCLEAR) {
            patience.renew(item.id());
        }
        switch (closing ? Verdict.DATABASE_AWAY : verdict) {
            case DATABASE_AWAY -> {
                log.debug("{} waits: its database is away", item.id(), MaskedCause.of(failure));
                lanes.databaseAway(turn);
            }
            case IN_THE_WAY -> {
                log.debug("{} waits: others are in its way", item.id(), MaskedCause.of(failure));
                lanes.failed(turn);
            }
            case UNCLEAR -> {
                log.debug("{} waits: it may be others that are in its way", item.id(), MaskedCause.of(failure));
                if (patience.isOver(item.id())) {
                    setAside(turn, item, failure);
                } else {
                    lanes.failed(turn);
                }
            }
            case OWN_FAULT -> {
                troubles.remove(item.entry().database());
                int attempts = item.attempts() + 1;
                store.failed(item.id(), attempts, sentence(failure));
                if (attempts >= around.config().attempts()) {
                    setAside(turn, item, failure);
                } else {
                    lanes.failed(turn);
                }
            }
        }
    }

    /** Once for each sentence: nothing of the queue goes on until somebody has mended that. */
    private void tellOfOurTables(Throwable failure, Database database) {
        if (failure instanceof Applied.Unusable unusable
                && !unusable.isDatabaseGone()
                && Verdict.of(unusable.reason(), database) == Verdict.OWN_FAULT) {
            Failure facts = unusable.reason().failure();
            String why = facts.hint().isEmpty() ? facts.sentence() : facts.sentence() + "; " + facts.hint();
            if (!why.equals(troubles.put(database.name(), why))) {
                log.error("the queue waits: {}", why, MaskedCause.of(failure));
            }
        }
    }

    private void setAside(Lanes.Turn turn, QueueItem item, Throwable failure) {
        setAside(turn, item, sentence(failure), failure);
    }

    private void setAside(Lanes.Turn turn, QueueItem item, String sentence, Throwable failure) {
        patience.renew(item.id());
        log.error(
                "{} of {} is set aside; the others of its key go on: {}",
                item.id(),
                item.entry().handler(),
                sentence,
                MaskedCause.of(failure));
        store.setAside(item.id(), around.time().clock().instant(), sentence);
        lanes.done(turn);
    }

    private static String sentence(Throwable failure) {
        if (failure instanceof Applied.Unusable unusable) {
            return unusable.reason().failure().sentence();
        }
        return failure instanceof HoldfastException known
                ? known.failure().sentence()
                : Masking.clean(failure.getClass().getSimpleName() + ": " + failure.getMessage());
    }

    /** Lets them end what they are at; what takes too long is interrupted. */
    @Override
    public void close() {
        closing = true;
        lanes.close();
        Deadline deadline = Deadline.after(PATIENCE_AT_CLOSING, around.time().ticker());
        boolean interrupted = false;
        for (Thread each : threads) {
            try {
                each.join(Math.max(1, deadline.remaining().toMillis()));
            } catch (InterruptedException hurry) {
                interrupted = true;
            }
            each.interrupt();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

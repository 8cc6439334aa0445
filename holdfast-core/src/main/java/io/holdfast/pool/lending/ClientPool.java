package io.holdfast.pool.lending;

import io.holdfast.config.DatabaseConfig;
import io.holdfast.config.PoolConfig;
import io.holdfast.engine.Clients;
import io.holdfast.engine.DriverClient;
import io.holdfast.engine.Turnstile;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.error.MaskedCause;
import io.holdfast.error.Phase;
import io.holdfast.log.Log;
import io.holdfast.pool.PoolStatus;
import io.holdfast.resilience.Deadline;
import io.holdfast.resilience.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The connections that a driver keeps by itself, from the moment a server comes up to the moment it goes down.
 *
 * <p>A driver's client cannot be told of new credentials or limits. So another client takes the place of the one before;
 * what began with that one goes on with it, and it is closed when nothing does. Callers wait for a place here and not in the
 * driver: in the order in which they came, as many as may, and from here they are called away.
 *
 * <p>When the server is given up, no operation begins any more. What has begun fails when the driver finds its connection
 * broken, and at the latest after the time that a statement may take: a driver has no way to cut a connection at work.
 *
 * <p>Safe for use by many threads.
 */
public final class ClientPool implements Supply {
    private static final Log log = Log.of(ClientPool.class);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

    private final PoolHost host;
    private final Clients clients;
    private final Ticker ticker;
    private final Tally tally;
    private final Places places;
    private final Refusals refusals;
    private final List<Generation> earlier = new CopyOnWriteArrayList<>();
    private final Listening listening = new Listening();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile Generation current;
    private volatile DatabaseConfig wanted;
    private volatile long login;
    private volatile State state = State.OPEN;
    private String told = "";

    private enum State {
        OPEN,
        CLOSING,
        ENDED
    }

    private ClientPool(PoolHost host, Clients clients, long login) throws Exception {
        this.host = host;
        this.clients = clients;
        this.ticker = host.time().ticker();
        this.tally = host.tally();
        this.refusals = new Refusals(host);
        this.wanted = host.config();
        this.login = login;
        this.places = new Places(wanted.pool().size(), wanted.pool().maxWaiting());
        this.current = generation(wanted, login);
    }

    /**
     * A client for the server that {@code first} has greeted; that session is closed.
     *
     * @throws Exception whatever the driver throws
     */
    static ClientPool open(PoolHost host, PoolHost.Opened first, Clients clients) throws Exception {
        first.session().close();
        return new ClientPool(host, clients, first.login());
    }

    private Generation generation(DatabaseConfig config, long number) throws Exception {
        DriverClient client = clients.open(config, host.endpoint(), listening);
        try {
            client.prove(config.timeouts().connect());
            return new Generation(client, config, number);
        } catch (Exception failure) {
            client.close();
            throw failure;
        }
    }

    /** What the driver tells of its connections. */
    private final class Listening implements DriverClient.Listener {
        @Override
        public void created(long nanos) {
            tally.created(nanos);
        }

        @Override
        public void notOpened() {
            tally.failed();
            host.failed(
                    Failure.of(ErrorKind.CONNECTION, "a connection to %s could not be opened".formatted(host.label())));
        }

        @Override
        public void broke(Throwable failure) {
            host.failed(host.engine().classify(failure, Phase.BODY));
        }

        @Override
        public void lost() {
            host.failed(Failure.of(ErrorKind.CONNECTION, "no server of %s takes writes".formatted(host.label())));
        }
    }

    /**
     * Enters, as soon as there is a place.
     *
     * @param now the ticker's nanoseconds
     * @param until the end of the caller's patience, in the ticker's nanoseconds
     * @throws SeveredException if the server was given up meanwhile
     * @throws HoldfastException of kind POOL_EXHAUSTED if all places were taken until then or too many callers wait, of kind
     *     CANCELLED if the pool is closing or the thread was interrupted
     */
    public Turnstile.Pass enter(long now, long until) throws SeveredException {
        takePlace(now, until);
        Generation generation = current;
        while (!generation.hold()) {
            generation = current;
        }
        return new Visit(generation, now);
    }

    private void takePlace(long now, long until) throws SeveredException {
        Places.Entry entry = places.enter(ticker, until);
        State seen = state;
        if (seen == State.OPEN && entry == Places.Entry.IN) {
            return;
        }
        if (entry == Places.Entry.IN) {
            places.leave();
        }
        if (seen == State.CLOSING) {
            throw refusals.closing();
        }
        if (seen == State.ENDED) {
            throw new SeveredException();
        }
        throw refused(entry, until - now);
    }

    private HoldfastException refused(Places.Entry entry, long patience) {
        if (entry == Places.Entry.INTERRUPTED) {
            return refusals.interrupted();
        }
        PoolConfig now = wanted.pool();
        if (entry == Places.Entry.CROWDED) {
            tally.turnedAway();
            return refusals.crowded(now.maxWaiting());
        }
        tally.timedOut();
        return refusals.allInUse(now.size(), patience, places.waiting(), List.of());
    }

    /** Waits until another client has taken the place of {@code refused}, or the server is given up; whether that is so. */
    private boolean awaitOther(Generation refused) {
        long end = ticker.nanos() + wanted.pool().acquireTimeout().toNanos();
        lock.lock();
        try {
            long left = end - ticker.nanos();
            while (current == refused && state == State.OPEN && left > 0) {
                left = changed.awaitNanos(left);
            }
            return current != refused || state == State.ENDED;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void change(Runnable what) {
        lock.lock();
        try {
            what.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** A caller at work. */
    private final class Visit implements Turnstile.Pass {
        private final Generation generation;
        private final long entered;

        Visit(Generation generation, long asked) {
            this.generation = generation;
            this.entered = ticker.nanos();
            if (tally.isMeasured()) {
                tally.acquired(entered - asked);
            }
        }

        @Override
        public DriverClient client() {
            return generation.client();
        }

        @Override
        public boolean renewed() {
            listening.notOpened();
            return awaitOther(generation);
        }

        @Override
        public Turnstile.Stay stay() {
            generation.hold();
            return new Staying(generation);
        }

        @Override
        public void close() {
            generation.release();
            places.leave();
            if (tally.isMeasured()) {
                tally.used(ticker.nanos() - entered);
            }
        }
    }

    /** A cursor or a session, which goes on with the client that it began with. */
    private final class Staying implements Turnstile.Stay {
        private final Generation generation;
        private final AtomicBoolean left = new AtomicBoolean();

        Staying(Generation generation) {
            this.generation = generation;
        }

        /** Also while the server is down: what the client of then says of it is the truth about what was begun. */
        @Override
        public Turnstile.Pass enter() {
            long now = ticker.nanos();
            Places.Entry entry =
                    places.enter(ticker, now + wanted.pool().acquireTimeout().toNanos());
            if (entry != Places.Entry.IN) {
                throw refused(entry, ticker.nanos() - now);
            }
            generation.hold();
            return new Visit(generation, now);
        }

        @Override
        public void close() {
            if (left.compareAndSet(false, true)) {
                generation.release();
            }
        }
    }

    @Override
    public void suspect() {
        // the driver asks a connection that was idle before it uses it
    }

    @Override
    public void adopt(DatabaseConfig next) {
        places.resize(next.pool().size(), next.pool().maxWaiting());
        wanted = next;
    }

    @Override
    public void retireBefore(long proven) {
        login = proven;
    }

    @Override
    public synchronized void tidy() {
        earlier.removeIf(Generation::isClosed);
        Generation now = current;
        if (state == State.OPEN && (now.login() < login || differs(now.config(), wanted))) {
            renew(now);
        }
    }

    private static boolean differs(DatabaseConfig before, DatabaseConfig after) {
        return !before.pool().equals(after.pool())
                || !before.timeouts().equals(after.timeouts())
                || !before.probe().equals(after.probe());
    }

    /** The next one is proven before it is used; until that works, the one before goes on. */
    private void renew(Generation before) {
        try {
            Generation next = generation(wanted, login);
            earlier.add(before);
            change(() -> current = next);
            before.retire();
            told = "";
        } catch (Exception failure) {
            String reason = host.engine().classify(failure, Phase.CONNECT).sentence();
            if (!reason.equals(told)) {
                told = reason;
                log.warn("{}: its connections cannot be replaced now, and stay in use: {}", host.label(), reason);
                log.debug("{}: its connections cannot be replaced", host.label(), MaskedCause.of(failure));
            }
        }
    }

    @Override
    public List<Loan> newLeaks() {
        return List.of(); // a driver takes its connections back by itself
    }

    @Override
    public PoolStatus status() {
        int open = current.client().open();
        int active = current.client().active();
        for (Generation each : earlier) {
            open += each.client().open();
            active += each.client().active();
        }
        return new PoolStatus(
                active,
                Math.max(0, open - active),
                places.waiting(),
                open,
                wanted.pool().size(),
                0);
    }

    @Override
    public synchronized void sever() {
        change(() -> state = State.ENDED);
        places.dissolve();
        current.retire();
    }

    @Override
    public void clear() {
        // what has begun ends by itself, and its client with it
    }

    @Override
    public void close(Deadline deadline) {
        synchronized (this) {
            if (state != State.OPEN) {
                return;
            }
            change(() -> state = State.CLOSING);
        }
        places.dissolve();
        boolean interrupted = !drained(deadline);
        state = State.ENDED;
        current.client().close();
        earlier.forEach(each -> each.client().close());
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for what has begun; false if that was interrupted. */
    private boolean drained(Deadline deadline) {
        try {
            while (isBusy() && !deadline.hasPassed()) {
                host.time().pauser().pause(deadline.remainingUpTo(LOOK_AGAIN));
            }
            return true;
        } catch (InterruptedException interrupted) {
            return false;
        }
    }

    private boolean isBusy() {
        return current.isBusy() || earlier.stream().anyMatch(Generation::isBusy);
    }
}

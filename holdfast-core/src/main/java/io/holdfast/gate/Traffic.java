package io.holdfast.gate;

import io.holdfast.config.CredentialsSource;
import io.holdfast.config.DatabaseConfig;
import io.holdfast.config.DatabaseUrl;
import io.holdfast.config.Endpoint;
import io.holdfast.engine.Access;
import io.holdfast.engine.Engine;
import io.holdfast.engine.Roles.Role;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.event.Event;
import io.holdfast.event.Events;
import io.holdfast.gate.Server.Greeting;
import io.holdfast.gate.Server.Standing;
import io.holdfast.gate.decision.Standings;
import io.holdfast.pool.PoolListener;
import io.holdfast.pool.ServerName;
import io.holdfast.pool.lending.Supply;
import io.holdfast.resilience.Deadline;
import io.holdfast.resilience.Time;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps calls on their way as a database's servers come and go.
 *
 * <p>Everything that changes does so under one lock: what is known of the servers, and where calls go because of it. Calls
 * themselves read the route without the lock. When a server is given up, calls first lose the way to it, then its
 * connections are cut, and only when nothing more can reach it may writes find another one: so this process never writes
 * to two servers.
 */
final class Traffic {
    private static final Set<ErrorKind> WORTH_A_LOOK =
            EnumSet.of(ErrorKind.CONNECTION, ErrorKind.READ_ONLY, ErrorKind.NOT_FOUND, ErrorKind.CORRUPT);
    private static final Duration PATIENCE_WITH_WATCHES = Duration.ofSeconds(2);

    private final Engine engine;
    private final Time time;
    private final Preparation preparation;
    private final Announcer announcer;
    private final Fleet fleet;
    private final Dispatch dispatch;
    private final Map<ServerName, WatchThread> watches = new EnumMap<>(ServerName.class);
    private final ReentrantLock lock = new ReentrantLock();
    private final Lobby lobby;
    private volatile Terms terms;
    private volatile boolean closed;

    Traffic(DatabaseConfig config, Engine engine, Time time, Events events, Preparation preparation) {
        this.terms = Terms.of(config, time);
        this.engine = engine;
        this.time = time;
        this.preparation = preparation;
        this.announcer = new Announcer(config, events);
        this.lobby = new Lobby(
                lock, time.ticker(), config.name(), () -> config().pool().maxWaiting());
        this.fleet = new Fleet(
                server(ServerName.PRIMARY, config, config.url()),
                config.standby().map(standby -> server(ServerName.STANDBY, config, standby.url())));
        this.dispatch = new Dispatch(config, fleet, announcer, time.ticker());
    }

    private Server server(ServerName name, DatabaseConfig config, DatabaseUrl url) {
        var declared = new Endpoint(config.name(), url, Optional.empty(), config.tls());
        return new Server(name, this, declared, credentials(name, config));
    }

    private static CredentialsSource credentials(ServerName name, DatabaseConfig config) {
        return name == ServerName.PRIMARY ? config.credentials() : config.standbyCredentials();
    }

    Terms terms() {
        return terms;
    }

    DatabaseConfig config() {
        return terms.config();
    }

    Engine engine() {
        return engine;
    }

    Time time() {
        return time;
    }

    /** Whether it is of no use any more to ask a server what became of work that began when it was {@code before}. */
    boolean hasMovedOn(Role before) {
        return closed || dispatch.lineage().hasLeft(before);
    }

    Server primary() {
        return fleet.primary();
    }

    Route route() {
        return dispatch.route();
    }

    Standings standings() {
        return dispatch.standings();
    }

    // what is told to it

    /** Starts to watch {@code name}, if there is such a server. */
    void watch(ServerName name) {
        fleet.all().stream().filter(server -> server.name() == name).forEach(server -> {
            var thread =
                    new WatchThread(new Watch(server, this), "holdfast-watch-%s-%s".formatted(config().name(), name));
            watches.put(name, thread);
            thread.start();
        });
    }

    /** The opening is over: from now on the standby is used like any other server, and changes are told. */
    void begin() {
        change(() -> {
            dispatch.begin();
            announcer.begin(standings().availability());
        });
    }

    /**
     * A server answers that did not. What has to be done there first is done, then calls may go there.
     *
     * @return why they may not, all the same
     * @throws Exception if it does not answer any more afterwards
     */
    Optional<HoldfastException> up(Server server, Greeting greeting, long lookedAt) throws Exception {
        if (preparation == Preparation.NONE || server.isPrepared(greeting.role())) {
            enter(server, greeting, lookedAt);
            return Optional.empty();
        }
        greeting.opened().session().close();
        Role role = greeting.role();
        notReady(server, role, reasonBefore(server), lookedAt);
        try {
            preparation.prepare(server.endpoint(), allowed(server));
        } catch (HoldfastException failure) {
            notReady(server, role, failure, lookedAt);
            return Optional.of(failure);
        }
        server.prepared(role);
        long again = now();
        enter(server, server.greet(config().timeouts().connect()), again);
        watches.values().forEach(WatchThread::hurry); // what is done here, the other server may have waited for
        return Optional.empty();
    }

    private HoldfastException reasonBefore(Server server) {
        return server.standing() instanceof Standing.Unready unready
                ? unready.reason()
                : Failure.of(ErrorKind.CONNECTION, preparation.underWay()).exception();
    }

    private void notReady(Server server, Role role, HoldfastException reason, long lookedAt) {
        change(() -> {
            server.stand(new Standing.Unready(role, reason, server.standing().since()));
            server.looked(lookedAt);
            dispatch.decide();
        });
    }

    /**
     * Writing is allowed where writes belong, and that is known only when every server was asked at least once: the one
     * that was not may have been promoted.
     *
     * @throws HoldfastException of kind CONNECTION if one was not
     */
    private Access allowed(Server server) {
        Duration longest = config().timeouts().connect().plus(config().probe().timeout());
        boolean known = lobby.standing(
                () -> !closed && !fleet.all().stream().allMatch(Server::wasLookedAt), now() + longest.toNanos());
        if (!known) {
            throw Failure.of(ErrorKind.CONNECTION, "it is not known yet whether another server takes writes")
                    .during("open", config().name())
                    .exception();
        }
        lock.lock();
        try {
            return !closed && dispatch.isWriter(server) ? Access.READ_WRITE : Access.READ_ONLY;
        } finally {
            lock.unlock();
        }
    }

    private void enter(Server server, Greeting greeting, long lookedAt) throws Exception {
        Supply pool = Supply.open(server, greeting.opened());
        change(() -> {
            pool.adopt(config());
            announcer.serverUp(server.name(), since(server.standing()));
            server.stand(new Standing.Up(pool, greeting.role(), now()));
            server.looked(lookedAt);
            if (server == primary()) {
                dispatch.keepReadsAway();
            }
            dispatch.decide();
        });
        if (closed) {
            pool.sever();
            pool.clear();
        }
    }

    /** A server does not answer any more: its connections are cut before anything else may be written elsewhere. */
    void down(Server server, HoldfastException reason) {
        if (!(server.standing() instanceof Standing.Up up)) {
            return;
        }
        change(() -> {
            announcer.serverDown(server.name(), since(up), String.valueOf(reason.getMessage()));
            server.stand(new Standing.Down(reason, now()));
            dispatch.beginHandover();
        });
        up.pool().sever();
        change(dispatch::endHandover);
        var clearing = new Thread(up.pool()::clear, "holdfast-clear-" + config().name());
        clearing.setDaemon(true);
        clearing.start();
    }

    /** A server that is down was tried and is still down, perhaps for another reason. */
    void stillDown(Server server, HoldfastException reason, long lookedAt) {
        change(() -> {
            if (!(server.standing() instanceof Standing.Up)) {
                server.stand(new Standing.Down(reason, server.standing().since()));
                server.looked(lookedAt);
                dispatch.miss(server);
                dispatch.decide();
            }
        });
    }

    /** A server that is up was looked at, and is {@code role}. */
    void seen(Server server, Role role, long lookedAt) {
        if (!(server.standing() instanceof Standing.Up up)) {
            return;
        }
        change(() -> {
            server.looked(lookedAt);
            if (!role.equals(up.role())) {
                server.stand(new Standing.Up(up.pool(), role, up.since()));
                dispatch.decide();
            }
            boolean settled = since(up).compareTo(config().probe().settle()) >= 0;
            if (server == primary() && settled) {
                dispatch.bringReadsBack();
            }
        });
        up.pool().retireBefore(server.logins().number());
        up.pool().tidy();
        up.pool().newLeaks().forEach(leak -> announcer.leak(server.name(), leak));
        announcer.tell();
    }

    /** Something is about to be written while reads still go to the standby: they follow, to see it. */
    void wrote() {
        change(dispatch::bringReadsBack);
    }

    /** A connection to a server failed: the servers are looked at, unless the failure says nothing about them. */
    void failed(Server server, Failure failure) {
        if (WORTH_A_LOOK.contains(failure.kind()) && server.standing() instanceof Standing.Up) {
            watches.values().forEach(WatchThread::hurry);
        }
    }

    void credentialsChanged(Server server, Logins.Change change) {
        announcer.credentials(server.name(), change);
        announcer.tell();
        watches.values().forEach(WatchThread::hurry); // the look after this one retires what was opened before
    }

    void deadlocked(Event.Deadlocked deadlock) {
        announcer.deadlock(deadlock);
        announcer.tell();
    }

    void certificateExpires(Server server, GateStatus.CertificateStatus certificate) {
        announcer.certificate(server.name(), certificate);
        announcer.tell();
    }

    void tryCredentials(DatabaseConfig next) {
        new Introduction(config(), next).at(fleet.all(), Traffic::credentials);
    }

    /** Has {@code next} hold from now on; a server that comes up at the same time learns of it, too. */
    void reconfigure(DatabaseConfig next) {
        change(() -> {
            terms = Terms.of(next, time);
            for (Server server : fleet.all()) {
                server.logins().ask(credentials(server.name(), next));
                if (server.standing() instanceof Standing.Up up) {
                    up.pool().adopt(next);
                }
            }
        });
        watches.values().forEach(WatchThread::hurry);
    }

    private void change(Runnable what) {
        lock.lock();
        try {
            if (!closed) {
                what.run();
                lobby.call();
            }
        } finally {
            lock.unlock();
        }
        announcer.tell();
    }

    private long now() {
        return time.ticker().nanos();
    }

    private Duration since(Standing standing) {
        return Duration.ofNanos(now() - standing.since());
    }

    // what is asked of it

    /** Waits until calls go another way than {@code seen}, or the moment {@code until}; whether they do. */
    boolean awaitChange(Route seen, long until) {
        return lobby.await(() -> route().equals(seen) && !closed, until) && !closed;
    }

    /** Waits until every server was looked at after {@code failedAt} or is down, or the moment {@code until}. */
    void awaitVerdict(long failedAt, long until) {
        watches.values().forEach(WatchThread::hurry);
        lobby.await(() -> !closed && fleet.all().stream().anyMatch(server -> isInDoubt(server, failedAt)), until);
    }

    private static boolean isInDoubt(Server server, long failedAt) {
        return server.standing() instanceof Standing.Up && server.lookedAt() - failedAt < 0;
    }

    PoolListener.Subscription listen(PoolListener listener) {
        fleet.all().forEach(server -> server.tally().listen(listener));
        return () -> fleet.all().forEach(server -> server.tally().forget(listener));
    }

    GateStatus status() {
        lock.lock();
        try {
            return dispatch.status(lobby.waiting());
        } finally {
            lock.unlock();
        }
    }

    /** Turns everybody away, lets what is lent come back until {@code deadline}, and ends everything. */
    void close(Deadline deadline) {
        Failure end = Failure.of(ErrorKind.CANCELLED, "%s was closed".formatted(config().name()))
                .during("borrow", config().name());
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            dispatch.shut(end);
            lobby.call();
        } finally {
            lock.unlock();
        }
        preparation.cancel();
        watches.values().forEach(WatchThread::close);
        for (Server server : fleet.all()) {
            if (server.standing() instanceof Standing.Up up) {
                up.pool().close(deadline);
                server.stand(new Standing.Down(end.exception(), now()));
            }
            server.leavePlace();
        }
        watches.values().forEach(watch -> watch.join(PATIENCE_WITH_WATCHES));
    }
}

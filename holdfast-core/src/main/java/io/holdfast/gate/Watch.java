package io.holdfast.gate;

import io.holdfast.config.ProbeConfig;
import io.holdfast.engine.Roles.Role;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.error.MaskedCause;
import io.holdfast.gate.Server.Greeting;
import io.holdfast.gate.Server.Standing;
import io.holdfast.log.Log;
import io.holdfast.pool.lending.PoolHost.Opened;
import io.holdfast.resilience.Backoff;
import io.holdfast.resilience.BreakerState;
import io.holdfast.resilience.CircuitBreaker;
import io.holdfast.resilience.Ticker;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Watches one server: asks it again and again, on a connection of its own, whether it answers and what it is.
 *
 * <p>While the server is up, a refusal takes it down at once, and so do several silences in a row; a silence during which
 * this process itself stood still says nothing about the server and is not counted. While the server is down, it is asked
 * often at first, then a few times a second, and the moment it answers its pool is opened.
 *
 * <p>Each step belongs to the one thread that watches.
 */
final class Watch {
    private static final Log log = Log.of(Watch.class);
    private static final Backoff WHILE_DOWN = new Backoff(Duration.ofMillis(25), Duration.ofMillis(250));

    /** The server speaks, and will be there in a moment. */
    private static final Duration WHILE_STARTING = Duration.ofMillis(40);

    /** The server speaks, and what has to be done there first has failed: each try may cost others something. */
    private static final Backoff WHILE_UNREADY = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(15));

    /** The server speaks, and asking often does not make it say anything else. */
    private static final Duration WHILE_REFUSED = Duration.ofSeconds(2);

    private static final Duration BETWEEN_CREDENTIALS = Duration.ofSeconds(2);

    /** What shows, when a connection is opened anew, that the server cannot be used by anybody. */
    private static final Set<ErrorKind> CERTAIN =
            EnumSet.of(ErrorKind.CONNECTION, ErrorKind.NOT_FOUND, ErrorKind.CORRUPT);

    /** What keeps new connections out; those that are open may go on. */
    private static final Set<ErrorKind> LOCKED_OUT =
            EnumSet.of(ErrorKind.TLS, ErrorKind.AUTHENTICATION, ErrorKind.PERMISSION, ErrorKind.CONFIGURATION);

    private final Server server;
    private final Traffic traffic;
    private final Ticker ticker;
    private final CircuitBreaker breaker;
    private volatile @Nullable Opened session;

    /** What holds during one step: an answer is judged by the time that it was given. */
    private ProbeConfig probe;

    private long credentialsTried;
    private int timesUnready;
    private String told = "";
    private Duration first = Duration.ZERO;

    Watch(Server server, Traffic traffic) {
        this.server = server;
        this.traffic = traffic;
        this.ticker = server.time().ticker();
        this.probe = server.config().probe();
        this.breaker = new CircuitBreaker(() -> probe.misses(), WHILE_DOWN, server.time());
        this.credentialsTried = ticker.nanos();
        if (server.standing() instanceof Standing.Down down) {
            breaker.broke(down.reason());
        } else if (server.standing() instanceof Standing.Unready unready) {
            told = String.valueOf(unready.reason().getMessage()); // by the opening
            first = notReady(unready.reason());
        }
    }

    /** Looks once; gives the pause before the next look. */
    Duration step() {
        probe = server.config().probe();
        if (server.standing() instanceof Standing.Up) {
            return lookAfter();
        }
        if (!first.isZero()) { // the opening has just tried
            Duration pause = first;
            first = Duration.ZERO;
            return pause;
        }
        return breaker.mayTry() ? tryAgain() : untilNextTry();
    }

    private Duration lookAfter() {
        long start = ticker.nanos();
        try {
            traffic.seen(server, look(), start);
            breaker.worked();
            renewCredentials(start);
            server.certificates().lookIfDue();
            return untilNextLook();
        } catch (Exception failure) {
            HoldfastException sorted = server.sorted(failure);
            dropSession();
            return judge(sorted, Duration.ofNanos(ticker.nanos() - start));
        }
    }

    /**
     * A session of ours that broke says little: the server may have ended only that one. So it is asked once more; and the
     * pool asks its connections before it lends them, because the server, or a file, may be another one by now.
     */
    private Role look() throws Exception {
        Opened known = session;
        if (known != null) {
            long start = ticker.nanos();
            try {
                return server.look(known.session(), probe.timeout());
            } catch (Exception failure) {
                dropSession();
                if (isSilence(Duration.ofNanos(ticker.nanos() - start))) {
                    throw failure;
                }
                server.suspectConnections();
            }
        }
        Greeting greeting = server.greet(probe.timeout());
        session = greeting.opened();
        return greeting.role();
    }

    private Duration judge(HoldfastException failure, Duration took) {
        if (wasPaused(took)) {
            log.debug("{}: this process stood still for {} ms during a probe", server.label(), took.toMillis());
            return Duration.ZERO;
        }
        if (isSilence(took)) {
            BreakerState state = breaker.missed(failure);
            if (state instanceof BreakerState.Open) {
                traffic.down(server, failure);
                return untilNextTry();
            }
            return Duration.ZERO;
        }
        if (CERTAIN.contains(failure.kind()) || isLockedOut(failure)) {
            breaker.broke(failure);
            traffic.down(server, failure);
            return untilNextTry();
        }
        log.debug("{}: the server answers and takes no further connection", server.label(), failure);
        traffic.seen(server, server.role(), ticker.nanos());
        return probe.every();
    }

    /** No connection can be opened, and none is left. */
    private boolean isLockedOut(HoldfastException failure) {
        return LOCKED_OUT.contains(failure.kind())
                && server.standing() instanceof Standing.Up up
                && up.pool().status().total() == 0;
    }

    /** An answer would have come by now. */
    private boolean isSilence(Duration took) {
        return took.compareTo(probe.timeout().multipliedBy(4).dividedBy(5)) >= 0;
    }

    /** The timeout itself came late: then the answer may have, too. */
    private boolean wasPaused(Duration took) {
        return took.compareTo(probe.timeout().multipliedBy(3).dividedBy(2)) > 0;
    }

    private Duration tryAgain() {
        long start = ticker.nanos();
        try {
            Greeting greeting = server.greet(probe.timeout());
            Optional<HoldfastException> reason = traffic.up(server, greeting, start);
            if (reason.isPresent()) {
                return notReady(reason.get());
            }
            breaker.worked();
            timesUnready = 0;
            told = "";
            return probe.every();
        } catch (Exception failure) {
            HoldfastException sorted = server.sorted(failure);
            breaker.broke(sorted);
            server.forgetPlace();
            traffic.stillDown(server, sorted, start);
            return untilNextTry();
        }
    }

    /** Told once for each reason: the server can be used by others, so it is worth a line. */
    private Duration notReady(HoldfastException reason) {
        breaker.broke(reason);
        timesUnready++;
        String sentence = String.valueOf(reason.getMessage());
        if (!sentence.equals(told) && reason.kind() != ErrorKind.CANCELLED) {
            told = sentence;
            log.warn("{} is not ready: {}", server.label(), sentence);
            log.debug("{} is not ready", server.label(), reason);
        }
        return WHILE_UNREADY.steadyAfter(timesUnready, server.time().random());
    }

    private Duration untilNextTry() {
        if (!(breaker.state() instanceof BreakerState.Open open)) {
            return Duration.ZERO;
        }
        if (open.reason().kind() != ErrorKind.CONNECTION) {
            return WHILE_REFUSED;
        }
        if (isStarting(open.reason())) {
            breaker.hurry();
            return WHILE_STARTING;
        }
        return open.remaining(ticker);
    }

    /** Class 08 of the SQL standard is the driver's own word; any other code comes from the server itself. */
    private static boolean isStarting(HoldfastException failure) {
        String state = failure.failure().sqlState();
        return state != null && !state.startsWith("08");
    }

    /** New credentials that could not be tried yet do not wait for the next probe, which may be minutes away. */
    private Duration untilNextLook() {
        Duration usual = probe.every();
        boolean later = usual.compareTo(BETWEEN_CREDENTIALS) > 0;
        return later && server.logins().haveChanged() ? BETWEEN_CREDENTIALS : usual;
    }

    /** New credentials are proven by opening a connection with them, before anything is replaced. */
    private void renewCredentials(long now) throws Exception {
        Opened known = session;
        boolean old = known != null && known.login() < server.logins().number();
        boolean due = now - credentialsTried >= BETWEEN_CREDENTIALS.toNanos();
        if (old || (due && server.logins().haveChanged())) {
            credentialsTried = now;
            Opened opened = server.open(probe.timeout());
            dropSession();
            session = opened;
        }
    }

    /** Cuts its connection, without waiting for anybody; a question that hangs on it fails. Any thread may do this. */
    void dropSession() {
        Opened known = session;
        session = null;
        if (known == null) {
            return;
        }
        try {
            known.session().abort();
        } catch (Exception failure) {
            log.debug("{}: the watch's own connection could not be cut", server.label(), MaskedCause.of(failure));
        }
    }
}

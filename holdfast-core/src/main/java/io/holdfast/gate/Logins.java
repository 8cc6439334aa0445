package io.holdfast.gate;

import io.holdfast.config.CredentialsSource;
import io.holdfast.config.Endpoint;
import io.holdfast.config.Endpoint.Credentials;
import io.holdfast.engine.Engine;
import io.holdfast.engine.Session;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.error.Phase;
import io.holdfast.log.Log;
import io.holdfast.pool.lending.PoolHost.Opened;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections to one server with the credentials of the moment, while those may change at any time and in either
 * order: first at the server, or first in the source.
 *
 * <p>The last credentials that worked are kept. New ones are tried first; if the server refuses them, the source is asked
 * once more, and then the old ones are tried, so that a wrong password that was rotated in breaks nothing for as long as
 * the old one is valid. Safe for use by many threads.
 */
final class Logins {
    private static final Log log = Log.of(Logins.class);

    private final Engine engine;
    private final String label;
    private volatile CredentialsSource source;
    private final Consumer<Change> listener;
    private volatile @Nullable Proven proven;

    /** Why the source could not be asked the last time; told once. */
    private volatile String unreadable = "";

    private Optional<Credentials> before = Optional.empty();
    private Optional<Credentials> refused = Optional.empty();

    /** Credentials that worked, and which in the row they are. */
    private record Proven(Optional<Credentials> credentials, long number) {}

    /** What became of credentials that changed. */
    enum Change {
        /** The server takes the new ones. */
        ACCEPTED,
        /** The server refuses the new ones; the old ones stay in use. */
        REFUSED
    }

    Logins(Engine engine, String label, CredentialsSource source, Consumer<Change> listener) {
        this.engine = engine;
        this.label = label;
        this.source = source;
        this.listener = listener;
    }

    /**
     * Opens a connection to {@code place}.
     *
     * @throws Exception whatever stands in the way
     */
    Opened open(Endpoint place, Duration timeout) throws Exception {
        Optional<Credentials> wanted = wanted();
        try {
            return open(place, wanted, timeout);
        } catch (Exception failure) {
            if (engine.classify(failure, Phase.CONNECT).kind() != ErrorKind.AUTHENTICATION) {
                throw failure;
            }
            return second(place, timeout, wanted, failure);
        }
    }

    private Opened second(Endpoint place, Duration timeout, Optional<Credentials> first, Exception refusal)
            throws Exception {
        Optional<Credentials> again = wanted();
        if (!again.equals(first)) {
            return open(place, again, timeout);
        }
        Proven old = proven;
        if (old == null || old.credentials().equals(first)) {
            throw refusal;
        }
        Opened opened = open(place, old.credentials(), timeout);
        tellRefused(first);
        return opened;
    }

    private Opened open(Endpoint place, Optional<Credentials> credentials, Duration timeout) throws Exception {
        Endpoint endpoint = credentials.map(place::as).orElse(place);
        Session session = engine.open(endpoint, timeout);
        return new Opened(session, prove(credentials));
    }

    /** Has {@code other} asked from now on. */
    void ask(CredentialsSource other) {
        source = other;
    }

    /** {@code place}, for whom worked last. */
    Endpoint proven(Endpoint place) {
        Proven now = proven;
        return now == null ? place : now.credentials().map(place::as).orElse(place);
    }

    /** What the source gives; while it cannot give anything, the last that worked. */
    private Optional<Credentials> wanted() {
        try {
            Optional<Credentials> current = source.current();
            unreadable = "";
            return current;
        } catch (HoldfastException failure) {
            Proven old = proven;
            if (old == null) {
                throw failure;
            }
            String reason = String.valueOf(failure.getMessage());
            if (!reason.equals(unreadable)) {
                unreadable = reason;
                log.warn("{}: {}; the last credentials stay in use", label, reason);
            }
            return old.credentials();
        }
    }

    /** Whether the source gives other credentials than those in use. */
    boolean haveChanged() {
        Proven now = proven;
        return now != null && !wanted().equals(now.credentials());
    }

    /** The number of the credentials in use; 0 before any has worked. */
    long number() {
        Proven now = proven;
        return now == null ? 0 : now.number();
    }

    private long prove(Optional<Credentials> credentials) {
        long number;
        synchronized (this) {
            Proven now = proven;
            if (now != null && now.credentials().equals(credentials)) {
                return now.number();
            }
            if (now != null && credentials.equals(before) && !credentials.equals(wanted())) {
                return now.number() - 1; // opened just before the change
            }
            number = now == null ? 1 : now.number() + 1;
            before = now == null ? before : now.credentials();
            proven = new Proven(credentials, number);
            refused = Optional.empty();
        }
        if (number > 1) {
            log.info("{}: the server takes the new credentials", label);
            listener.accept(Change.ACCEPTED);
        }
        return number;
    }

    private void tellRefused(Optional<Credentials> wanted) {
        synchronized (this) {
            if (wanted.equals(refused)) {
                return;
            }
            refused = wanted;
        }
        log.warn("{}: the server refuses the new credentials; the ones before still work and stay in use", label);
        listener.accept(Change.REFUSED);
    }
}

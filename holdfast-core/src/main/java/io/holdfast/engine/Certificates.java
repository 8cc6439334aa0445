package io.holdfast.engine;

import io.holdfast.config.Endpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Shows the certificates of encrypted connections, and when they expire; a capability of an engine. */
public interface Certificates {

    /**
     * What the server at {@code endpoint} shows to whoever connects; empty where connections to it are not encrypted. It is
     * asked over a connection of its own, which sends no credentials and is used for nothing else, so that a certificate is
     * seen even when nobody trusts it.
     *
     * @param timeout longest wait for the server to answer
     * @throws Exception whatever stands in the way
     */
    Optional<Shown> server(Endpoint endpoint, Duration timeout) throws Exception;

    /**
     * What connections to {@code endpoint} show to the server; empty where no certificate is named.
     *
     * @throws Exception whatever stands in the way of reading it
     */
    Optional<Shown> client(Endpoint endpoint) throws Exception;

    /**
     * A certificate, and those that were shown with it.
     *
     * @param subject whose certificate is the first of them to expire
     * @param names the host names and addresses in the certificate itself
     * @param notAfter when the first of them expires
     */
    record Shown(String subject, List<String> names, Instant notAfter) {

        /** Keeps a copy of the names. */
        public Shown {
            names = List.copyOf(names);
        }

        /** How near the end is at {@code now}. */
        public Expiry expiry(Instant now) {
            return Expiry.of(notAfter, now);
        }
    }

    /** Who shows a certificate to whom. */
    enum Holder {
        /** The server, to whoever connects. */
        SERVER,
        /** Whoever connects, to the server. */
        CLIENT
    }

    /** How near a certificate's end is: somebody is told 30 days before, again 7 days and 1 day before, and after it. */
    enum Expiry {
        /** More than 30 days are left. */
        FAR(Engine.Level.OK),
        /** At most 30 days are left. */
        WITHIN_A_MONTH(Engine.Level.WARNING),
        /** At most 7 days are left. */
        WITHIN_A_WEEK(Engine.Level.WARNING),
        /** At most a day is left. */
        WITHIN_A_DAY(Engine.Level.WARNING),
        /** It has expired. */
        PAST(Engine.Level.ERROR);

        private static final Duration MONTH = Duration.ofDays(30);
        private static final Duration WEEK = Duration.ofDays(7);
        private static final Duration DAY = Duration.ofDays(1);

        private final Engine.Level level;

        Expiry(Engine.Level level) {
            this.level = level;
        }

        /** How near {@code notAfter} is at {@code now}. */
        public static Expiry of(Instant notAfter, Instant now) {
            Duration left = Duration.between(now, notAfter);
            if (left.isNegative()) {
                return PAST;
            }
            if (left.compareTo(DAY) <= 0) {
                return WITHIN_A_DAY;
            }
            if (left.compareTo(WEEK) <= 0) {
                return WITHIN_A_WEEK;
            }
            return left.compareTo(MONTH) <= 0 ? WITHIN_A_MONTH : FAR;
        }

        /** Whether it needs attention. */
        public Engine.Level level() {
            return level;
        }
    }
}

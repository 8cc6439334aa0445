package io.holdfast.gate;

import io.holdfast.config.Endpoint;
import io.holdfast.engine.Certificates;
import io.holdfast.engine.Certificates.Expiry;
import io.holdfast.engine.Certificates.Holder;
import io.holdfast.engine.Certificates.Shown;
import io.holdfast.error.MaskedCause;
import io.holdfast.gate.GateStatus.CertificateStatus;
import io.holdfast.log.Log;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Looks a few times a day at the certificates that connections to a server need, and tells when one comes near its end.
 *
 * <p>A connection that is open outlives its certificate: without this, the first to notice would be the next one.
 */
final class CertificateWatch {
    private static final Log log = Log.of(CertificateWatch.class);
    private static final Duration EVERY = Duration.ofHours(6);
    private static final Duration AFTER_A_FAILURE = Duration.ofMinutes(10);

    private final Server server;
    private final BiConsumer<Server, CertificateStatus> listener;
    private final Map<Holder, Shown> known = new EnumMap<>(Holder.class);
    private final Map<Holder, Expiry> told = new EnumMap<>(Holder.class);
    private Optional<Instant> next = Optional.empty();

    CertificateWatch(Server server, BiConsumer<Server, CertificateStatus> listener) {
        this.server = server;
        this.listener = listener;
    }

    /** Looks, if it is time to; in a thread of its own, because a server may be slow to show its certificate. */
    void lookIfDue() {
        Optional<Certificates> certificates = server.engine().certificates();
        if (certificates.isPresent() && takeTurn()) {
            var looking = new Thread(() -> look(certificates.get()), "holdfast-certificate-" + server.name());
            looking.setDaemon(true);
            looking.start();
        }
    }

    private synchronized boolean takeTurn() {
        Instant now = now();
        if (next.filter(now::isBefore).isPresent()) {
            return false;
        }
        next = Optional.of(now.plus(EVERY));
        return true;
    }

    void look(Certificates certificates) {
        try {
            Endpoint endpoint = server.place().endpoint();
            saw(
                    Holder.SERVER,
                    certificates.server(endpoint, server.config().timeouts().connect()));
            saw(Holder.CLIENT, certificates.client(endpoint));
        } catch (Exception failure) {
            log.debug("{}: its certificate cannot be looked at", server.label(), MaskedCause.of(failure));
            again();
        }
    }

    private synchronized void again() {
        next = Optional.of(now().plus(AFTER_A_FAILURE));
    }

    private void saw(Holder holder, Optional<Shown> shown) {
        Optional<CertificateStatus> news = note(holder, shown);
        news.ifPresent(certificate -> listener.accept(server, certificate));
    }

    /** What is to be told: a certificate is spoken of once for each stage on the way to its end. */
    private synchronized Optional<CertificateStatus> note(Holder holder, Optional<Shown> shown) {
        if (shown.isEmpty()) {
            known.remove(holder);
            told.remove(holder);
            return Optional.empty();
        }
        known.put(holder, shown.get());
        Expiry now = shown.get().expiry(now());
        Expiry before = told.put(holder, now);
        boolean nearer = now.compareTo(before == null ? Expiry.FAR : before) > 0;
        return nearer ? Optional.of(status(holder, shown.get())) : Optional.empty();
    }

    /** Each certificate, as it was last seen. */
    synchronized List<CertificateStatus> status() {
        return known.entrySet().stream()
                .map(entry -> status(entry.getKey(), entry.getValue()))
                .toList();
    }

    private CertificateStatus status(Holder holder, Shown shown) {
        Instant now = now();
        Expiry expiry = shown.expiry(now);
        String whose = holder == Holder.SERVER
                ? "the certificate of the %s (%s)".formatted(server.name(), shown.subject())
                : "the client certificate that is shown to the %s (%s)".formatted(server.name(), shown.subject());
        String day = shown.notAfter().atOffset(ZoneOffset.UTC).toLocalDate().toString();
        String sentence = expiry == Expiry.PAST
                ? "%s expired on %s".formatted(whose, day)
                : "%s expires on %s, in %s".formatted(whose, day, left(Duration.between(now, shown.notAfter())));
        return new CertificateStatus(sentence, shown.notAfter(), expiry);
    }

    private static String left(Duration left) {
        long days = left.toDays();
        if (days > 1) {
            return days + " days";
        }
        return days == 1 ? "a day" : left.toHours() + " hours";
    }

    private Instant now() {
        return server.time().clock().instant();
    }
}

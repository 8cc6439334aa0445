package io.holdfast.engine.tls;

import io.holdfast.error.Failure;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.Locale;
import java.util.Optional;

/**
 * Tells problems with the names and dates of the certificates that they are about.
 *
 * @param words the engine's own
 * @param host the server's, as it was asked for
 * @param now the time to compare with
 */
record Explanation(ServerWords words, String host, Instant now) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** {@code problem}, with what {@code shown} says about it; who showed nothing was refused for that. */
    Failure of(TlsProblem problem, Optional<Chain> shown) {
        if (shown.isEmpty()) {
            return (problem == TlsProblem.OWN_REFUSED ? TlsProblem.OWN_DEMANDED : problem).failure(words);
        }
        return switch (problem) {
            case EXPIRED, NOT_YET_VALID, UNTRUSTED, OTHER_NAME -> ofServer(problem, shown.get());
            case OWN_EXPIRED, OWN_REFUSED -> ofClient(problem, shown.get());
            default -> problem.failure(words);
        };
    }

    /** Dates first: whoever renews a certificate may mend the rest with it. */
    private Failure ofServer(TlsProblem problem, Chain chain) {
        Optional<X509Certificate> expired = chain.expired(now);
        if (expired.isPresent()) {
            return TlsProblem.EXPIRED.failure(
                    words,
                    which(chain, expired.get()) + " expired on "
                            + time(expired.get().getNotAfter()));
        }
        Optional<X509Certificate> early = chain.early(now);
        if (early.isPresent()) {
            return TlsProblem.NOT_YET_VALID.failure(
                    words,
                    which(chain, early.get()) + " is not valid before "
                            + time(early.get().getNotBefore()));
        }
        return switch (problem) {
            case OTHER_NAME ->
                problem.failure(
                        words,
                        "the certificate of the %s server is not for %s, but for %s"
                                .formatted(words.product(), host, names(chain)));
            case UNTRUSTED -> untrusted(chain);
            default -> problem.failure(words);
        };
    }

    private Failure untrusted(Chain chain) {
        return chain.isSelfSigned()
                ? TlsProblem.UNTRUSTED
                        .failure(words, own() + " is self-signed, and not among those that are trusted")
                        .withHint("name a copy of it in tls.ca, once you know that it is the server's")
                : TlsProblem.UNTRUSTED.failure(
                        words, "%s is signed by %s, which is not trusted".formatted(own(), chain.authority()));
    }

    /** The server only says that it refused. */
    private Failure ofClient(TlsProblem problem, Chain chain) {
        Optional<X509Certificate> expired = chain.expired(now);
        if (expired.isPresent()) {
            return TlsProblem.OWN_EXPIRED.failure(
                    words,
                    "%s: it expired on %s"
                            .formatted(refusal(), time(expired.get().getNotAfter())));
        }
        return chain.early(now)
                .map(early -> problem.failure(
                                words, "%s: it is not valid before %s".formatted(refusal(), time(early.getNotBefore())))
                        .withHint("compare the clocks of both machines, or wait"))
                .orElseGet(() -> problem.failure(words));
    }

    private String refusal() {
        return "the %s server %s refused the client certificate".formatted(words.product(), host);
    }

    private String own() {
        return "the certificate of the %s server %s".formatted(words.product(), host);
    }

    private String which(Chain chain, X509Certificate certificate) {
        return certificate.equals(chain.own())
                ? own()
                : "the certificate of %s, above that of the %s server %s,"
                        .formatted(Chain.name(certificate), words.product(), host);
    }

    private static String names(Chain chain) {
        return chain.names().isEmpty() ? "nobody" : String.join(", ", chain.names());
    }

    private static String time(Date date) {
        return TIME.format(date.toInstant());
    }
}

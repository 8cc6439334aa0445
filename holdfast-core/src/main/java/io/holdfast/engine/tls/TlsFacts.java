package io.holdfast.engine.tls;

import io.holdfast.config.Endpoint;
import io.holdfast.engine.Certificates.Expiry;
import io.holdfast.engine.Certificates.Shown;
import io.holdfast.engine.Engine.Fact;
import io.holdfast.engine.Engine.Level;
import io.holdfast.error.HoldfastException;
import io.holdfast.log.Log;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@code holdfast check} shows of a connection's encryption.
 *
 * @param servers those that are asked
 * @param endpoint what is connected to
 * @param now the time to compare with
 */
public record TlsFacts(EncryptedServers servers, Endpoint endpoint, Instant now) {
    private static final Log LOG = Log.of(TlsFacts.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** The facts; the server is asked for its certificate. */
    public List<Fact> facts() {
        Encryption encryption = servers.demanded(endpoint);
        List<Fact> facts = new ArrayList<>();
        facts.add(demanded(encryption));
        if (encryption.isOn()) {
            server().ifPresent(facts::add);
            new ShownCertificates(servers)
                    .client(endpoint)
                    .map(shown ->
                            expiry("client-certificate", shown, "renew the certificate that tls.certificate names"))
                    .ifPresent(facts::add);
        }
        return facts;
    }

    private Fact demanded(Encryption encryption) {
        boolean here = servers.areHere(endpoint);
        return switch (encryption.mode()) {
            case VERIFY_FULL -> fact("tls", "on, " + encryption.word(), Level.OK, "");
            case VERIFY_CA ->
                fact(
                        "tls",
                        "on, " + encryption.word(),
                        here || encryption.ca().isPresent() ? Level.OK : Level.WARNING,
                        "set tls.ca, or tls.mode to verify-full: now everybody whom a public authority knows could"
                                + " answer in the server's place");
            case REQUIRE ->
                fact(
                        "tls",
                        "on, with anybody",
                        here ? Level.OK : Level.WARNING,
                        "set tls.mode to verify-full: now anybody could answer in the server's place");
            case OFF ->
                fact(
                        "tls",
                        "off",
                        here ? Level.OK : Level.WARNING,
                        "set tls.mode to verify-full: now everybody on the way can read and change what is sent");
        };
    }

    private Optional<Fact> server() {
        try {
            return new ShownCertificates(servers)
                    .server(endpoint, PATIENCE)
                    .map(shown -> expiry("certificate", shown, "renew the server's certificate"));
        } catch (IOException | HoldfastException e) {
            LOG.debug("the server does not show its certificate", e);
            return Optional.of(fact(
                    "certificate", "not shown", Level.WARNING, "see whether the server shows it to openssl s_client"));
        }
    }

    private Fact expiry(String name, Shown shown, String advice) {
        Duration left = Duration.between(now, shown.notAfter());
        Expiry expiry = shown.expiry(now);
        String value = expiry == Expiry.PAST
                ? "expired %d days ago, %s".formatted(left.negated().toDays(), shown.subject())
                : "%d days left, %s".formatted(left.toDays(), shown.subject());
        return fact(name, value, expiry.level(), advice);
    }

    private static Fact fact(String name, String value, Level level, String advice) {
        return new Fact(name, value, level, level == Level.OK ? "" : advice);
    }
}

package io.holdfast.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.holdfast.config.Endpoint;
import io.holdfast.config.TlsConfig;
import io.holdfast.config.TlsConfig.Mode;
import io.holdfast.engine.Certificates;
import io.holdfast.engine.Certificates.Expiry;
import io.holdfast.engine.Certificates.Shown;
import io.holdfast.engine.Engine.Fact;
import io.holdfast.engine.Engine.Level;
import io.holdfast.engine.Session;
import io.holdfast.error.Phase;
import io.holdfast.postgresql.RecordingServer.Answer;
import io.holdfast.testkit.CertificateMaker.Wish;
import io.holdfast.testkit.MadeCertificate;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CON-7, CFG-6: certificates are seen before they end, and a check tells. */
final class ShownCertificatesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final TlsServer server = TlsServer.shared();
    private final PostgresqlEngine engine = new PostgresqlEngine();
    private final Certificates certificates = engine.certificates().orElseThrow();

    @Test
    void aServersCertificateIsSeenWithItsNamesWithoutACredential() throws Exception {
        server.show(server.good());
        Endpoint nobodys =
                new Endpoint("app", server.plain("app").url(), Optional.empty(), server.trusting(Mode.VERIFY_FULL));

        Shown shown = certificates.server(nobodys, PATIENCE).orElseThrow();

        assertThat(shown.subject()).isEqualTo("CN=db1");
        assertThat(shown.names()).containsExactly("localhost", "127.0.0.1");
        assertThat(shown.notAfter()).isEqualTo(server.good().own().getNotAfter().toInstant());
        assertThat(shown.expiry(Instant.now())).isEqualTo(Expiry.FAR);
    }

    @Test
    void oneThatNobodyTrustsAnyMoreIsSeenToo() throws Exception {
        server.show(server.maker().certificate(Wish.named("forgotten").valid(-20, 10)));

        Shown shown = certificates
                .server(server.encrypted("app", TlsServer.tls(Mode.VERIFY_FULL)), PATIENCE)
                .orElseThrow();

        assertThat(shown.names()).containsExactly("forgotten");
        assertThat(shown.expiry(Instant.now())).isEqualTo(Expiry.PAST);
    }

    @Test
    void whatEndsFirstInTheChainCounts() throws Exception {
        MadeCertificate authority = server.maker()
                .authority("Old Authority", Wish.named("Old Authority").valid(-30, 40));
        server.show(server.maker()
                .certificate(Wish.named("db1").signedBy("Old Authority").alsoFor("dns:db1")));

        Shown shown = certificates
                .server(server.encrypted("app", TlsServer.tls(Mode.VERIFY_FULL)), PATIENCE)
                .orElseThrow();

        assertThat(shown.subject()).isEqualTo("CN=Old Authority");
        assertThat(shown.names()).containsExactly("db1");
        assertThat(shown.notAfter()).isEqualTo(authority.own().getNotAfter().toInstant());
        assertThat(shown.expiry(Instant.now())).isEqualTo(Expiry.WITHIN_A_MONTH);
    }

    @Test
    void plainTextHasNoCertificates() throws Exception {
        assertThat(certificates.server(server.plain("app"), PATIENCE)).isEmpty();
        assertThat(certificates.client(server.plain("app"))).isEmpty();
    }

    @Test
    void aServerThatSaysNothingIsGivenUpInTime() throws Exception {
        try (RecordingServer silent = new RecordingServer(Answer.NOTHING);
                RecordingServer odd = new RecordingServer(Answer.YES_AND_SILENCE)) {
            for (RecordingServer each : List.of(silent, odd)) {
                Endpoint endpoint =
                        Endpoint.at("app", "postgresql://127.0.0.1:%d/app?sslmode=require".formatted(each.port()));
                long start = System.nanoTime();

                Throwable thrown = catchThrowable(() -> certificates.server(endpoint, Duration.ofMillis(300)));
                assertThat(engine.classify(thrown, Phase.CONNECT).sentence())
                        .isEqualTo("the PostgreSQL server did not answer in time");

                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
            }
        }
    }

    @Test
    void theClientsOwnIsSeenToo(@TempDir Path folder) throws Exception {
        TlsConfig tls = showing(server.client(), folder);

        Shown shown = certificates.client(server.encrypted("app", tls)).orElseThrow();

        assertThat(shown.subject()).isEqualTo("CN=postgres");
        assertThat(shown.notAfter())
                .isEqualTo(server.client().own().getNotAfter().toInstant());
    }

    @Test
    void aCheckCountsTheDaysThatAreLeft(@TempDir Path folder) throws Exception {
        server.show(
                server.maker().certificate(TlsServer.signed("db1").valid(-1, 20).alsoFor("ip:127.0.0.1")));
        List<Fact> facts = facts(server.encrypted("app", showing(server.client(), folder)));

        assertThat(fact(facts, "tls")).isEqualTo(new Fact("tls", "on, verify-full", Level.OK, ""));
        assertThat(fact(facts, "certificate"))
                .isEqualTo(new Fact(
                        "certificate", "18 days left, CN=db1", Level.WARNING, "renew the server's certificate"));
        assertThat(fact(facts, "client-certificate"))
                .isEqualTo(new Fact("client-certificate", "363 days left, CN=postgres", Level.OK, ""));
    }

    @Test
    void aCheckFindsACertificateThatHasExpiredWhereNobodyVerifiesIt() throws Exception {
        server.show(server.maker().certificate(TlsServer.signed("db1").valid(-20, 10)));

        assertThat(fact(facts(server.encrypted("app", TlsServer.tls(Mode.REQUIRE))), "certificate"))
                .isEqualTo(new Fact(
                        "certificate", "expired 10 days ago, CN=db1", Level.ERROR, "renew the server's certificate"));
    }

    @Test
    void aCheckWarnsOfPlainTextAndOfAnybodyBeyondThisMachine() throws Exception {
        server.show(server.good());

        assertThat(fact(facts(server.at("127.1", "app", TlsServer.tls(Mode.OFF))), "tls"))
                .satisfies(fact -> assertThat(fact.value()).isEqualTo("off"))
                .satisfies(fact -> assertThat(fact.level()).isEqualTo(Level.WARNING))
                .satisfies(fact -> assertThat(fact.advice()).startsWith("set tls.mode to verify-full"));
        assertThat(fact(facts(server.at("127.1", "app", TlsServer.tls(Mode.REQUIRE))), "tls")
                        .level())
                .isEqualTo(Level.WARNING);
        assertThat(fact(facts(server.plain("app")), "tls")).isEqualTo(new Fact("tls", "off", Level.OK, ""));
    }

    private List<Fact> facts(Endpoint endpoint) throws Exception {
        try (Session session = engine.open(endpoint, PATIENCE)) {
            return engine.facts(session, endpoint);
        }
    }

    private static Fact fact(List<Fact> facts, String name) {
        return facts.stream()
                .filter(fact -> fact.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private TlsConfig showing(MadeCertificate client, Path folder) {
        return new TlsConfig(
                Optional.of(Mode.VERIFY_FULL),
                Optional.of(server.ca()),
                Optional.of(client.writeCertificate(folder.resolve("client.pem"))),
                Optional.of(client.writeKey(folder.resolve("client.key"))),
                Optional.empty());
    }
}

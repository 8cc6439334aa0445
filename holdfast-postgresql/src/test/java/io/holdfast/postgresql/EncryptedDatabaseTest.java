package io.holdfast.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.holdfast.config.Endpoint;
import io.holdfast.config.TlsConfig.Mode;
import io.holdfast.engine.Certificates.Expiry;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.event.Availability;
import io.holdfast.event.Event;
import io.holdfast.gate.GateStatus.ServerStatus;
import io.holdfast.postgresql.outage.App;
import io.holdfast.testkit.CertificateMaker.Wish;
import io.holdfast.testkit.MadeCertificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** CON-1, CON-7: a database whose server cannot be trusted is not waited for, and never used. */
final class EncryptedDatabaseTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final TlsServer server = TlsServer.shared();

    @AfterEach
    void showTheGoodOneAgain() {
        server.show(server.good());
    }

    static Stream<Map.Entry<Wish, String>> untrusted() {
        return Stream.of(
                Map.entry(TlsServer.signed("db1").valid(-20, 10).alsoFor("ip:127.0.0.1"), "expired on"),
                Map.entry(Wish.named("db1").alsoFor("ip:127.0.0.1"), "is self-signed"),
                Map.entry(TlsServer.signed("db7").alsoFor("dns:db7.example"), "is not for 127.0.0.1"));
    }

    @ParameterizedTest
    @MethodSource("untrusted")
    void aServerThatIsNotTrustedFailsTheStartAtOnceAndEveryCallWithTheReason(Map.Entry<Wish, String> wrong) {
        server.show(server.maker().certificate(wrong.getKey()));
        try (App app = app()) {
            assertThat(app.database().start().attempts())
                    .as("nothing is tried again")
                    .isEqualTo(1);
            assertThat(app.database().start().took()).isLessThan(Duration.ofSeconds(10));
            var failure = catchThrowableOfType(HoldfastException.class, () -> app.read("select 1"));
            assertThat(failure.kind()).isEqualTo(ErrorKind.TLS);
            assertThat(failure).hasMessageContaining(wrong.getValue());

            server.show(server.good());
            await().atMost(PATIENCE).until(() -> app.database().availability() == Availability.READY);
            assertThat(app.read("select 1")).isEqualTo(1);
        }
    }

    @Test
    void whatIsOpenGoesOnWhenTheCertificateBecomesWrongAndNothingNewIsOpened() throws Exception {
        server.show(server.good());
        try (App app = app()) {
            assertThat(app.read("select 1")).isEqualTo(1);
            server.show(server.maker().certificate(Wish.named("stranger")));
            assertThat(app.read("select 2")).isEqualTo(2);
            assertThat(app.database().availability()).isEqualTo(Availability.READY);

            endConnections();
            await().atMost(PATIENCE).until(() -> isGivenUp(app));
            assertThat(app.database().status().problem()).contains("is self-signed");
            var failure = catchThrowableOfType(HoldfastException.class, () -> app.read("select 3"));
            assertThat(failure.kind()).isEqualTo(ErrorKind.TLS);
            assertThat(connections()).isZero();

            server.show(server.good());
            await().atMost(PATIENCE).until(() -> app.database().availability() == Availability.READY);
            assertThat(app.read("select 4")).isEqualTo(4);
        }
    }

    @Test
    void aCertificateNearItsEndIsToldOfWhileTheConnectionsAreOpen() {
        MadeCertificate ending = server.maker()
                .certificate(TlsServer.signed("db1").valid(-360, 365).alsoFor("ip:127.0.0.1"));
        server.show(ending);
        try (App app = app()) {
            await().atMost(PATIENCE)
                    .until(() -> !app.events(Event.CertificateExpires.class).isEmpty());
            Event.CertificateExpires told =
                    app.events(Event.CertificateExpires.class).get(0);
            assertThat(told.sentence()).startsWith("the certificate of the primary (CN=db1) expires on 20");
            assertThat(told.notAfter()).isBetween(Instant.now(), Instant.now().plus(Duration.ofDays(6)));

            ServerStatus status = app.database().status().servers().get(0);
            assertThat(status.certificates())
                    .singleElement()
                    .satisfies(certificate -> assertThat(certificate.expiry()).isEqualTo(Expiry.WITHIN_A_WEEK));
        }
    }

    private App app() {
        Endpoint endpoint = server.encrypted("encrypted", server.trusting(Mode.VERIFY_FULL));
        return App.on(endpoint, "tls.mode", "verify-full", "tls.ca", server.ca().toString(), "await", "20s");
    }

    private static boolean isGivenUp(App app) {
        assertThat(catchThrowable(() -> app.read("select 3"))).isInstanceOf(HoldfastException.class);
        return app.database().availability() == Availability.DOWN;
    }

    private void endConnections() throws Exception {
        TestServer.ask(
                server.plain("app"),
                "select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = 'encrypted'");
    }

    private int connections() throws Exception {
        return Integer.parseInt(TestServer.ask(
                server.plain("app"), "select count(*) from pg_stat_activity where datname = 'encrypted'"));
    }
}

package io.holdfast.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.holdfast.config.DatabaseUrl;
import io.holdfast.config.Endpoint;
import io.holdfast.config.TlsConfig;
import io.holdfast.config.TlsConfig.Mode;
import io.holdfast.engine.Engine;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.Phase;
import io.holdfast.error.RetryClass;
import io.holdfast.testkit.CertificateMaker.Wish;
import io.holdfast.testkit.MadeCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CON-7, ERR-1, ERR-2: which servers a connection trusts, and what a person reads where it does not. */
final class ServerCertificateTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** This machine by a name that does not look like it. */
    private static final String DISGUISED = "127.1";

    private final TlsServer server = TlsServer.shared();
    private final Engine engine = new PostgresqlEngine();

    @Test
    void aTrustedCertificateWithTheServersNameIsAccepted() throws Exception {
        server.show(server.good());

        assertThat(isEncrypted(server.encrypted("encrypted", server.trusting(Mode.VERIFY_FULL))))
                .isTrue();
        assertThat(isEncrypted(server.at("localhost", "encrypted", server.trusting(Mode.VERIFY_FULL))))
                .isTrue();
    }

    @Test
    void thePasswordIsBoundToTheEncryptedConnectionItIsSentOver() throws Exception {
        server.show(server.good());
        Endpoint plain = server.encrypted("encrypted", server.trusting(Mode.VERIFY_FULL));
        DatabaseUrl url = plain.url();
        var bound = new DatabaseUrl(
                url.engine(), false, url.host(), url.port(), url.path(), Map.of("channel_binding", "require"));

        assertThat(isEncrypted(new Endpoint("app", bound, plain.credentials(), plain.tls())))
                .isTrue();
    }

    @Test
    void withoutSettingsAServerBeyondThisMachineIsVerifiedInFullByTheRuntimesAuthorities(@TempDir Path folder)
            throws Exception {
        server.show(server.maker().certificate(TlsServer.signed(DISGUISED)));
        Endpoint unsaid = server.at(DISGUISED, "encrypted", TlsConfig.UNSAID);
        Path store = server.authority().writeTrustStore(folder.resolve("trusted.jks"));

        assertThat(refused(unsaid).sentence()).contains("signed by CN=Test Authority, which is not trusted");
        assertThat(with("javax.net.ssl.trustStore", store.toString(), () -> isEncrypted(unsaid)))
                .isTrue();
        server.show(server.good());
        assertThat(with("javax.net.ssl.trustStore", store.toString(), () -> refused(unsaid))
                        .sentence())
                .isEqualTo("the certificate of the PostgreSQL server is not for 127.1, but for localhost, 127.0.0.1");
    }

    @Test
    void theUsualPlaceOfPostgresqlsClientsIsLookedAtFirst(@TempDir Path home) throws Exception {
        server.show(server.good());
        server.authority()
                .writeCertificate(
                        Files.createDirectory(home.resolve(".postgresql")).resolve("root.crt"));
        Endpoint anybodys = server.encrypted("encrypted", TlsServer.tls(Mode.VERIFY_FULL));

        assertThat(with("user.home", home.toString(), () -> isEncrypted(anybodys)))
                .isTrue();
        assertThat(with("user.home", home.resolve("nobody").toString(), () -> refused(anybodys))
                        .kind())
                .isEqualTo(ErrorKind.TLS);
    }

    @Test
    void withoutSettingsAServerOnThisMachineIsSpokenToInPlainText() throws Exception {
        server.show(server.good());

        assertThat(isEncrypted(server.at("127.0.0.1", "app", TlsConfig.UNSAID))).isFalse();
        assertThat(isEncrypted(server.at("localhost", "app", TlsConfig.UNSAID))).isFalse();
    }

    @Test
    void whoNamesAnAuthorityMeansItEvenOnThisMachine() throws Exception {
        server.show(server.good());
        var onlyAuthority = new TlsConfig(
                Optional.empty(), Optional.of(server.ca()), Optional.empty(), Optional.empty(), Optional.empty());

        assertThat(isEncrypted(server.at("127.0.0.1", "app", onlyAuthority))).isTrue();
    }

    @Test
    void aCertificateForAnotherHostIsRefusedWithItsNamesUnlessAnyNameWillDo() throws Exception {
        server.show(server.maker().certificate(TlsServer.signed("db7").alsoFor("dns:db7.example", "ip:10.0.0.7")));

        Failure failure = refused(server.encrypted("app", server.trusting(Mode.VERIFY_FULL)));

        assertThat(failure.sentence())
                .isEqualTo(
                        "the certificate of the PostgreSQL server is not for 127.0.0.1, but for db7.example, 10.0.0.7");
        assertThat(failure.hint()).contains("verify-ca");
        assertThat(isEncrypted(server.encrypted("app", server.trusting(Mode.VERIFY_CA))))
                .isTrue();
    }

    @Test
    void anExpiredCertificateIsRefusedWithItsDate() throws Exception {
        server.show(server.maker()
                .certificate(TlsServer.signed("db1").valid(-20, 10).alsoFor("ip:127.0.0.1")));

        assertThat(refused(server.encrypted("app", server.trusting(Mode.VERIFY_FULL)))
                        .sentence())
                .matches("the certificate of the PostgreSQL server 127\\.0\\.0\\.1 expired on"
                        + " 20\\d\\d-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC");
        assertThat(refused(server.encrypted("app", TlsServer.tls(Mode.VERIFY_CA)))
                        .sentence())
                .as("whether or not it is trusted")
                .contains("expired on");
    }

    @Test
    void aCertificateOfTomorrowIsRefusedWithItsDate() throws Exception {
        server.show(
                server.maker().certificate(TlsServer.signed("db1").valid(5, 10).alsoFor("ip:127.0.0.1")));

        Failure failure = refused(server.encrypted("app", server.trusting(Mode.VERIFY_FULL)));

        assertThat(failure.sentence())
                .startsWith("the certificate of the PostgreSQL server 127.0.0.1 is not valid before 20");
        assertThat(failure.hint()).contains("clocks");
    }

    @Test
    void aSelfSignedCertificateIsRefusedUnlessItIsNamedItself(@TempDir Path folder) throws Exception {
        MadeCertificate alone = server.maker().certificate(Wish.named("db1").alsoFor("ip:127.0.0.1"));
        server.show(alone);

        assertThat(refused(server.encrypted("app", server.trusting(Mode.VERIFY_FULL)))
                        .sentence())
                .isEqualTo("the certificate of the PostgreSQL server 127.0.0.1 is self-signed,"
                        + " and not among those that are trusted");
        assertThat(isEncrypted(server.encrypted(
                        "app",
                        TlsServer.trusting(Mode.VERIFY_FULL, alone.writeCertificate(folder.resolve("alone.pem"))))))
                .isTrue();
    }

    @Test
    void aSelfSignedCertificateThatIsTrustedExpiresAllTheSame(@TempDir Path folder) throws Exception {
        MadeCertificate alone =
                server.maker().certificate(Wish.named("db1").valid(-20, 10).alsoFor("ip:127.0.0.1"));
        server.show(alone);

        assertThat(refused(server.encrypted(
                                "app",
                                TlsServer.trusting(
                                        Mode.VERIFY_FULL, alone.writeCertificate(folder.resolve("alone.pem")))))
                        .sentence())
                .contains("expired on");
    }

    @Test
    void anAuthorityThatIsNotTrustedIsNamed() throws Exception {
        server.show(server.good());

        Failure failure = refused(server.encrypted("app", TlsServer.tls(Mode.VERIFY_FULL)));

        assertThat(failure.sentence())
                .isEqualTo("the certificate of the PostgreSQL server 127.0.0.1 is signed by CN=Test Authority,"
                        + " which is not trusted");
        assertThat(failure.hint()).startsWith("name the authority that signed it in tls.ca");
    }

    @Test
    void whoAsksForEncryptionOnlyAcceptsEveryCertificate() throws Exception {
        server.show(server.maker().certificate(Wish.named("nobody").valid(-20, 10)));

        assertThat(isEncrypted(server.encrypted("encrypted", TlsServer.tls(Mode.REQUIRE))))
                .isTrue();
    }

    @Test
    void aServerWithoutEncryptionIsToldFromOneThatIsDown() throws Exception {
        server.withoutEncryption();

        for (Mode mode : new Mode[] {Mode.REQUIRE, Mode.VERIFY_CA, Mode.VERIFY_FULL}) {
            assertThat(refused(server.encrypted("app", TlsServer.tls(mode))).sentence())
                    .isEqualTo("the PostgreSQL server offers no encryption");
        }
    }

    @Test
    void aServerThatDemandsEncryptionSaysSo() {
        server.show(server.good());

        Failure failure = classified(server.plain("encrypted"));

        assertThat(failure.kind()).isEqualTo(ErrorKind.AUTHENTICATION);
        assertThat(failure.sentence()).endsWith("without encryption");
        assertThat(failure.hint()).startsWith("set tls.mode to verify-full");
    }

    private static boolean isEncrypted(Endpoint endpoint) throws Exception {
        return TestServer.ask(endpoint, "select ssl from pg_stat_ssl where pid = pg_backend_pid()")
                .equals("t");
    }

    private Failure refused(Endpoint endpoint) {
        Failure failure = classified(endpoint);
        assertThat(failure.kind()).isEqualTo(ErrorKind.TLS);
        assertThat(failure.retry()).isEqualTo(RetryClass.NEVER);
        assertThat(failure.hint()).isNotBlank();
        return failure;
    }

    private Failure classified(Endpoint endpoint) {
        Throwable thrown = catchThrowable(() -> engine.open(endpoint, PATIENCE).close());
        assertThat(thrown).isNotNull();
        return engine.classify(thrown, Phase.CONNECT);
    }

    /** Runs {@code work} while the system property {@code name} is {@code value}. */
    private static <T> T with(String name, String value, Work<T> work) throws Exception {
        String before = System.getProperty(name);
        System.setProperty(name, value);
        try {
            return work.run();
        } finally {
            if (before == null) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, before);
            }
        }
    }

    @FunctionalInterface
    private interface Work<T> {
        T run() throws Exception;
    }
}

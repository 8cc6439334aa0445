package io.holdfast.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.holdfast.config.Endpoint;
import io.holdfast.config.Secret;
import io.holdfast.config.TlsConfig;
import io.holdfast.config.TlsConfig.Mode;
import io.holdfast.engine.Engine;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.Phase;
import io.holdfast.error.RetryClass;
import io.holdfast.testkit.Canaries;
import io.holdfast.testkit.CertificateMaker.Wish;
import io.holdfast.testkit.MadeCertificate;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CON-7, ERR-1, ERR-2, ERR-4: who shows a certificate to the server, in which forms, and what a person reads otherwise. */
final class ClientCertificateTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String PASSPHRASE = Canaries.PASSWORD;

    private final TlsServer server = TlsServer.shared();
    private final Engine engine = new PostgresqlEngine();
    private final Path folder;
    private final MadeCertificate client = server.client();
    private final Path certificate;

    ClientCertificateTest(@TempDir Path folder) {
        this.folder = folder;
        this.certificate = client.writeCertificate(folder.resolve("client.pem"));
    }

    @BeforeEach
    void showTheUsualCertificate() {
        server.show(server.good());
    }

    @Test
    void aServerThatDemandsACertificateSaysSo() {
        Failure failure = refused(server.encrypted("demanding", server.trusting(Mode.VERIFY_FULL)));

        assertThat(failure.sentence()).isEqualTo("the PostgreSQL server asks for a client certificate that it trusts");
        assertThat(failure.hint()).isEqualTo("name the certificate and its key in tls.certificate and tls.key");
    }

    @Test
    void theKeyMayBePemOrDerOrPkcs12LockedOrNot() throws Exception {
        assertThat(accepted(showing(client.writeKey(folder.resolve("open.pem")), "")))
                .isTrue();
        assertThat(accepted(showing(client.writeKey(folder.resolve("locked.pem"), PASSPHRASE), PASSPHRASE)))
                .isTrue();
        assertThat(accepted(showing(client.writeDerKey(folder.resolve("open.der")), "")))
                .isTrue();
        assertThat(accepted(showing(client.writeDerKey(folder.resolve("locked.pk8"), PASSPHRASE), PASSPHRASE)))
                .isTrue();
        assertThat(accepted(pkcs12(client.writePkcs12(folder.resolve("locked.p12"), PASSPHRASE), PASSPHRASE)))
                .isTrue();
        assertThat(accepted(pkcs12(client.writePkcs12(folder.resolve("open.pfx"), ""), "")))
                .isTrue();
    }

    @Test
    void anRsaKeyWillDoAndACertificateMayStandForThePassword() throws Exception {
        MadeCertificate rsa =
                server.maker().certificate(TlsServer.signed("postgres").rsa());
        TlsConfig tls =
                tls(rsa.writeCertificate(folder.resolve("rsa.pem")), rsa.writeKey(folder.resolve("rsa.key")), "");

        assertThat(TestServer.ask(server.encrypted("certified", tls), "select current_user"))
                .isEqualTo("postgres");
    }

    @Test
    void aCertificateOfAnotherUserIsRefused() {
        MadeCertificate other = server.maker().certificate(TlsServer.signed("somebody"));
        TlsConfig tls =
                tls(other.writeCertificate(folder.resolve("o.pem")), other.writeKey(folder.resolve("o.key")), "");

        assertThat(refused(server.encrypted("certified", tls)).sentence())
                .isEqualTo("the PostgreSQL server does not take the client certificate for this user");
    }

    @Test
    void aCertificateThatTheServerDoesNotTrustIsRefusedHoweverOftenItIsShown() {
        MadeCertificate foreign = server.maker().certificate(Wish.named("postgres"));
        TlsConfig tls =
                tls(foreign.writeCertificate(folder.resolve("f.pem")), foreign.writeKey(folder.resolve("f.key")), "");

        for (int i = 0; i < 10; i++) {
            assertThat(refused(server.encrypted("demanding", tls)).sentence())
                    .isEqualTo("the PostgreSQL server refused the client certificate: it does not trust who signed it");
        }
    }

    @Test
    void anExpiredCertificateIsRefusedWithItsDate() {
        MadeCertificate old =
                server.maker().certificate(TlsServer.signed("postgres").valid(-20, 10));
        TlsConfig tls =
                tls(old.writeCertificate(folder.resolve("old.pem")), old.writeKey(folder.resolve("old.key")), "");

        assertThat(refused(server.encrypted("demanding", tls)).sentence())
                .startsWith("the PostgreSQL server 127.0.0.1 refused the client certificate: it expired on 20");
    }

    @Test
    void aKeyOfAnotherCertificateIsRefused() {
        MadeCertificate other = server.good();

        Failure failure = refused(
                server.encrypted("demanding", tls(certificate, other.writeKey(folder.resolve("other.key")), "")));

        assertThat(failure.sentence())
                .isEqualTo("the PostgreSQL server refused the client certificate: the key does not belong to it");
    }

    @Test
    void aMissingOrWrongPassphraseFailsAndNobodyIsAskedForIt() {
        Path pem = client.writeKey(folder.resolve("locked.pem"), PASSPHRASE);
        Path der = client.writeDerKey(folder.resolve("locked.der"), PASSPHRASE);
        Path pkcs12 = client.writePkcs12(folder.resolve("locked.p12"), PASSPHRASE);

        for (TlsConfig unlocked : new TlsConfig[] {showing(pem, ""), showing(der, ""), pkcs12(pkcs12, "")}) {
            assertThat(refused(nowhere(unlocked)).sentence())
                    .matches("the file .*/locked\\.\\w+, which tls\\.key names,"
                            + " is locked with a passphrase, and tls\\.passphrase is not set");
        }
        String wrong = Canaries.PLAIN_PASSWORD;
        for (TlsConfig opened : new TlsConfig[] {showing(pem, wrong), showing(der, wrong), pkcs12(pkcs12, wrong)}) {
            assertThat(refused(nowhere(opened)).sentence())
                    .endsWith("cannot be opened with the passphrase in tls.passphrase");
        }
    }

    @Test
    void aFileThatIsMissingOrSomethingElseIsNamedWithItsSettingBeforeAServerIsAsked() throws Exception {
        Path nothing = folder.resolve("nothing.pem");
        Path text = Files.writeString(folder.resolve("text.pem"), "not what it seems");
        Path old = Files.writeString(
                folder.resolve("old.pem"), "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----\n");
        Path key = client.writeKey(folder.resolve("client.key"));

        assertThat(refused(nowhere(TlsServer.trusting(Mode.VERIFY_FULL, nothing)))
                        .sentence())
                .matches("the file .*/nothing\\.pem, which tls\\.ca names, does not exist");
        assertThat(refused(nowhere(TlsServer.trusting(Mode.VERIFY_FULL, folder)))
                        .sentence())
                .contains("which tls.ca names, is a folder");
        assertThat(refused(nowhere(TlsServer.trusting(Mode.VERIFY_FULL, text))).sentence())
                .contains("tls.ca names, holds no certificate");
        assertThat(refused(nowhere(tls(nothing, key, ""))).sentence())
                .contains("tls.certificate names, does not exist");
        assertThat(refused(nowhere(showing(nothing, ""))).sentence()).contains("tls.key names, does not exist");
        assertThat(refused(nowhere(showing(text, ""))).sentence()).contains("tls.key names, holds no private key");
        assertThat(refused(nowhere(showing(old, ""))).sentence()).contains("openssl pkcs8 -topk8");
        MadeCertificate rsa = server.maker().certificate(Wish.named("somebody").rsa());
        assertThat(refused(nowhere(showing(rsa.writeKey(folder.resolve("rsa.key")), "")))
                        .sentence())
                .contains("tls.key names, holds no private key");
        assertThat(refused(nowhere(pkcs12(Files.copy(text, folder.resolve("text.p12")), "")))
                        .sentence())
                .contains("tls.key names, cannot be read as PKCS#12");
        assertThat(refused(nowhere(pkcs12(key, ""))).hint()).contains("set both tls.certificate and tls.key");
    }

    private boolean accepted(TlsConfig tls) throws Exception {
        return TestServer.ask(
                        server.encrypted("demanding", tls),
                        "select client_dn from pg_stat_ssl where pid = pg_backend_pid()")
                .equals("/CN=postgres");
    }

    private TlsConfig showing(Path key, String passphrase) {
        return tls(certificate, key, passphrase);
    }

    private TlsConfig tls(Path shown, Path key, String passphrase) {
        return new TlsConfig(
                Optional.of(Mode.VERIFY_FULL),
                Optional.of(server.ca()),
                Optional.of(shown),
                Optional.of(key),
                Optional.of(passphrase).filter(text -> !text.isEmpty()).map(Secret::of));
    }

    private TlsConfig pkcs12(Path key, String passphrase) {
        return new TlsConfig(
                Optional.of(Mode.VERIFY_FULL),
                Optional.of(server.ca()),
                Optional.empty(),
                Optional.of(key),
                Optional.of(passphrase).filter(text -> !text.isEmpty()).map(Secret::of));
    }

    /** A place where nobody listens: who asks there finds another failure. */
    private static Endpoint nowhere(TlsConfig tls) {
        Endpoint closed = Endpoint.at("nowhere", "postgresql://nobody@127.0.0.1:1/app");
        return new Endpoint(closed.database(), closed.url(), closed.credentials(), tls);
    }

    private Failure refused(Endpoint endpoint) {
        Throwable thrown = catchThrowable(() -> engine.open(endpoint, PATIENCE).close());
        assertThat(thrown).isNotNull();
        Failure failure = engine.classify(thrown, Phase.CONNECT);
        assertThat(failure.kind()).as(failure.sentence()).isEqualTo(ErrorKind.TLS);
        assertThat(failure.retry()).isEqualTo(RetryClass.NEVER);
        assertThat(failure.hint()).isNotBlank();
        StringWriter trace = new StringWriter();
        failure.causedBy(thrown).printStackTrace(new PrintWriter(trace));
        Canaries.assertAbsentFrom(trace.toString() + failure + endpoint);
        return failure;
    }
}

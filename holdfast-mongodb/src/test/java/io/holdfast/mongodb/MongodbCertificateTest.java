package io.holdfast.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.holdfast.config.Endpoint;
import io.holdfast.config.Secret;
import io.holdfast.config.TlsConfig;
import io.holdfast.config.TlsConfig.Mode;
import io.holdfast.engine.Certificates;
import io.holdfast.engine.Certificates.Expiry;
import io.holdfast.engine.Certificates.Shown;
import io.holdfast.engine.Engine;
import io.holdfast.engine.Engine.Fact;
import io.holdfast.engine.Engine.Level;
import io.holdfast.engine.Session;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.Phase;
import io.holdfast.error.RetryClass;
import io.holdfast.testkit.Canaries;
import io.holdfast.testkit.CertificateMaker;
import io.holdfast.testkit.CertificateMaker.Wish;
import io.holdfast.testkit.MadeCertificate;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CON-7, ERR-1, ERR-2, ERR-4, CFG-6: whom a connection to MongoDB trusts, who is trusted there, and what a person reads. */
final class MongodbCertificateTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration AT_ONCE = Duration.ofSeconds(5);
    private static final String PASSPHRASE = Canaries.PASSWORD;

    @TempDir
    private Path folder;

    private final Engine engine = new MongodbEngine();
    private final Certificates certificates = engine.certificates().orElseThrow();
    private final InMemoryServer server = new InMemoryServer();
    private CertificateMaker maker;
    private MadeCertificate authority;
    private MadeCertificate good;
    private Path ca;
    private TlsDoor door;

    @BeforeEach
    void open() throws IOException {
        maker = new CertificateMaker(folder);
        authority = maker.authority("Ours");
        ca = authority.writeCertificate(folder.resolve("ca.pem"));
        good = maker.certificate(local());
        door = new TlsDoor(server, good);
    }

    @AfterEach
    void close() throws IOException {
        door.close();
        server.close();
    }

    private static Wish local() {
        return signed("db1").alsoFor("dns:localhost", "ip:127.0.0.1");
    }

    private static Wish signed(String name) {
        return Wish.named(name).signedBy("Ours");
    }

    private Endpoint at(String host, TlsConfig tls) {
        Endpoint plain = Endpoint.at("app", "mongodb://%s:%d/app".formatted(host, door.port()));
        return new Endpoint("app", plain.url(), plain.credentials(), tls);
    }

    private Endpoint here(TlsConfig tls) {
        return at("127.0.0.1", tls);
    }

    private static TlsConfig tls(Mode mode) {
        return new TlsConfig(Optional.of(mode), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private TlsConfig trusting(Mode mode) {
        return new TlsConfig(Optional.of(mode), Optional.of(ca), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private TlsConfig showing(MadeCertificate client) {
        return new TlsConfig(
                Optional.of(Mode.VERIFY_FULL),
                Optional.of(ca),
                Optional.of(client.writeChain(folder.resolve("client.pem"))),
                Optional.of(client.writeKey(folder.resolve("client.key"), PASSPHRASE)),
                Optional.of(Secret.of(PASSPHRASE)));
    }

    private void accepts(Endpoint endpoint) throws Exception {
        try (Session session = engine.open(endpoint, PATIENCE)) {
            assertThat(session.ping(PATIENCE)).isTrue();
        }
    }

    private Failure classified(Endpoint endpoint) {
        long start = System.nanoTime();
        Throwable thrown = catchThrowable(() -> engine.open(endpoint, PATIENCE).close());
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertThat(thrown).isNotNull();
        Failure failure = engine.classify(thrown, Phase.CONNECT);
        assertThat(took).as(failure.sentence()).isLessThan(AT_ONCE);
        assertThat(failure.hint()).isNotBlank();
        var trace = new StringWriter();
        failure.causedBy(thrown).printStackTrace(new PrintWriter(trace));
        Canaries.assertAbsentFrom(trace.toString() + failure + endpoint);
        return failure;
    }

    private Failure refused(Endpoint endpoint) {
        Failure failure = classified(endpoint);
        assertThat(failure.kind()).as(failure.sentence()).isEqualTo(ErrorKind.TLS);
        assertThat(failure.retry()).isEqualTo(RetryClass.NEVER);
        return failure;
    }

    @Test
    void aTrustedCertificateWithTheServersNameIsAccepted() throws Exception {
        accepts(here(trusting(Mode.VERIFY_FULL)));
        accepts(at("localhost", trusting(Mode.VERIFY_FULL)));
    }

    @Test
    void aCertificateForAnotherHostIsRefusedWithBothNamesUnlessAnyNameWillDo() throws Exception {
        door.show(maker.certificate(signed("db7").alsoFor("dns:db7.example", "ip:10.0.0.7")));

        assertThat(refused(here(trusting(Mode.VERIFY_FULL))).sentence())
                .isEqualTo("the certificate of the MongoDB server is not for 127.0.0.1, but for db7.example, 10.0.0.7");
        accepts(here(trusting(Mode.VERIFY_CA)));
    }

    @Test
    void theNameThatALookUpGivesToAnAddressIsNotTheServers() {
        door.show(maker.certificate(signed("db1").alsoFor("dns:localhost")));

        assertThat(refused(here(trusting(Mode.VERIFY_FULL))).sentence())
                .isEqualTo("the certificate of the MongoDB server is not for 127.0.0.1, but for localhost");
    }

    @Test
    void aCertificateThatIsOverOrHasNotBegunIsRefusedWithItsDate() {
        door.show(maker.certificate(local().valid(-20, 10)));
        assertThat(refused(here(trusting(Mode.VERIFY_FULL))).sentence())
                .matches("the certificate of the MongoDB server 127\\.0\\.0\\.1 expired on"
                        + " 20\\d\\d-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC");

        door.show(maker.certificate(local().valid(5, 10)));
        Failure early = refused(here(trusting(Mode.VERIFY_CA)));
        assertThat(early.sentence())
                .startsWith("the certificate of the MongoDB server 127.0.0.1 is not valid before 20");
        assertThat(early.hint()).contains("clocks");
    }

    @Test
    void anAuthorityThatIsNotTrustedIsNamed() {
        Failure unknown = refused(here(tls(Mode.VERIFY_FULL)));
        assertThat(unknown.sentence())
                .isEqualTo(
                        "the certificate of the MongoDB server 127.0.0.1 is signed by CN=Ours, which is not trusted");
        assertThat(unknown.hint()).startsWith("name the authority that signed it in tls.ca");

        door.show(maker.certificate(Wish.named("db1").alsoFor("ip:127.0.0.1")));
        assertThat(refused(here(trusting(Mode.VERIFY_FULL))).sentence())
                .isEqualTo("the certificate of the MongoDB server 127.0.0.1 is self-signed,"
                        + " and not among those that are trusted");
    }

    @Test
    void whoAsksForEncryptionOnlyAcceptsEveryCertificate() throws Exception {
        door.show(maker.certificate(Wish.named("nobody").valid(-20, 10)));

        accepts(here(tls(Mode.REQUIRE)));
    }

    @Test
    void plainTextAndEncryptionThatMeetAreToldFromAServerThatIsDown() throws Exception {
        Failure demanding = refused(here(tls(Mode.OFF)));
        assertThat(demanding.sentence()).isEqualTo("the MongoDB server demands encryption");
        assertThat(demanding.hint()).startsWith("set tls.mode to verify-full");

        door.withoutEncryption();
        accepts(here(tls(Mode.OFF)));
        for (Mode mode : new Mode[] {Mode.REQUIRE, Mode.VERIFY_CA, Mode.VERIFY_FULL}) {
            assertThat(refused(here(tls(mode))).sentence()).isEqualTo("the MongoDB server offers no encryption");
        }
    }

    @Test
    void aServerThatIsDownIsNoQuestionOfEncryption() throws Exception {
        Endpoint gone = here(trusting(Mode.VERIFY_FULL));
        door.close();

        Failure failure = classified(gone);

        assertThat(failure.kind()).isEqualTo(ErrorKind.CONNECTION);
        assertThat(failure.retry()).isEqualTo(RetryClass.RECONNECT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aServerThatDemandsACertificateTakesOneOfItsAuthorityAndSaysWhatIsWrongWithOthers(String version)
            throws Exception {
        door.newest(version);
        door.demand(authority);

        accepts(here(showing(maker.certificate(signed("app")))));
        assertThat(door.clients()).contains("CN=app");

        Failure missing = refused(here(trusting(Mode.VERIFY_FULL)));
        assertThat(missing.sentence()).isEqualTo("the MongoDB server asks for a client certificate that it trusts");
        assertThat(missing.hint()).isEqualTo("name the certificate and its key in tls.certificate and tls.key");
        assertThat(refused(here(showing(maker.certificate(signed("app").valid(-20, 10)))))
                        .sentence())
                .startsWith("the MongoDB server 127.0.0.1 refused the client certificate: it expired on 20");
        MadeCertificate foreign = maker.certificate(Wish.named("app"));
        for (int i = 0; i < 5; i++) {
            assertThat(refused(here(showing(foreign))).sentence())
                    .startsWith("the MongoDB server refused the client certificate");
        }
    }

    @Test
    void aServerThatHangsUpAfterTheHandshakeMayMissACertificateOrBeInTrouble() throws Exception {
        door.demand(authority);
        accepts(here(showing(maker.certificate(signed("app")))));
        Failure failure = wordless();

        assertThat(failure.kind()).isEqualTo(ErrorKind.CONNECTION);
        assertThat(failure.retry()).isEqualTo(RetryClass.RECONNECT);
        assertThat(failure.sentence())
                .isEqualTo("the MongoDB server hung up after the encrypted handshake, without a word");
        assertThat(failure.hint()).contains("net.tls.CAFile", "tls.certificate");
    }

    private Failure wordless() throws IOException {
        try (TlsDoor other = new TlsDoor(server, good)) {
            other.demandWithoutAWord();
            Endpoint plain = Endpoint.at("app", "mongodb://127.0.0.1:%d/app".formatted(other.port()));
            return classified(new Endpoint("app", plain.url(), plain.credentials(), trusting(Mode.VERIFY_FULL)));
        }
    }

    @Test
    void aFileThatCannotBeUsedIsNamedWithItsSettingBeforeAServerIsAsked() {
        MadeCertificate client = maker.certificate(signed("app"));
        Path key = client.writeKey(folder.resolve("locked.key"), PASSPHRASE);
        Path shown = client.writeCertificate(folder.resolve("app.pem"));
        var locked = new TlsConfig(
                Optional.empty(), Optional.empty(), Optional.of(shown), Optional.of(key), Optional.empty());
        var half = new TlsConfig(
                Optional.empty(), Optional.empty(), Optional.of(shown), Optional.empty(), Optional.empty());
        var nothing = new TlsConfig(
                Optional.empty(),
                Optional.of(folder.resolve("nothing.pem")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());

        assertThat(refused(here(locked)).sentence()).contains("tls.key names, is locked with a passphrase");
        assertThat(refused(here(half)).hint()).contains("set both tls.certificate and tls.key");
        assertThat(refused(here(nothing)).sentence()).contains("tls.ca names, does not exist");
    }

    @Test
    void certificatesAreSeenWithoutATrustedOneOnEitherSide() throws Exception {
        door.show(maker.certificate(Wish.named("forgotten").valid(-20, 10)));
        door.demand(authority);
        door.newest("TLSv1.2");

        Shown shown =
                certificates.server(here(trusting(Mode.VERIFY_FULL)), PATIENCE).orElseThrow();

        assertThat(shown.names()).containsExactly("forgotten");
        assertThat(shown.expiry(Instant.now())).isEqualTo(Expiry.PAST);
        assertThat(certificates.client(here(trusting(Mode.VERIFY_FULL)))).isEmpty();
        assertThat(certificates
                        .client(here(showing(maker.certificate(signed("app")))))
                        .orElseThrow()
                        .subject())
                .isEqualTo("CN=app");
        assertThat(certificates.server(here(tls(Mode.OFF)), PATIENCE)).isEmpty();
    }

    @Test
    void ofSeveralServersTheCertificateCountsThatEndsFirst() throws Exception {
        try (TlsDoor other = new TlsDoor(server, maker.certificate(signed("db2").valid(-1, 20)))) {
            Endpoint both =
                    Endpoint.at("app", "mongodb://127.0.0.1:%d,127.0.0.1:%d/app".formatted(door.port(), other.port()));

            Shown shown = certificates
                    .server(new Endpoint("app", both.url(), both.credentials(), trusting(Mode.VERIFY_CA)), PATIENCE)
                    .orElseThrow();

            assertThat(shown.subject()).isEqualTo("CN=db2");
            assertThat(shown.expiry(Instant.now())).isEqualTo(Expiry.WITHIN_A_MONTH);
        }
    }

    @Test
    void aCheckCountsTheDaysThatAreLeft() throws Exception {
        door.show(maker.certificate(local().valid(-1, 20)));
        Endpoint endpoint = here(showing(maker.certificate(signed("app"))));
        try (Session session = engine.open(endpoint, PATIENCE)) {
            List<Fact> facts = engine.facts(session, endpoint);

            assertThat(facts)
                    .contains(
                            new Fact("tls", "on, verify-full", Level.OK, ""),
                            new Fact(
                                    "certificate",
                                    "18 days left, CN=db1",
                                    Level.WARNING,
                                    "renew the server's certificate"),
                            new Fact("client-certificate", "363 days left, CN=app", Level.OK, ""));
        }
    }
}

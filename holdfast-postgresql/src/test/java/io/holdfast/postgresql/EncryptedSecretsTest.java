package io.holdfast.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.config.Endpoint;
import io.holdfast.config.Secret;
import io.holdfast.config.TlsConfig.Mode;
import io.holdfast.postgresql.outage.App;
import io.holdfast.postgresql.outage.Overheard;
import io.holdfast.testkit.Canaries;
import io.holdfast.testkit.CertificateMaker.Wish;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** ERR-4, CON-7: neither the user's password nor a key's is told where encryption fails. */
final class EncryptedSecretsTest {
    private final TlsServer server = TlsServer.shared();
    private final Overheard overheard = new Overheard();
    private final Path folder;

    EncryptedSecretsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void makeUser() {
        server.show(server.good());
        overheard.unheard(() -> server.process()
                .execute(
                        "drop role if exists canary",
                        "create role canary login password '%s'".formatted(Canaries.PLAIN_PASSWORD)));
    }

    @AfterEach
    void nothingWasSaid() {
        overheard.close();
        assertThat(overheard.sources())
                .containsKeys("log of holdfast", "log of the driver", "database", "metrics", "errors");
        server.show(server.good());
    }

    static Stream<Wish> untrusted() {
        return Stream.of(
                TlsServer.signed("db1").valid(-20, 10).alsoFor("ip:127.0.0.1"),
                Wish.named("db1").alsoFor("ip:127.0.0.1"),
                TlsServer.signed("db7").alsoFor("dns:db7.example"));
    }

    @ParameterizedTest
    @MethodSource("untrusted")
    void whenTheServerIsNotTrusted(Wish wrong) {
        server.show(server.maker().certificate(wrong));
        listen("encrypted");
    }

    @Test
    void whenTheServerDoesNotEncrypt() {
        server.withoutEncryption();
        listen("encrypted");
    }

    @Test
    void whenTheKeysPasswordIsWrongOrItsFileIsNoKey() throws Exception {
        Path certificate = server.client().writeCertificate(folder.resolve("client.pem"));
        Path locked = server.client().writeKey(folder.resolve("locked.pem"), Canaries.PASSWORD);
        listen("demanding", with(certificate, locked, Canaries.TOKEN));
        Path none = Files.writeString(folder.resolve("none.pem"), Canaries.TOKEN);
        listen("demanding", with(certificate, none, Canaries.PASSWORD));
    }

    @Test
    void whenTheRightKeyIsShownToAServerThatWantsNoneOfIt() {
        Path certificate = server.client().writeCertificate(folder.resolve("client.pem"));
        Path locked = server.client().writeKey(folder.resolve("locked.pem"), Canaries.PASSWORD);
        listen("certified", with(certificate, locked, Canaries.PASSWORD));
    }

    private static String[] with(Path certificate, Path key, String password) {
        return new String[] {
            "tls.certificate", certificate.toString(), "tls.key", key.toString(), "tls.passphrase", password
        };
    }

    /** Opens the database, which must fail for every caller, and reads everything that is told. */
    private void listen(String database, String... settings) {
        Endpoint plain = server.encrypted(database, server.trusting(Mode.VERIFY_FULL));
        var credentials = new Endpoint.Credentials("canary", Secret.of(Canaries.PLAIN_PASSWORD));
        var endpoint = new Endpoint(database, plain.url(), Optional.of(credentials), plain.tls());
        String[] all = Stream.concat(
                        Stream.of(
                                "tls.mode", "verify-full", "tls.ca", server.ca().toString(), "await", "3s"),
                        Stream.of(settings))
                .toArray(String[]::new);
        try (App app = App.on(endpoint, all).measuredBy(overheard.meters())) {
            overheard.attempt(() -> app.read("select 1"));
            overheard.hear(app);
        }
    }
}

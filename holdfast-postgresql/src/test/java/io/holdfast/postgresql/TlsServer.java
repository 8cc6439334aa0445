package io.holdfast.postgresql;

import io.holdfast.config.DatabaseUrl;
import io.holdfast.config.Endpoint;
import io.holdfast.config.TlsConfig;
import io.holdfast.config.TlsConfig.Mode;
import io.holdfast.testkit.CertificateMaker;
import io.holdfast.testkit.CertificateMaker.Wish;
import io.holdfast.testkit.MadeCertificate;
import io.holdfast.testkit.fault.PostgresProcess;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A server that encrypts, one for all tests of this JVM. Its certificate can be changed while it runs.
 *
 * <p>Its database {@code demanding} takes clients with a certificate of its authority, {@code certified} those whose
 * certificate names the user, {@code encrypted} those that encrypt, and {@code app} everybody.
 */
final class TlsServer {
    static final String HOST = "127.0.0.1";
    private static final String AUTHORITY = "Test Authority";
    private static final List<String> DATABASES = List.of("app", "encrypted", "demanding", "certified");

    private final PostgresProcess process;
    private final Path folder;
    private final CertificateMaker maker;
    private final MadeCertificate authority;
    private final MadeCertificate good;
    private final MadeCertificate client;

    private TlsServer(PostgresProcess process, Path folder) {
        this.process = process;
        this.folder = folder;
        this.maker = new CertificateMaker(folder);
        this.authority = maker.authority(AUTHORITY);
        this.good = maker.certificate(signed("db1").alsoFor("dns:localhost", "ip:127.0.0.1"));
        this.client = maker.certificate(signed("postgres"));
    }

    static TlsServer shared() {
        return Shared.SERVER;
    }

    /** To freeze it, and let it go on. */
    PostgresProcess process() {
        return process;
    }

    CertificateMaker maker() {
        return maker;
    }

    /** A wish for a certificate that the server's authority signs. */
    static Wish signed(String commonName) {
        return Wish.named(commonName).signedBy(AUTHORITY);
    }

    MadeCertificate authority() {
        return authority;
    }

    /** The server's usual certificate: signed by its authority, for this machine. */
    MadeCertificate good() {
        return good;
    }

    /** A certificate of its superuser, signed by its authority. */
    MadeCertificate client() {
        return client;
    }

    /** The authority's certificate in a file. */
    Path ca() {
        return folder.resolve("ca.pem");
    }

    /** {@code database}, over plain text. */
    Endpoint plain(String database) {
        return at(HOST, database, tls(Mode.OFF));
    }

    /** {@code database}, encrypted as {@code tls} says. */
    Endpoint encrypted(String database, TlsConfig tls) {
        return at(HOST, database, tls);
    }

    /** {@code database} at this machine's other name {@code host}. */
    Endpoint at(String host, String database, TlsConfig tls) {
        DatabaseUrl url = new DatabaseUrl("postgresql", false, host, process.port(), database, Map.of());
        return new Endpoint(database, url, process.endpoint(database).credentials(), tls);
    }

    static TlsConfig tls(Mode mode) {
        return new TlsConfig(Optional.of(mode), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** {@code mode}, with the server's authority. */
    TlsConfig trusting(Mode mode) {
        return trusting(mode, ca());
    }

    static TlsConfig trusting(Mode mode, Path ca) {
        return new TlsConfig(Optional.of(mode), Optional.of(ca), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The server shows {@code certificate} from now on. */
    void show(MadeCertificate certificate) {
        certificate.writeChain(folder.resolve("server.crt"));
        certificate.writeKey(folder.resolve("server.key"));
        process.set("ssl", "on");
    }

    /** The server offers no encryption until it shows a certificate again. */
    void withoutEncryption() {
        process.set("ssl", "off");
    }

    /** The newest version of TLS that the server speaks. */
    void newest(String version) {
        process.set("ssl_max_protocol_version", version);
    }

    private void prepare() {
        authority.writeCertificate(ca());
        DATABASES.forEach(process::endpoint);
        process.hba(
                "hostssl   demanding all 127.0.0.1/32 scram-sha-256 clientcert=verify-ca",
                "hostssl   certified all 127.0.0.1/32 cert",
                "hostnossl encrypted all 127.0.0.1/32 reject");
        process.set("ssl_ca_file", ca().toString());
        process.set("ssl_cert_file", folder.resolve("server.crt").toString());
        process.set("ssl_key_file", folder.resolve("server.key").toString());
        show(good);
    }

    private static TlsServer start() {
        try {
            Path folder = Files.createTempDirectory("holdfast-tls-");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder), "remove-certificates"));
            TlsServer started = new TlsServer(PostgresProcess.fresh(), folder);
            started.prepare();
            return started;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static final class Shared {
        private static final TlsServer SERVER = start();
    }
}

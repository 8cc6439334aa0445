package io.holdfast.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.testkit.CertificateMaker.Wish;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CON-7: the certificates that tests of encryption are made with. */
final class CertificateMakerTest {
    @TempDir
    Path folder;

    @Test
    void anAuthoritySignsWhatIsWishedFor() throws Exception {
        CertificateMaker maker = new CertificateMaker(folder);
        MadeCertificate authority = maker.authority("Authority");
        MadeCertificate made = maker.certificate(
                Wish.named("db1").signedBy("Authority").valid(-20, 10).alsoFor("dns:db1.example", "ip:10.0.0.7"));

        made.own().verify(authority.own().getPublicKey());
        assertThat(made.chain()).hasSize(2).endsWith(authority.own());
        assertThat(made.own().getSubjectAlternativeNames())
                .containsExactly(List.of(2, "db1.example"), List.of(7, "10.0.0.7"));
        assertThat(made.own().getNotAfter().toInstant())
                .isBetween(
                        Instant.now().minus(Duration.ofDays(11)), Instant.now().minus(Duration.ofDays(9)));
        assertThat(read(made.writeCertificate(folder.resolve("own.pem")))).containsExactly(made.own());
        assertThat(read(made.writeChain(folder.resolve("chain.pem")))).isEqualTo(made.chain());
        assertThat(Files.readString(made.writeKey(folder.resolve("locked.pem"), "secret")))
                .startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----");
    }

    private static List<X509Certificate> read(Path file) throws Exception {
        try (var in = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        }
    }
}

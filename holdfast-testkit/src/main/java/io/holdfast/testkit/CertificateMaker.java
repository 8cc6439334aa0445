package io.holdfast.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Makes authorities and certificates for tests, with the JDK's {@code keytool}: nothing secret is kept with the sources, and
 * nothing in them grows old.
 */
public final class CertificateMaker {
    private static final String PASSWORD = "unguarded";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Path store;

    /** Keeps its keys in {@code folder}, in a file {@code keys.p12}. */
    public CertificateMaker(Path folder) {
        this.store = folder.resolve("keys.p12");
    }

    /** What a certificate is to say; change what differs from the usual. */
    public static final class Wish {
        private final String commonName;
        private final List<String> alternatives = new ArrayList<>();
        private String signer = "";
        private String keys = "EC";
        private int startInDays = -1;
        private int days = 365;

        private Wish(String commonName) {
            this.commonName = commonName;
        }

        /** A certificate for {@code commonName}, self-signed, valid since yesterday, for a year. */
        public static Wish named(String commonName) {
            return new Wish(commonName);
        }

        /** Signed by the authority made under that name. */
        public Wish signedBy(String authority) {
            signer = authority;
            return this;
        }

        /** Valid from {@code start} days after now, for {@code length} days. */
        public Wish valid(int start, int length) {
            startInDays = start;
            days = length;
            return this;
        }

        /** Also for these hosts and addresses, such as {@code dns:localhost} and {@code ip:127.0.0.1}. */
        public Wish alsoFor(String... names) {
            alternatives.addAll(List.of(names));
            return this;
        }

        /** With an RSA key instead of one on an elliptic curve. */
        public Wish rsa() {
            keys = "RSA";
            return this;
        }
    }

    /** An authority called {@code name}, which signs itself and may sign others. */
    public MadeCertificate authority(String name) {
        return authority(name, Wish.named(name).valid(-400, 4000));
    }

    /** An authority as {@code wish} says, under the {@code name} that other wishes know it by. */
    public MadeCertificate authority(String name, Wish wish) {
        return make(name, wish, List.of("-ext", "bc:critical=ca:true", "-ext", "ku=keyCertSign,cRLSign"));
    }

    /** A certificate as {@code wish} says. */
    public MadeCertificate certificate(Wish wish) {
        String alias = "made-" + System.nanoTime();
        return make(
                alias,
                wish,
                wish.alternatives.isEmpty()
                        ? List.of()
                        : List.of("-ext", "san=" + String.join(",", wish.alternatives)));
    }

    private synchronized MadeCertificate make(String alias, Wish wish, List<String> extensions) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-J-Xshare:auto",
                "-genkeypair",
                "-alias",
                alias,
                "-dname",
                "CN=" + wish.commonName,
                "-keyalg",
                wish.keys,
                "-startdate",
                "%+dd".formatted(wish.startInDays),
                "-validity",
                String.valueOf(wish.days),
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD));
        if (!wish.signer.isEmpty()) {
            command.addAll(List.of("-signer", wish.signer));
        }
        command.addAll(extensions);
        run(command);
        return made(alias);
    }

    private MadeCertificate made(String alias) {
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD.toCharArray());
            List<X509Certificate> chain = Stream.of(keys.getCertificateChain(alias))
                    .map(X509Certificate.class::cast)
                    .toList();
            return new MadeCertificate((PrivateKey) keys.getKey(alias, PASSWORD.toCharArray()), chain);
        } catch (IOException | GeneralSecurityException failure) {
            throw new AssertionError("what keytool made cannot be read", failure);
        }
    }

    private static void run(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                    .isTrue();
            assertThat(process.exitValue()).as("keytool said: %s", said).isZero();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while keytool ran", interrupted);
        }
    }
}

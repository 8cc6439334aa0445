package io.holdfast.engine.tls;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;

/**
 * A file with certificates or a key.
 *
 * @param path where it is
 * @param setting the setting that names it, for people
 */
public record TlsFile(Path path, String setting) {

    /** Whether it is a PKCS#12 file, by its name. */
    boolean isPkcs12() {
        String name = path.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".p12") || name.endsWith(".pfx");
    }

    byte[] bytes() {
        try {
            return Files.readAllBytes(path);
        } catch (NoSuchFileException e) {
            throw refused("does not exist", e);
        } catch (IOException | SecurityException e) {
            throw refused(Files.isDirectory(path) ? "is a folder" : "cannot be read", e);
        }
    }

    /** Its certificates, at least one. */
    List<X509Certificate> certificates() {
        try {
            List<X509Certificate> found =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(bytes()))
                            .stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (found.isEmpty()) {
                throw new CertificateException("the file is empty");
            }
            return found;
        } catch (CertificateException e) {
            throw refused("holds no certificate that can be read", e);
        }
    }

    HoldfastException refused(String what, Exception cause) {
        return refusal(what).causedBy(cause);
    }

    private Failure refusal(String what) {
        return Failure.of(ErrorKind.TLS, "the file %s, which %s names, %s".formatted(path, setting, what))
                .withHint("correct %s, or the file".formatted(setting));
    }
}

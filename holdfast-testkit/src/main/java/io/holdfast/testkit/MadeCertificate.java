package io.holdfast.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A certificate with its key, which can be written in every form that programs read.
 *
 * @param key the private key
 * @param chain the certificate, then those above it
 */
public record MadeCertificate(PrivateKey key, List<X509Certificate> chain) {
    private static final String CIPHER = "PBEWithHmacSHA256AndAES_256";

    /** The certificate itself. */
    public X509Certificate own() {
        return chain.get(0);
    }

    /** Writes the certificate, without those above it, to {@code file} as PEM. */
    public Path writeCertificate(Path file) {
        return write(file, pem("CERTIFICATE", encoded(own())).getBytes(StandardCharsets.US_ASCII));
    }

    /** Writes the certificate and all above it to {@code file} as PEM. */
    public Path writeChain(Path file) {
        String text =
                chain.stream().map(each -> pem("CERTIFICATE", encoded(each))).collect(Collectors.joining());
        return write(file, text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Writes the key to {@code file} as PEM, open to everybody who may read the file; only its owner may. */
    public Path writeKey(Path file) {
        return write(file, pem("PRIVATE KEY", key.getEncoded()).getBytes(StandardCharsets.US_ASCII));
    }

    /** Writes the key to {@code file} as PEM, locked with {@code passphrase}. */
    public Path writeKey(Path file, String passphrase) {
        return write(file, pem("ENCRYPTED PRIVATE KEY", locked(passphrase)).getBytes(StandardCharsets.US_ASCII));
    }

    /** Writes the key to {@code file} as DER. */
    public Path writeDerKey(Path file) {
        return write(file, key.getEncoded());
    }

    /** Writes the key to {@code file} as DER, locked with {@code passphrase}. */
    public Path writeDerKey(Path file, String passphrase) {
        return write(file, locked(passphrase));
    }

    /** Writes key and certificates to {@code file} as PKCS#12; an empty {@code passphrase} locks nothing. */
    public Path writePkcs12(Path file, String passphrase) {
        try (OutputStream out = Files.newOutputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("mine", key, passphrase.toCharArray(), chain.toArray(Certificate[]::new));
            store.store(out, passphrase.toCharArray());
            return file;
        } catch (IOException | GeneralSecurityException failure) {
            throw new AssertionError("the certificate cannot be written", failure);
        }
    }

    /** Writes a store to {@code file} in which the certificate is trusted, as the Java runtime reads it. */
    public Path writeTrustStore(Path file) {
        try (OutputStream out = Files.newOutputStream(file)) {
            KeyStore store = KeyStore.getInstance("JKS");
            store.load(null, null);
            store.setCertificateEntry("trusted", own());
            store.store(out, "changeit".toCharArray());
            return file;
        } catch (IOException | GeneralSecurityException failure) {
            throw new AssertionError("the store cannot be written", failure);
        }
    }

    private byte[] locked(String passphrase) {
        try {
            SecretKey secret =
                    SecretKeyFactory.getInstance(CIPHER).generateSecret(new PBEKeySpec(passphrase.toCharArray()));
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(Cipher.ENCRYPT_MODE, secret);
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("PBES2");
            parameters.init(cipher.getParameters().getEncoded());
            return new EncryptedPrivateKeyInfo(parameters, cipher.doFinal(key.getEncoded())).getEncoded();
        } catch (IOException | GeneralSecurityException failure) {
            throw new AssertionError("the key cannot be locked", failure);
        }
    }

    private static String pem(String label, byte[] der) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, text, label);
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException failure) {
            throw new AssertionError("the certificate cannot be written", failure);
        }
    }

    /** PostgreSQL reads no key that others may read, too. */
    private static Path write(Path file, byte[] content) {
        try {
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            return Files.write(file, content);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}

package io.holdfast.engine.tls;

import io.holdfast.config.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** A private key in PKCS#8, as PEM or DER, locked with a passphrase or not. */
record KeyFile(TlsFile file, Optional<Secret> passphrase) {
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]*PRIVATE KEY)-----\\s+(.+?)-----END \\1-----", Pattern.DOTALL);
    private static final String FOREIGN =
            "holds a key in an older form: convert it with `openssl pkcs8 -topk8 -in OLD -out NEW`";
    private static final String UNREADABLE = "holds no private key that can be read and fits the certificate";

    /** The key that belongs to {@code certified}. */
    PrivateKey key(PublicKey certified) {
        byte[] der = der();
        try {
            KeyFactory factory = KeyFactory.getInstance(certified.getAlgorithm());
            try {
                return factory.generatePrivate(new PKCS8EncodedKeySpec(der));
            } catch (InvalidKeySpecException e) {
                return factory.generatePrivate(unlocked(locked(der, e)));
            }
        } catch (GeneralSecurityException e) {
            throw file.refused("holds no key for a certificate of the kind " + certified.getAlgorithm(), e);
        }
    }

    private byte[] der() {
        byte[] bytes = file.bytes();
        Matcher pem = PEM.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
        if (!pem.find()) {
            return bytes;
        }
        if (!pem.group(1).equals("PRIVATE KEY") && !pem.group(1).equals("ENCRYPTED PRIVATE KEY")) {
            throw file.refused(FOREIGN, new InvalidKeySpecException(pem.group(1)));
        }
        try {
            return Base64.getMimeDecoder().decode(pem.group(2));
        } catch (IllegalArgumentException e) {
            throw file.refused(UNREADABLE, new InvalidKeySpecException("not Base64"));
        }
    }

    private EncryptedPrivateKeyInfo locked(byte[] der, InvalidKeySpecException otherwise) {
        try {
            return new EncryptedPrivateKeyInfo(der);
        } catch (IOException e) {
            throw file.refused(UNREADABLE, otherwise);
        }
    }

    private KeySpec unlocked(EncryptedPrivateKeyInfo info) {
        Secret secret = passphrase.orElseThrow(() -> file.refused(
                "is locked with a passphrase, and tls.passphrase is not set",
                new InvalidKeySpecException("no passphrase")));
        try {
            AlgorithmParameters parameters = info.getAlgParameters();
            String algorithm = algorithm(info, parameters);
            SecretKey key = SecretKeyFactory.getInstance(algorithm)
                    .generateSecret(new PBEKeySpec(secret.reveal().toCharArray()));
            Cipher cipher = Cipher.getInstance(algorithm);
            cipher.init(Cipher.DECRYPT_MODE, key, parameters);
            return info.getKeySpec(cipher);
        } catch (GeneralSecurityException e) {
            throw file.refused("cannot be opened with the passphrase in tls.passphrase", e);
        }
    }

    /** The name PBES2 covers many ciphers; the parameters know which it is. */
    private static String algorithm(EncryptedPrivateKeyInfo info, AlgorithmParameters parameters) {
        return info.getAlgName().equals("PBES2") ? parameters.toString() : info.getAlgName();
    }
}

package io.holdfast.engine.tls;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;

/** What can be wrong with an encrypted connection, in words for people. None of it passes by itself, but for the last one. */
public enum TlsProblem {
    /** The server's certificate, or one above it, is past its end. */
    EXPIRED(About.SERVER, "the certificate of the %1$s server has expired", "renew the server's certificate"),
    /** The server's certificate, or one above it, has not begun. */
    NOT_YET_VALID(
            About.SERVER,
            "the certificate of the %1$s server is not valid yet",
            "compare the clocks of both machines, or wait"),
    /** The server's certificate was taken back by its authority. */
    REVOKED(
            About.SERVER,
            "the certificate of the %1$s server was revoked",
            "give the server a new certificate, and find out why the old one was revoked"),
    /** The Java runtime refuses the key or the signature of the server's certificate. */
    WEAK(
            About.SERVER,
            "the certificate of the %1$s server uses a key or a signature that the Java runtime calls too weak",
            "give the server a certificate with a stronger key"),
    /** Nobody who is trusted has signed the server's certificate. */
    UNTRUSTED(
            About.SERVER,
            "the certificate of the %1$s server is not trusted",
            "name the authority that signed it in tls.ca; one of the same name with another key will not do"),
    /** The server's certificate is another host's. */
    OTHER_NAME(
            About.SERVER,
            "the certificate of the %1$s server is for another host",
            "connect by a name that is in the certificate, or give the server a certificate for this one;"
                    + " tls.mode verify-ca would accept any name"),
    /** The server speaks plain text only. */
    NO_ENCRYPTION(
            About.CONNECTION,
            "the %1$s server offers no encryption",
            "switch it on at the server (%2$s); tls.mode off would send everything in plain text"),
    /** The server speaks to those alone who encrypt. */
    NO_PLAIN_TEXT(
            About.CONNECTION,
            "the %1$s server demands encryption",
            "set tls.mode to verify-full, and tls.ca to the authority that signed the server's certificate"),
    /** Both sides know no common version of TLS, or no common cipher. */
    NOTHING_IN_COMMON(
            About.CONNECTION,
            "the %1$s server and this Java runtime have no version of TLS and no cipher in common",
            "compare %3$s of the server with what the Java runtime allows"),
    /** Something else. */
    FAILED(
            About.CONNECTION,
            "the encrypted connection to the %1$s server could not be established",
            "look at the cause in the log, and at the server's log"),
    /** The authorities to trust cannot be read. */
    NO_ROOT_FILE(
            About.CONNECTION,
            "the file with the certificates to trust is missing or cannot be read",
            "name a file with certificates in tls.ca"),
    /** The client's certificate or key cannot be read. */
    OWN_FILE(
            About.CLIENT,
            "the client's certificate or its key cannot be read",
            "correct tls.certificate, tls.key and tls.passphrase"),
    /** The server wants a certificate, and was shown none that it trusts. */
    OWN_DEMANDED(
            About.CLIENT,
            "the %1$s server asks for a client certificate that it trusts",
            "name the certificate and its key in tls.certificate and tls.key"),
    /** The server does not know who signed the client's certificate. */
    OWN_UNTRUSTED(
            About.CLIENT,
            "the %1$s server refused the client certificate: it does not trust who signed it",
            "name a certificate in tls.certificate that is signed by an authority in the server's %4$s"),
    /** The client's certificate is past its end. */
    OWN_EXPIRED(
            About.CLIENT,
            "the %1$s server refused the client certificate: it has expired",
            "renew the certificate that tls.certificate names"),
    /** The client's certificate was taken back. */
    OWN_REVOKED(
            About.CLIENT,
            "the %1$s server refused the client certificate: it was revoked",
            "name another certificate in tls.certificate"),
    /** The client's key is another certificate's. */
    OWN_KEY(
            About.CLIENT,
            "the %1$s server refused the client certificate: the key does not belong to it",
            "name the key of the certificate in tls.key"),
    /** The server says no more than that it refused the client's certificate. */
    OWN_REFUSED(
            About.CLIENT, "the %1$s server refused the client certificate", "look at the server's log, which says why"),
    /** The server hangs up after the handshake; it may miss a certificate, or be in trouble: that may pass. */
    NO_WORD(
            About.CONNECTION,
            "the %1$s server hung up after the encrypted handshake, without a word",
            "look at its log: with %4$s set, it may ask for a client certificate that it trusts"
                    + " (tls.certificate, tls.key)");

    /** Whose certificate it is about. */
    enum About {
        SERVER,
        CLIENT,
        CONNECTION
    }

    private final About about;
    private final String sentence;
    private final String hint;

    TlsProblem(About about, String sentence, String hint) {
        this.about = about;
        this.sentence = sentence;
        this.hint = hint;
    }

    About about() {
        return about;
    }

    /** Told in the engine's {@code words}, without knowing more. */
    public Failure failure(ServerWords words) {
        return failure(words, words.in(sentence));
    }

    /** Told with what was {@code found} out. */
    Failure failure(ServerWords words, String found) {
        return Failure.of(this == NO_WORD ? ErrorKind.CONNECTION : ErrorKind.TLS, found)
                .withHint(words.in(hint));
    }
}

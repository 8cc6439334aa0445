package io.holdfast.postgresql.certificate;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;

/** What can be wrong with an encrypted connection, in words for people. None of it passes by itself. */
enum TlsProblem {
    EXPIRED(About.SERVER, "the certificate of the PostgreSQL server has expired", "renew the server's certificate"),
    NOT_YET_VALID(
            About.SERVER,
            "the certificate of the PostgreSQL server is not valid yet",
            "compare the clocks of both machines, or wait"),
    REVOKED(
            About.SERVER,
            "the certificate of the PostgreSQL server was revoked",
            "give the server a new certificate, and find out why the old one was revoked"),
    WEAK(
            About.SERVER,
            "the certificate of the PostgreSQL server uses a key or a signature that the Java runtime calls too weak",
            "give the server a certificate with a stronger key"),
    UNTRUSTED(
            About.SERVER,
            "the certificate of the PostgreSQL server is not trusted",
            "name the authority that signed it in tls.ca; one of the same name with another key will not do"),
    OTHER_NAME(
            About.SERVER,
            "the certificate of the PostgreSQL server is for another host",
            "connect by a name that is in the certificate, or give the server a certificate for this one;"
                    + " tls.mode verify-ca would accept any name"),
    NO_ENCRYPTION(
            About.CONNECTION,
            "the PostgreSQL server offers no encryption",
            "switch it on at the server (ssl = on); tls.mode off would send everything in plain text"),
    NOTHING_IN_COMMON(
            About.CONNECTION,
            "the PostgreSQL server and this Java runtime have no version of TLS and no cipher in common",
            "compare ssl_min_protocol_version and ssl_ciphers of the server with what the Java runtime allows"),
    FAILED(
            About.CONNECTION,
            "the encrypted connection to the PostgreSQL server could not be established",
            "look at the cause in the log, and at the server's log"),
    NO_ROOT_FILE(
            About.CONNECTION,
            "the file with the certificates to trust is missing or cannot be read",
            "name a file with certificates in tls.ca"),
    OWN_FILE(
            About.CLIENT,
            "the client's certificate or its key cannot be read",
            "correct tls.certificate, tls.key and tls.passphrase"),
    OWN_DEMANDED(
            About.CLIENT,
            "the PostgreSQL server asks for a client certificate that it trusts",
            "name the certificate and its key in tls.certificate and tls.key"),
    OWN_UNTRUSTED(
            About.CLIENT,
            "the PostgreSQL server refused the client certificate: it does not trust who signed it",
            "name a certificate in tls.certificate that is signed by an authority in the server's ssl_ca_file"),
    OWN_EXPIRED(
            About.CLIENT,
            "the PostgreSQL server refused the client certificate: it has expired",
            "renew the certificate that tls.certificate names"),
    OWN_REVOKED(
            About.CLIENT,
            "the PostgreSQL server refused the client certificate: it was revoked",
            "name another certificate in tls.certificate"),
    OWN_KEY(
            About.CLIENT,
            "the PostgreSQL server refused the client certificate: the key does not belong to it",
            "name the key of the certificate in tls.key"),
    OWN_REFUSED(
            About.CLIENT,
            "the PostgreSQL server refused the client certificate",
            "look at the server's log, which says why");

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

    /** Told without knowing more. */
    Failure failure() {
        return failure(sentence);
    }

    /** Told with what was found out. */
    Failure failure(String found) {
        return Failure.of(ErrorKind.TLS, found).withHint(hint);
    }
}

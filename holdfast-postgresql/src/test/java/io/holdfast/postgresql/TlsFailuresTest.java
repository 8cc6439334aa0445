package io.holdfast.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.engine.Engine;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.Phase;
import io.holdfast.error.RetryClass;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.security.cert.CRLReason;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateRevokedException;
import java.sql.SQLException;
import java.util.Date;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.postgresql.util.ServerErrorMessage;

/** CON-7, ERR-1, ERR-2: what exceptions tell of encryption, where the servers of the other tests do not raise them. */
final class TlsFailuresTest {
    private final Engine engine = new PostgresqlEngine();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            unknown_ca          | it does not trust who signed it
            certificate_expired | it has expired
            certificate_revoked | it was revoked
            decrypt_error       | the key does not belong to it
            bad_certificate     | refused the client certificate
            certificate_unknown | refused the client certificate
            certificate_required| asks for a client certificate
            protocol_version    | no version of TLS and no cipher in common
            handshake_failure   | no version of TLS and no cipher in common
            internal_error      | could not be established
            """)
    void theServersAlertIsPutInWords(String alert, String words) {
        Failure failure = opening(new SSLHandshakeException("Received fatal alert: " + alert));

        assertThat(failure.kind()).isEqualTo(ErrorKind.TLS);
        assertThat(failure.retry()).isEqualTo(RetryClass.NEVER);
        assertThat(failure.sentence()).contains(words);
        assertThat(failure.hint()).isNotBlank();
    }

    static Stream<Arguments> whatTheRuntimeThrows() {
        var revoked = new CertificateRevokedException(
                new Date(), CRLReason.KEY_COMPROMISE, new X500Principal("CN=Authority"), Map.of());
        return Stream.of(
                Arguments.of(revoked, "was revoked"),
                Arguments.of(new CertificateExpiredException("NotAfter: yesterday"), "has expired"),
                Arguments.of(new CertificateNotYetValidException("NotBefore: tomorrow"), "is not valid yet"),
                Arguments.of(path(BasicReason.REVOKED), "was revoked"),
                Arguments.of(path(BasicReason.ALGORITHM_CONSTRAINED), "too weak"),
                Arguments.of(path(BasicReason.UNSPECIFIED), "is not trusted"),
                Arguments.of(
                        new CertPathBuilderException("unable to find valid certification path"), "is not trusted"));
    }

    private static CertPathValidatorException path(BasicReason reason) {
        return new CertPathValidatorException("no", null, null, -1, reason);
    }

    @ParameterizedTest
    @MethodSource("whatTheRuntimeThrows")
    void theRuntimesReasonIsPutInWords(Exception reason, String words) {
        var handshake = new SSLHandshakeException("PKIX path building failed");
        handshake.initCause(reason);

        Failure failure = opening(handshake);

        assertThat(failure.kind()).isEqualTo(ErrorKind.TLS);
        assertThat(failure.sentence()).contains(words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            connection requires a valid client certificate | asks for a client certificate
            certificate authentication failed for user "u" | for this user
            """)
    void theServersSentenceIsPutInWords(String sentence, String words) {
        var said = new PSQLException(new ServerErrorMessage("SFATAL\0C28000\0M" + sentence + "\0"));

        Failure failure = engine.classify(said, Phase.CONNECT);

        assertThat(failure.kind()).isEqualTo(ErrorKind.TLS);
        assertThat(failure.retry()).isEqualTo(RetryClass.NEVER);
        assertThat(failure.sentence()).contains(words);
        assertThat(failure.sqlState()).isEqualTo("28000");
    }

    @Test
    void aConnectionThatBreaksDuringTheHandshakeIsAnOutage() {
        for (IOException cause : new IOException[] {
            new EOFException("SSL peer shut down incorrectly"),
            new SocketException("Connection reset"),
            new SocketTimeoutException("Read timed out")
        }) {
            Failure failure = opening(new SSLException("Remote host terminated the handshake", cause));

            assertThat(failure.kind()).as(cause.toString()).isEqualTo(ErrorKind.CONNECTION);
            assertThat(failure.retry()).isEqualTo(RetryClass.RECONNECT);
        }
    }

    @Test
    void anEncryptedConnectionThatBreaksLaterIsAnOutage() {
        var lost = new PSQLException(
                "An I/O error occurred while sending to the backend.",
                PSQLState.CONNECTION_FAILURE,
                new SSLException("Socket closed"));

        Failure failure = engine.classify(lost, Phase.BODY);

        assertThat(failure.kind()).isEqualTo(ErrorKind.CONNECTION);
        assertThat(failure.retry()).isEqualTo(RetryClass.REPLAY_ON_NEW_CONNECTION);
    }

    @Test
    void theDriversOwnSocketsAreUnderstoodToo() {
        assertThat(driverSays("Could not open SSL root certificate file /none.").sentence())
                .contains("certificates to trust is missing");
        assertThat(driverSays("Could not read SSL key file /none.").sentence()).contains("its key cannot be read");
        assertThat(driverSays("The hostname db1 could not be verified by hostnameverifier Mine.")
                        .sentence())
                .contains("for another host");
    }

    private Failure driverSays(String sentence) {
        return engine.classify(new PSQLException(sentence, PSQLState.CONNECTION_FAILURE), Phase.CONNECT);
    }

    private Failure opening(IOException cause) {
        return engine.classify(new SQLException("SSL error", "08006", cause), Phase.CONNECT);
    }
}

package io.holdfast.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.holdfast.config.Endpoint;
import io.holdfast.engine.Engine;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.Phase;
import io.holdfast.error.RetryClass;
import io.holdfast.postgresql.session.PostgresqlSession;
import java.net.SocketException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** ERR-1, ERR-2, ERR-4, CON-1: what a failure means, and what a person reads. */
final class FailuresTest {
    private final Engine engine = new PostgresqlEngine();
    private static Endpoint endpoint;

    @BeforeAll
    static void makeDatabase() {
        endpoint = TestServer.freshDatabase();
    }

    private Failure opening(Endpoint where) {
        Throwable thrown =
                catchThrowable(() -> engine.open(where, Duration.ofSeconds(10)).close());
        assertThat(thrown).isNotNull();
        return engine.classify(thrown, Phase.CONNECT);
    }

    private Failure running(String sql) throws Exception {
        try (PostgresqlSession session = TestServer.open(endpoint)) {
            Throwable thrown = catchThrowable(() -> TestServer.ask(session.connection(), sql));
            assertThat(thrown).isNotNull();
            assertThat(thrown).hasMessageNotContaining("4711");
            return engine.classify(thrown, Phase.BODY);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "08001, CONNECT, CONNECTION, RECONNECT",
        "08006, BODY, CONNECTION, REPLAY_ON_NEW_CONNECTION",
        "08006, COMMIT, OUTCOME_UNKNOWN, RESOLVE",
        "57P01, BODY, CONNECTION, REPLAY_ON_NEW_CONNECTION",
        "57P03, CONNECT, CONNECTION, RECONNECT",
        "40001, BODY, SERIALIZATION, REPLAY",
        "40P01, COMMIT, DEADLOCK, REPLAY",
        "40003, BODY, OUTCOME_UNKNOWN, RESOLVE",
        "53100, BODY, DISK_FULL, BACK_OFF",
        "53300, CONNECT, RESOURCE, BACK_OFF",
        "25006, BODY, READ_ONLY, FAILOVER",
        "28P01, CONNECT, AUTHENTICATION, REFRESH_CREDENTIALS",
        "57014, BODY, CANCELLED, NEVER",
        "XX001, BODY, CORRUPT, NEVER",
        "22P02, BODY, DATA, NEVER",
        "42601, BODY, SYNTAX, NEVER",
        "ZZ999, BODY, INTERNAL, NEVER"
    })
    void aCodeMeansWhatItsPhaseMakesOfIt(String state, Phase phase, ErrorKind kind, RetryClass retry) {
        Failure failure = engine.classify(new SQLException("x", state), phase);
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.retry()).isEqualTo(retry);
        assertThat(failure.sqlState()).isEqualTo(state);
    }

    @Test
    void anUntrustedCertificateIsNoOutage() {
        SQLException thrown =
                new SQLException("broken", "08006", new SSLHandshakeException("PKIX path building failed"));
        Failure failure = engine.classify(thrown, Phase.CONNECT);
        assertThat(failure.kind()).isEqualTo(ErrorKind.TLS);
        assertThat(failure.retry()).isEqualTo(RetryClass.NEVER);
    }

    @Test
    void anEncryptedConnectionThatBreaksIsAnOutageWhateverJavaCallsIt() {
        SQLException cut = new SQLException(
                "An I/O error occurred", "08006", new SSLException("Connection reset", new SocketException("reset")));
        SQLException forged = new SQLException("An I/O error occurred", "08006", new SSLException("Tag mismatch"));
        for (SQLException thrown : List.of(cut, forged)) {
            assertThat(engine.classify(thrown, Phase.BODY).retry()).isEqualTo(RetryClass.REPLAY_ON_NEW_CONNECTION);
            assertThat(engine.classify(thrown, Phase.COMMIT).kind()).isEqualTo(ErrorKind.OUTCOME_UNKNOWN);
        }
        SQLException noState = new SQLException("An I/O error occurred", new SSLException("Tag mismatch"));
        assertThat(engine.classify(noState, Phase.COMMIT).retry()).isEqualTo(RetryClass.RESOLVE);
    }

    @Test
    void aServerThatDiesOfTheErrorItReportsLeavesACommitInDoubt() {
        var panic = new PSQLException(new ServerErrorMessage("SPANIC\0C58030\0Mcould not sync\0\0"));
        var error = new PSQLException(new ServerErrorMessage("SERROR\0C58030\0Mcould not read\0\0"));
        assertThat(engine.classify(panic, Phase.COMMIT).retry()).isEqualTo(RetryClass.RESOLVE);
        assertThat(engine.classify(error, Phase.COMMIT).retry()).isEqualTo(RetryClass.BACK_OFF);
        assertThat(engine.classify(panic, Phase.BODY).retry()).isEqualTo(RetryClass.BACK_OFF);
    }

    @Test
    void theFirstErrorOfAFailedTransactionIsNamed() throws Exception {
        try (PostgresqlSession session = TestServer.open(endpoint)) {
            TestServer.ask(session.connection(), "BEGIN");
            assertThat(catchThrowable(() -> TestServer.ask(session.connection(), "SELECT 1/0")))
                    .isNotNull();
            Throwable thrown = catchThrowable(() -> TestServer.ask(session.connection(), "SELECT 1"));
            Failure failure = engine.classify(thrown, Phase.BODY);
            assertThat(failure.sentence())
                    .isEqualTo(
                            "a statement was sent in a transaction that had failed before: a number is divided by zero");
            assertThat(failure.hint()).contains("first error", "swallowed");
            assertThat(failure.retry()).isEqualTo(RetryClass.NEVER);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "no pg_hba.conf entry for host \"10.0.0.9\" user \"anna\" no encryption, AUTHENTICATION, without encryption",
        "no pg_hba.conf entry for host \"10.0.0.9\" user \"anna\" SSL encryption, AUTHENTICATION, from here",
        "pg_hba.conf rejects connection for host \"10.0.0.9\" user \"anna\", AUTHENTICATION, from here",
        "connection requires a valid client certificate for \"anna\", TLS, client certificate",
        "role \"anna\" is not permitted to log in, AUTHENTICATION, log in",
        "role \"anna\" does not exist, AUTHENTICATION, user or the password"
    })
    void whyAServerLetsNobodyInIsSaidWithoutSayingWho(String message, ErrorKind kind, String words) {
        var thrown = new PSQLException(new ServerErrorMessage("SFATAL\0C28000\0M" + message + "\0\0"));
        Failure failure = engine.classify(thrown, Phase.CONNECT);
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.sentence()).contains(words).doesNotContain("anna", "10.0.0.9");
        assertThat(failure.hint()).isNotBlank().doesNotContain("anna", "10.0.0.9");
    }

    @Test
    void anotherServerThatCannotBeReachedIsNotThisOne() {
        var elsewhere = new PSQLException(new ServerErrorMessage("SERROR\0C08001\0Mcould not connect\0\0"));
        assertThat(engine.classify(elsewhere, Phase.BODY).sentence()).startsWith("another server");
        assertThat(engine.classify(elsewhere, Phase.COMMIT).retry()).isEqualTo(RetryClass.RESOLVE);
    }

    @Test
    void aServerWithoutEncryptionIsToldFromOneThatIsDown() {
        int port = endpoint.url().port();
        assertThat(opening(TestServer.elsewhere(endpoint, port, "postgres", Map.of("sslmode", "require")))
                        .kind())
                .isEqualTo(ErrorKind.TLS);
    }

    @Test
    void aPersonLearnsWhyADatabaseCannotBeOpened() {
        int port = endpoint.url().port();
        assertThat(opening(TestServer.as(endpoint, "postgres", "wrong")).kind()).isEqualTo(ErrorKind.AUTHENTICATION);
        assertThat(opening(TestServer.elsewhere(endpoint, port, "no_such", Map.of()))
                        .sentence())
                .isEqualTo("the server has no such database");
        assertThat(opening(TestServer.elsewhere(endpoint, 1, "any", Map.of())).hint())
                .contains("host and port");
    }

    @Test
    void aParameterThatNobodyKnowsIsNamedAndACredentialRefused() {
        int port = endpoint.url().port();
        Failure unknown = opening(TestServer.elsewhere(endpoint, port, "postgres", Map.of("sslmod", "require")));
        assertThat(unknown.kind()).isEqualTo(ErrorKind.CONFIGURATION);
        assertThat(unknown.sentence()).contains("sslmod");
        assertThat(opening(TestServer.elsewhere(endpoint, port, "postgres", Map.of("password", "x")))
                        .hint())
                .contains("settings of their own");
    }

    @Test
    void aConstraintIsNamedWithoutTheValueThatBrokeIt() throws Exception {
        running("CREATE TABLE c (v int PRIMARY KEY, w int NOT NULL CONSTRAINT small CHECK (w < 10)); SELECT 1/0");
        TestServer.ask(endpoint, "CREATE TABLE c (v int PRIMARY KEY, w int NOT NULL CONSTRAINT small CHECK (w < 10))");
        TestServer.ask(endpoint, "INSERT INTO c VALUES (4711, 1)");
        assertThat(running("INSERT INTO c VALUES (4711, 1)").sentence())
                .isEqualTo("two rows have the same value in a unique key in table c, constraint c_pkey");
        assertThat(running("INSERT INTO c VALUES (1, 4711)").sentence()).contains("constraint small");
        assertThat(running("INSERT INTO c (v) VALUES (4711)").sentence()).contains("column w");
    }

    @Test
    void aTimeLimitIsToldFromACancellationAndFromAnEndedSession() throws Exception {
        assertThat(running("SET statement_timeout = '50ms'; SELECT pg_sleep(10)")
                        .kind())
                .isEqualTo(ErrorKind.TIMEOUT);
        assertThat(running("SELECT pg_cancel_backend(pg_backend_pid()), pg_sleep(10)")
                        .kind())
                .isEqualTo(ErrorKind.CANCELLED);
        assertThat(running("SELECT pg_terminate_backend(pg_backend_pid())").kind())
                .isEqualTo(ErrorKind.CONNECTION);
    }
}

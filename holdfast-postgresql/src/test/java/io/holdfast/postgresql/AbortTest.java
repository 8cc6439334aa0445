package io.holdfast.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.holdfast.config.TlsConfig.Mode;
import io.holdfast.error.Phase;
import io.holdfast.error.RetryClass;
import io.holdfast.postgresql.session.PostgresqlSession;
import io.holdfast.testkit.CallerThreads;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CON-6, CON-7: a connection to a server that has frozen can be given up at once, encrypted or not. */
final class AbortTest {
    /** It is a millisecond on a quiet machine; what is stuck stays so for good. */
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    /** More than the buffers between client and server take. */
    private static final int MUCH = 64 << 20;

    private final TlsServer server = TlsServer.shared();
    private final ExecutorService threads = CallerThreads.open();

    @BeforeEach
    void showTheUsualCertificate() {
        server.show(server.good());
    }

    @AfterEach
    void letTheServerGoOn() {
        server.process().thaw();
        server.newest("TLSv1.3");
        threads.shutdownNow();
    }

    @ParameterizedTest
    @CsvSource({"OFF, TLSv1.3", "VERIFY_FULL, TLSv1.3", "VERIFY_FULL, TLSv1.2"})
    void aThreadThatWaitsForAnAnswerIsFreed(Mode mode, String version) throws Exception {
        Connection connection = open(mode, version);

        isFreedAtOnce(connection, () -> TestServer.ask(connection, "select 1"));
    }

    @ParameterizedTest
    @CsvSource({"OFF, TLSv1.3", "VERIFY_FULL, TLSv1.3", "VERIFY_FULL, TLSv1.2"})
    void aThreadThatCannotGetRidOfWhatItSendsIsFreed(Mode mode, String version) throws Exception {
        Connection connection = open(mode, version);

        isFreedAtOnce(connection, () -> send(connection, new byte[MUCH]));
    }

    private Connection open(Mode mode, String version) throws Exception {
        server.newest(version);
        Connection connection = PostgresqlSession.open(
                        mode == Mode.OFF ? server.plain("app") : server.encrypted("app", server.trusting(mode)),
                        Duration.ofSeconds(10))
                .connection();
        String spoken = TestServer.ask(connection, "select version from pg_stat_ssl where pid = pg_backend_pid()");
        assertThat(spoken).isEqualTo(mode == Mode.OFF ? null : version);
        return connection;
    }

    private static Void send(Connection connection, byte[] bytes) throws Exception {
        try (PreparedStatement statement = connection.prepareStatement("select length(?)")) {
            statement.setBytes(1, bytes);
            statement.execute();
        }
        return null;
    }

    private void isFreedAtOnce(Connection connection, Callable<?> work) throws Exception {
        server.process().freeze();
        Future<?> stuck = threads.submit(work);
        // nothing tells that a thread is stuck in a socket but that it does not come out
        await().during(Duration.ofMillis(400)).atMost(Duration.ofSeconds(5)).until(() -> !stuck.isDone());

        long start = System.nanoTime();
        threads.submit(() -> {
                    connection.abort(Runnable::run);
                    return null;
                })
                .get(5, TimeUnit.SECONDS);
        Duration aborting = Duration.ofNanos(System.nanoTime() - start);
        assertThatThrownBy(() -> stuck.get(5, TimeUnit.SECONDS))
                .cause()
                .satisfies(thrown -> assertThat(new PostgresqlEngine()
                                .classify(thrown, Phase.BODY)
                                .retry())
                        .isEqualTo(RetryClass.REPLAY_ON_NEW_CONNECTION));

        assertThat(aborting).isLessThan(AT_ONCE);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(AT_ONCE.plus(AT_ONCE));
        assertThat(connection.isClosed()).isTrue();
    }
}

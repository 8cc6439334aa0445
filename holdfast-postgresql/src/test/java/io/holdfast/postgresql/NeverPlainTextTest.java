package io.holdfast.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.holdfast.config.Endpoint;
import io.holdfast.config.TlsConfig;
import io.holdfast.config.TlsConfig.Mode;
import io.holdfast.engine.Engine;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.Phase;
import io.holdfast.postgresql.RecordingServer.Answer;
import io.holdfast.testkit.Canaries;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CON-7, ERR-4: whatever answers in a server's place, nothing is said to it in plain text but the wish for encryption. */
final class NeverPlainTextTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration IMPATIENCE = Duration.ofMillis(250);
    private static final byte[] WISH = {0, 0, 0, 8, 4, (byte) 0xd2, 22, 47};
    private static final byte HANDSHAKE = 22;

    private final Engine engine = new PostgresqlEngine();

    @ParameterizedTest
    @EnumSource
    void whateverAnswersHearsNoStartupMessage(Answer answer) throws Exception {
        for (Mode mode : new Mode[] {Mode.REQUIRE, Mode.VERIFY_FULL}) {
            try (RecordingServer server = new RecordingServer(answer)) {
                Failure failure = refused(server, "", TlsServer.tls(mode));

                assertThat(failure.kind()).isIn(ErrorKind.TLS, ErrorKind.CONNECTION, ErrorKind.INTERNAL);
                heardNothingElse(server);
            }
        }
    }

    @Test
    void aRefusalOfEncryptionIsNoOutageAndAServerThatHangsUpIsOne() throws Exception {
        try (RecordingServer refusing = new RecordingServer(Answer.NO);
                RecordingServer stopping = new RecordingServer(Answer.HANG_UP);
                RecordingServer crashing = new RecordingServer(Answer.YES_AND_HANG_UP);
                RecordingServer frozen = new RecordingServer(Answer.NOTHING)) {
            TlsConfig full = TlsServer.tls(Mode.VERIFY_FULL);

            assertThat(refused(refusing, "", full).kind()).isEqualTo(ErrorKind.TLS);
            assertThat(refused(stopping, "", full).kind()).isEqualTo(ErrorKind.CONNECTION);
            assertThat(refused(crashing, "", full).kind()).isEqualTo(ErrorKind.CONNECTION);
            assertThat(refused(frozen, "", full).kind()).isEqualTo(ErrorKind.CONNECTION);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?sslmode=require",
                "?sslmode=verify-ca",
                "?sslmode=VERIFY-FULL",
                "?ssl=true",
                "?ssl",
                "?sslrootcert=%s",
                "?sslmode=require&gssEncMode=allow",
                "?sslmode=require&sslResponseTimeout=60000",
                "?sslfactory=org.postgresql.ssl.LibPQFactory",
                "?sslmode=require&sslfactory=org.postgresql.ssl.NonValidatingFactory"
            })
    void anAddressThatSpeaksOfEncryptionMeansIt(String parameters) throws Exception {
        for (Answer answer : new Answer[] {Answer.NO, Answer.NOTHING}) {
            try (RecordingServer server = new RecordingServer(answer)) {
                refused(server, parameters.formatted(TlsServer.shared().ca()), TlsConfig.UNSAID);

                heardNothingElse(server);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"prefer", "allow", "Prefer", "verify", ""})
    void aModeThatFallsBackToPlainTextIsRefused(String mode) throws Exception {
        try (RecordingServer server = new RecordingServer(Answer.NO)) {
            Failure failure = refused(server, "?sslmode=" + mode, TlsConfig.UNSAID);

            assertThat(failure.kind()).isEqualTo(ErrorKind.CONFIGURATION);
            assertThat(failure.hint()).isEqualTo("set tls.mode to verify-full, verify-ca, require or off instead");
            assertThat(server.heard()).isEmpty();
        }
    }

    @Test
    void theRefusalSaysWhatIsWrongWithTheMode() throws Exception {
        try (RecordingServer server = new RecordingServer(Answer.NO)) {
            assertThat(refused(server, "?sslmode=prefer", TlsConfig.UNSAID).sentence())
                    .isEqualTo(
                            "a PostgreSQL address has sslmode=prefer, which falls back to plain text without a word");
        }
    }

    @Test
    void whatIsSaidTwiceIsRefused() throws Exception {
        try (RecordingServer server = new RecordingServer(Answer.NO)) {
            Failure failure = refused(server, "?sslmode=require", TlsServer.tls(Mode.OFF));

            assertThat(failure.kind()).isEqualTo(ErrorKind.CONFIGURATION);
            assertThat(failure.sentence()).contains("both the address and its tls settings");
            assertThat(server.heard()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"?sslmode=disable,true", "?ssl=false,true", ",false"})
    void plainTextIsSpokenWhereItIsAskedForOrTheServerIsOnThisMachine(String parameters, boolean anywhere)
            throws Exception {
        try (RecordingServer server = new RecordingServer(Answer.NO)) {
            refused(server, Optional.ofNullable(parameters).orElse(""), TlsConfig.UNSAID);

            assertThat(text(server.heardToTheEnd().get(0)))
                    .contains("user\0somebody")
                    .doesNotContain(Canaries.PLAIN_PASSWORD);
        }
    }

    private static void heardNothingElse(RecordingServer server) {
        assertThat(server.heardToTheEnd()).isNotEmpty().allSatisfy(heard -> {
            assertThat(heard).startsWith(WISH);
            assertThat(heard.length == WISH.length || heard[WISH.length] == HANDSHAKE)
                    .as("nothing or a handshake follows: %s", text(heard))
                    .isTrue();
            assertThat(text(heard)).doesNotContain("somebody");
        });
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** A server that says nothing is waited for in vain, so that is kept short. */
    private Failure refused(RecordingServer server, String parameters, TlsConfig tls) {
        Endpoint address = Endpoint.at(
                "app",
                "postgresql://somebody:%s@127.0.0.1:%d/app%s"
                        .formatted(Canaries.PLAIN_PASSWORD, server.port(), parameters));
        Endpoint endpoint = new Endpoint("app", address.url(), address.credentials(), tls);
        Duration patience = server.isSilent() ? IMPATIENCE : PATIENCE;
        long start = System.nanoTime();
        Throwable thrown = catchThrowable(() -> engine.open(endpoint, patience).close());
        assertThat(thrown).isNotNull();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(patience.plusSeconds(3));
        return engine.classify(thrown, Phase.CONNECT);
    }
}

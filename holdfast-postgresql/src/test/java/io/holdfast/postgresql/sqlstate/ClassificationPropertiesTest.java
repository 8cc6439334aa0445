package io.holdfast.postgresql.sqlstate;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.engine.Engine;
import io.holdfast.error.Causes;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.Phase;
import io.holdfast.error.RetryClass;
import io.holdfast.postgresql.PostgresqlEngine;
import io.holdfast.testkit.Props;
import io.holdfast.testkit.Wrapped;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.postgresql.util.ServerErrorMessage;

/** ERR-2, CON-4, CON-7: what holds for every code, every phase and every way of wrapping an exception. */
final class ClassificationPropertiesTest {
    private static final int CASES = 2_000;
    private static final int DEEPEST = 90;
    private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final List<String> LIKELY =
            List.of("08006", "08001", "08007", "57P01", "25P03", "40001", "40003", "23505", "42601", "08P01", "0A000");
    private static final Set<RetryClass> BLIND =
            Set.of(RetryClass.RECONNECT, RetryClass.REPLAY, RetryClass.REPLAY_ON_NEW_CONNECTION);

    private final Engine engine = new PostgresqlEngine();

    @Test
    void everyFailureIsClassifiedWithoutAFailure() {
        Props.cases(CASES).forAll(Props.random(ClassificationPropertiesTest::anything), thrown -> {
            for (Phase phase : Phase.values()) {
                Failure failure = engine.classify(thrown, phase);
                assertThat(failure.sentence()).isNotBlank().doesNotEndWith(".");
                assertThat(failure.hint()).isNotBlank();
                assertThat(engine.classify(thrown, phase)).isEqualTo(failure);
                if (failure.retry() == RetryClass.RESOLVE || failure.retry() == RetryClass.REPLAY_ON_NEW_CONNECTION) {
                    assertThat(engine.breaksConnection(failure)).isTrue();
                }
            }
        });
    }

    @Test
    void whatIsUnknownIsInternalAndNeverRetried() {
        Props.cases(CASES).forAll(Props.random(ClassificationPropertiesTest::code), code -> {
            if (SqlStates.of(code).isEmpty()) {
                for (Phase phase : Phase.values()) {
                    Failure failure = engine.classify(new SQLException("x", code), phase);
                    assertThat(failure.kind()).isEqualTo(ErrorKind.INTERNAL);
                    assertThat(failure.retry()).isEqualTo(RetryClass.NEVER);
                    assertThat(failure.sqlState()).isEqualTo(code);
                }
            }
        });
    }

    @Test
    void aCommitThatShowsALostConnectionAnywhereIsNeverRepeatedBlindly() {
        Props.cases(CASES).forAll(Props.random(ClassificationPropertiesTest::anything), thrown -> {
            Failure failure = engine.classify(thrown, Phase.COMMIT);
            List<Throwable> causes = Causes.of(thrown);
            if (isOfDriver(causes) && causes.stream().anyMatch(ClassificationPropertiesTest::isLoss)) {
                assertThat(failure.kind()).isEqualTo(ErrorKind.OUTCOME_UNKNOWN);
                assertThat(failure.retry()).isEqualTo(RetryClass.RESOLVE).isNotIn(BLIND);
            }
        });
    }

    @Test
    void whatIsNotTheDriversIsNotTheDatabases() {
        Props.cases(CASES).forAll(Props.random(ClassificationPropertiesTest::anything), thrown -> {
            if (!isOfDriver(Causes.of(thrown))) {
                for (Phase phase : Phase.values()) {
                    Failure failure = engine.classify(thrown, phase);
                    assertThat(failure.kind()).isEqualTo(ErrorKind.INTERNAL);
                    assertThat(failure.retry()).isEqualTo(RetryClass.NEVER);
                }
            }
        });
    }

    @Test
    void howDeepAnExceptionIsWrappedChangesNothing() {
        Props.cases(CASES).forAll(Props.random(random -> random), random -> {
            SQLException core = new SQLException("words", code(random), random.nextBoolean() ? core(random) : null);
            Throwable wrapped = Wrapped.deeply(random, core, random.nextInt(DEEPEST));
            for (Phase phase : Phase.values()) {
                assertThat(engine.classify(wrapped, phase)).isEqualTo(engine.classify(core, phase));
            }
        });
    }

    private static boolean isOfDriver(List<Throwable> causes) {
        return causes.stream().anyMatch(SQLException.class::isInstance);
    }

    private static boolean isLoss(Throwable cause) {
        return cause instanceof SocketException
                || cause instanceof SocketTimeoutException
                || cause instanceof EOFException
                || (cause instanceof SQLException sql
                        && sql.getSQLState() != null
                        && sql.getSQLState().matches("08...|57P0[1-5]|25P0[34]|40003"));
    }

    private static Throwable anything(Random random) {
        return Wrapped.randomly(random, () -> core(random));
    }

    private static Throwable core(Random random) {
        return switch (random.nextInt(10)) {
            case 0 -> new SocketException("Connection reset");
            case 1 -> new SocketTimeoutException("Read timed out");
            case 2 -> new EOFException();
            case 3 -> new SSLHandshakeException("PKIX path building failed");
            case 4 -> new SSLException("Tag mismatch");
            case 5 -> new CertPathBuilderException("unable to find valid certification path");
            case 6 -> random.nextBoolean() ? new ConnectException() : new UnknownHostException("db");
            case 7 -> new PSQLException(new ServerErrorMessage("SFATAL\0C" + random.nextInt(99999) + "\0Mwords\0\0"));
            case 8 -> new PSQLException("SSL error: words", PSQLState.CONNECTION_FAILURE, new IOException());
            default -> new SQLException("words", code(random));
        };
    }

    private static String code(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> null;
            case 1 -> LIKELY.get(random.nextInt(LIKELY.size()));
            case 2 -> LIKELY.get(random.nextInt(LIKELY.size())).toLowerCase(Locale.ROOT);
            case 3 -> letters(random, random.nextInt(8));
            default -> letters(random, 5);
        };
    }

    private static String letters(Random random, int count) {
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < count; i++) {
            code.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return code.toString();
    }
}

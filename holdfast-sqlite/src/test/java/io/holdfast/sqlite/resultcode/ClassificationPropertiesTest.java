package io.holdfast.sqlite.resultcode;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.engine.Engine;
import io.holdfast.error.Causes;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.Phase;
import io.holdfast.error.RetryClass;
import io.holdfast.sqlite.SqliteEngine;
import io.holdfast.testkit.Props;
import io.holdfast.testkit.Wrapped;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** ERR-2, CON-4: what holds for every code, every phase and every way of wrapping an exception. */
class ClassificationPropertiesTest {
    private static final int CASES = 2_000;
    private static final int DEEPEST = 90;
    private static final Set<Integer> OF_THE_DISK = Set.of(10, 14);
    private static final Set<Integer> OF_THE_PATH = Set.of(526, 782, 1038, 1550);
    private static final List<String> MESSAGES =
            List.of("", "x", "[SQLITE_ERROR] y (z)", "near \"(\": syntax error", ": (", "\n");

    private final Engine engine = new SqliteEngine();

    @Test
    void everyFailureIsClassifiedWithoutAFailure() {
        Props.cases(CASES).forAll(Props.random(ClassificationPropertiesTest::anything), thrown -> {
            for (Phase phase : Phase.values()) {
                Failure failure = engine.classify(thrown, phase);
                assertThat(failure.sentence()).isNotBlank();
                assertThat(failure.hint()).isNotBlank();
                if (failure.retry() == RetryClass.RESOLVE || failure.retry() == RetryClass.REPLAY_ON_NEW_CONNECTION) {
                    assertThat(engine.breaksConnection(failure)).isTrue();
                }
            }
        });
    }

    @Test
    void whatIsUnknownIsInternalAndNeverRetried() {
        Props.cases(CASES).forAll(Props.random(ClassificationPropertiesTest::anything), thrown -> {
            if (Causes.of(thrown).stream().noneMatch(ClassificationPropertiesTest::isKnown)) {
                for (Phase phase : Phase.values()) {
                    assertThat(engine.classify(thrown, phase).kind()).isEqualTo(ErrorKind.INTERNAL);
                    assertThat(engine.classify(thrown, phase).retry()).isEqualTo(RetryClass.NEVER);
                }
            }
        });
    }

    @Test
    void aCommitThatShowsAFailureOfTheDiskAnywhereIsNeverRepeatedBlindly() {
        Props.cases(CASES).forAll(Props.random(ClassificationPropertiesTest::anything), thrown -> {
            if (Causes.of(thrown).stream().anyMatch(ClassificationPropertiesTest::isOfTheDisk)) {
                Failure failure = engine.classify(thrown, Phase.COMMIT);
                assertThat(failure.kind()).isEqualTo(ErrorKind.OUTCOME_UNKNOWN);
                assertThat(failure.retry()).isEqualTo(RetryClass.RESOLVE);
            }
        });
    }

    @Test
    void howDeepAnExceptionIsWrappedChangesNothing() {
        Props.cases(CASES).forAll(Props.random(random -> random), random -> {
            Throwable core = core(random);
            Throwable wrapped = Wrapped.deeply(random, core, random.nextInt(DEEPEST));
            for (Phase phase : Phase.values()) {
                assertThat(engine.classify(wrapped, phase)).isEqualTo(engine.classify(core, phase));
            }
        });
    }

    private static boolean isKnown(Throwable cause) {
        return cause instanceof SQLiteException sqlite && sqlite.getResultCode() != SQLiteErrorCode.UNKNOWN_ERROR;
    }

    private static boolean isOfTheDisk(Throwable cause) {
        return cause instanceof SQLiteException sqlite
                && OF_THE_DISK.contains(sqlite.getResultCode().code & 0xff)
                && !OF_THE_PATH.contains(sqlite.getResultCode().code);
    }

    private static Throwable anything(Random random) {
        return Wrapped.randomly(random, () -> core(random));
    }

    private static Throwable core(Random random) {
        SQLiteErrorCode[] codes = SQLiteErrorCode.values();
        String message = MESSAGES.get(random.nextInt(MESSAGES.size()));
        return switch (random.nextInt(8)) {
            case 0 -> new SQLException(message, random.nextBoolean() ? null : "08006");
            case 1 -> new IOException(message);
            case 2 -> new SQLiteException(message, SQLiteErrorCode.UNKNOWN_ERROR);
            case 3 -> new SQLiteException(message, SQLiteErrorCode.getErrorCode(random.nextInt(10_000)));
            default -> new SQLiteException(random.nextBoolean() ? message : null, codes[random.nextInt(codes.length)]);
        };
    }
}

package io.holdfast.sqlite.resultcode;

import static io.holdfast.error.RetryClass.BACK_OFF;
import static io.holdfast.error.RetryClass.NEVER;
import static io.holdfast.error.RetryClass.RECONNECT;
import static io.holdfast.error.RetryClass.REPLAY;
import static io.holdfast.error.RetryClass.REPLAY_ON_NEW_CONNECTION;
import static io.holdfast.error.RetryClass.RESOLVE;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.engine.Engine;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.Phase;
import io.holdfast.error.RetryClass;
import io.holdfast.sqlite.SqliteEngine;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** ERR-1, ERR-2, CON-4, CON-9: every code of SQLite, in every phase, has a decision. */
class ResultCodesTest {
    /** What nobody can do anything about; an unknown code has this kind, too. */
    private static final Set<Integer> DELIBERATELY_INTERNAL =
            Set.of(-1, 0, 2, 12, 16, 21, 24, 27, 28, 100, 101, 256, 283, 284, 513, 539);

    private static final Set<Integer> FAMILIES_THAT_END_A_CONNECTION = Set.of(7, 9, 10, 11, 13, 14, 26);
    private static final Set<Integer> OTHERS_THAT_END_A_CONNECTION = Set.of(264, 516, 520, 1032);

    private final Engine engine = new SqliteEngine();

    @Test
    void everyCodeInEveryPhaseHasASentenceAHintAndItsNumber() {
        for (SQLiteErrorCode code : SQLiteErrorCode.values()) {
            for (Phase phase : Phase.values()) {
                Failure failure = at(code, phase);
                assertThat(failure.sentence())
                        .as(code.name())
                        .matches("[^\\n{}]{10,140}")
                        .doesNotEndWith(".");
                assertThat(failure.hint()).as(code.name()).isNotEmpty().doesNotEndWith(".");
                assertThat(failure.vendorCode()).isEqualTo(code.code);
                assertThat(failure.sqlState()).isNull();
            }
        }
    }

    @Test
    void whatIsInternalIsSoOnPurposeAndNeverRetried() {
        Set<Integer> internal = new TreeSet<>();
        codes().filter(code -> at(code, Phase.BODY).kind() == ErrorKind.INTERNAL)
                .forEach(code -> internal.add(code.code));

        assertThat(internal).containsExactlyElementsOf(new TreeSet<>(DELIBERATELY_INTERNAL));
        codes().filter(code -> internal.contains(code.code))
                .forEach(code -> assertThat(phases(code.code)).containsOnly(NEVER));
    }

    @Test
    void noLineIsWrittenForACodeThatDoesNotExist() {
        assertThat(codes().map(code -> code.code)).containsAll(ResultCodes.written());
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 261, 773, 6, 262, 518, 15})
    void aLockIsWaitedForAndACommitThatMeetsOneIsSentAgain(int code) {
        assertThat(phases(code)).containsExactly(RECONNECT, REPLAY, REPLAY, BACK_OFF, REPLAY);
        Failure commit = at(SQLiteErrorCode.getErrorCode(code), Phase.COMMIT);
        assertThat(commit.kind()).isEqualTo(ErrorKind.LOCKED);
        assertThat(commit.hint()).contains("still open", "commit again");
    }

    @ParameterizedTest
    @ValueSource(ints = {517, 769, 17})
    void aTransactionWhoseDataChangedIsReplayed(int code) {
        assertThat(phases(code)).containsExactly(RECONNECT, REPLAY, REPLAY, REPLAY, REPLAY);
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 2314, 3850, 264, 520})
    void aFileThatCannotBeUsedAnyMoreIsOpenedAnew(int code) {
        assertThat(phases(code))
                .containsExactly(
                        RECONNECT,
                        REPLAY_ON_NEW_CONNECTION,
                        REPLAY_ON_NEW_CONNECTION,
                        RESOLVE,
                        REPLAY_ON_NEW_CONNECTION);
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 13})
    void whatIsLackingIsWaitedFor(int code) {
        assertThat(phases(code)).containsOnly(BACK_OFF);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 266, 522, 778, 1034, 2570, 3082, 5898, 6410, 4618})
    void aFailureOfTheDiskIsWaitedOutAndLeavesACommitInDoubt(int code) {
        assertThat(phases(code)).containsExactly(BACK_OFF, BACK_OFF, BACK_OFF, RESOLVE, BACK_OFF);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                1, 19, 275, 531, 787, 1043, 1299, 1555, 1811, 2067, 2323, 2579, 2835, 3091, 3, 4, 516, 8, 776, 1032,
                1288, 1544, 9, 11, 267, 523, 779, 26, 18, 20, 21, 22, 23, 25, 526, 1550
            })
    void whatWouldFailAgainIsNeverRetried(int code) {
        assertThat(phases(code)).containsOnly(NEVER);
    }

    @Test
    void noCommitThatMayHaveBeenWrittenIsRepeatedBlindly() {
        codes().filter(code -> Set.of(10, 14).contains(code.code & 0xff))
                .filter(code -> !Set.of(526, 782, 1038, 1550).contains(code.code))
                .forEach(code -> {
                    assertThat(at(code, Phase.COMMIT).kind()).as(code.name()).isEqualTo(ErrorKind.OUTCOME_UNKNOWN);
                    assertThat(at(code, Phase.COMMIT).retry()).as(code.name()).isEqualTo(RESOLVE);
                });
    }

    @Test
    void aConnectionIsThrownAwayThatLostItsFileOrItsTransaction() {
        codes().forEach(code -> {
            boolean expected = FAMILIES_THAT_END_A_CONNECTION.contains(code.code & 0xff)
                    || OTHERS_THAT_END_A_CONNECTION.contains(code.code);
            for (Phase phase : Phase.values()) {
                assertThat(engine.breaksConnection(at(code, phase)))
                        .as("%s in %s", code.name(), phase)
                        .isEqualTo(expected);
            }
        });
    }

    @Test
    void theSentenceNamesWhatTheRowOffended() {
        assertThat(said("NOT NULL constraint failed: p.n", SQLiteErrorCode.SQLITE_CONSTRAINT_NOTNULL))
                .isEqualTo("p.n must have a value");
        assertThat(said("UNIQUE constraint failed: index 'names'", SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE))
                .isEqualTo("there is a row with this index 'names' already");
    }

    @Test
    void theSentenceHoldsNoValueOfTheStatement() {
        for (String message : List.of(
                "near \"'4711'\": syntax error",
                "near \"4711\": syntax error",
                "unrecognized token: \"'4711\n and more\"",
                "no such column: \"4711\" - should this be a string literal in single-quotes?")) {
            assertThat(said(message, SQLiteErrorCode.SQLITE_ERROR)).doesNotContain("4711");
        }
    }

    @Test
    void aFailureOfAnotherKindIsUnexpectedAndFoundInsideOthers() {
        assertThat(engine.classify(new IllegalStateException("x"), Phase.BODY).kind())
                .isEqualTo(ErrorKind.INTERNAL);
        var full = new SQLiteException("x", SQLiteErrorCode.SQLITE_FULL);
        assertThat(engine.classify(new SQLException(new RuntimeException(full)), Phase.BODY)
                        .kind())
                .isEqualTo(ErrorKind.DISK_FULL);
    }

    private static Stream<SQLiteErrorCode> codes() {
        return Arrays.stream(SQLiteErrorCode.values());
    }

    private String said(String message, SQLiteErrorCode code) {
        String wrapped = "[%s] %s (%s)".formatted(code.name(), "words of the driver", message);
        return engine.classify(new SQLiteException(wrapped, code), Phase.BODY).sentence();
    }

    private Failure at(SQLiteErrorCode code, Phase phase) {
        return engine.classify(new SQLiteException("[" + code.name() + "] words (detail)", code), phase);
    }

    private List<RetryClass> phases(int code) {
        SQLiteErrorCode known = SQLiteErrorCode.getErrorCode(code);
        return Arrays.stream(Phase.values())
                .map(phase -> at(known, phase).retry())
                .toList();
    }
}

package io.holdfast.postgresql.sqlstate;

import static io.holdfast.error.RetryClass.BACK_OFF;
import static io.holdfast.error.RetryClass.NEVER;
import static io.holdfast.error.RetryClass.RECONNECT;
import static io.holdfast.error.RetryClass.REPLAY;
import static io.holdfast.error.RetryClass.REPLAY_ON_NEW_CONNECTION;
import static io.holdfast.error.RetryClass.RESOLVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.holdfast.engine.Engine;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.Phase;
import io.holdfast.error.RetryClass;
import io.holdfast.postgresql.PostgresqlEngine;
import io.holdfast.postgresql.TestServer;
import io.holdfast.postgresql.session.PostgresqlSession;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ERR-1, ERR-2, CON-4: every code of the server and the driver, in every phase, has a decision. */
final class SqlStatesTest {
    /** What nobody can do anything about, or what is a mistake of a program; an unknown code has this kind, too. */
    private static final Set<String> DELIBERATELY_INTERNAL = Set.of(
            "00000", "01000", "01003", "01004", "01006", "01007", "01008", "0100C", "01P01", "08P01", "25P02", "60000",
            "99999", "XX000");

    private final Engine engine = new PostgresqlEngine();

    @Test
    void everyCodeOfServerAndDriverIsDecidedByALine() throws Exception {
        List<String> undecided =
                codes().filter(code -> SqlStates.of(code).isEmpty()).toList();

        assertThat(undecided).isEmpty();
        assertThat(ErrorCodes.ofServer()).hasSizeGreaterThan(250).containsEntry("40P01", "deadlock_detected");
    }

    @Test
    void whatIsInternalIsSoOnPurpose() throws Exception {
        Set<String> internal = new TreeSet<>();
        codes().filter(code -> at(code, Phase.BODY).kind() == ErrorKind.INTERNAL)
                .forEach(internal::add);

        assertThat(internal).containsExactlyElementsOf(new TreeSet<>(DELIBERATELY_INTERNAL));
    }

    @Test
    void noLineIsWrittenForACodeThatDoesNotExist() throws Exception {
        Set<String> known = new TreeSet<>();
        codes().forEach(code -> {
            known.add(code);
            known.add(code.substring(0, 2));
        });

        assertThat(known).containsAll(SqlStates.written());
    }

    @Test
    void everyMeaningIsOneSentenceForPeopleAndAHint() {
        Stream<Meaning> written = SqlStates.written().stream().map(SqlStatesTest::written);
        Stream<Meaning> shades = Shade.ALL.stream().map(Shade::meaning);
        Stream.of(written, shades, Stream.of(SqlStates.UNKNOWN))
                .flatMap(each -> each)
                .forEach(meaning -> {
                    assertThat(meaning.sentence())
                            .matches("[a-zP][^.%{}\n]{10,110}")
                            .doesNotContain("SQLSTATE", "ERROR");
                    assertThat(meaning.hint()).matches("(?s).{4,120}").doesNotEndWith(".");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"08000", "08001", "08003", "08006", "08S01", "57P01", "57P02", "57P03", "57P05"})
    void aLostConnectionIsReplayedOnANewOneAndNeverAfterItsCommit(String code) {
        assertThat(phases(code))
                .containsExactly(
                        RECONNECT,
                        REPLAY_ON_NEW_CONNECTION,
                        REPLAY_ON_NEW_CONNECTION,
                        RESOLVE,
                        REPLAY_ON_NEW_CONNECTION);
        assertThat(at(code, Phase.BODY).kind()).isEqualTo(ErrorKind.CONNECTION);
        assertThat(at(code, Phase.COMMIT).kind()).isEqualTo(ErrorKind.OUTCOME_UNKNOWN);
        assertThat(at(code, Phase.COMMIT).sentence()).endsWith("so it is not known whether the work took effect");
    }

    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01", "40000", "55P03", "26000"})
    void aTransactionThatTheServerUndidIsReplayed(String code) {
        assertThat(phases(code)).containsExactly(RECONNECT, REPLAY, REPLAY, REPLAY, REPLAY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"08007", "40003"})
    void whatTheServerCannotTellIsResolvedInEveryPhase(String code) {
        assertThat(phases(code)).containsOnly(RESOLVE);
        assertThat(at(code, Phase.CONNECT).kind()).isEqualTo(ErrorKind.OUTCOME_UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"53000", "53100", "53200", "53300", "53400", "58000", "58030"})
    void whatTheServerLacksIsWaitedFor(String code) {
        assertThat(phases(code)).containsOnly(BACK_OFF);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3D000", "3F000", "42601", "42P01", "22012", "23505", "23P01", "23502", "25P02", "54000", "57014",
                "F0000", "F0001", "P0001", "XX000", "XX001", "XX002", "0A000", "40002", "55006", "58P01", "ZZ999",
                "xx001"
            })
    void whatWouldFailAgainIsNeverRetried(String code) {
        assertThat(phases(code)).containsOnly(NEVER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"08004", "08P01", "57P04", "25P03", "25P04"})
    void whatEndsTheConnectionForGoodIsNeverRetriedAndItsCommitIsInDoubt(String code) {
        assertThat(phases(code)).containsExactly(NEVER, NEVER, NEVER, RESOLVE, NEVER);
    }

    @Test
    void otherCoursesGoThroughAllPhases() {
        assertThat(phases("25006")).containsOnly(RetryClass.FAILOVER);
        assertThat(phases("28P01")).containsOnly(RetryClass.REFRESH_CREDENTIALS);
        assertThat(phases("28000")).containsOnly(RetryClass.REFRESH_CREDENTIALS);
    }

    @Test
    void aConnectionIsThrownAwayWhereItIsGoneOrMayBe() throws Exception {
        Set<String> breaking = new TreeSet<>();
        codes().filter(code -> engine.breaksConnection(at(code, Phase.BODY))).forEach(breaking::add);

        assertThat(breaking)
                .containsExactly(
                        "08000", "08001", "08003", "08004", "08006", "08007", "08P01", "08S01", "25P03", "25P04",
                        "28000", "28P01", "40003", "57P01", "57P02", "57P03", "57P04", "57P05");
    }

    @Test
    void afterACommitWithoutAnAnswerTheConnectionIsThrownAway() throws Exception {
        codes().map(code -> at(code, Phase.COMMIT))
                .filter(failure -> failure.retry() == RESOLVE)
                .forEach(failure -> assertThat(engine.breaksConnection(failure)).isTrue());
    }

    /** The server sends any code on request, but the one for success, so that it goes the whole way through the driver. */
    @Test
    void everyCodeThatTheServerSendsArrivesAsItIsWritten() throws Exception {
        Set<String> codes = new TreeSet<>(ErrorCodes.ofServer().keySet());
        codes.remove("00000");
        try (PostgresqlSession session = TestServer.open(TestServer.freshDatabase())) {
            for (String code : codes) {
                String raise = "DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '%s'; END $$".formatted(code);
                Throwable thrown = catchThrowable(() -> TestServer.ask(session.connection(), raise));

                Failure failure = engine.classify(thrown, Phase.BODY);
                assertThat(failure.sqlState()).isEqualTo(code);
                assertThat(failure.kind()).isEqualTo(at(code, Phase.BODY).kind());
                assertThat(failure.retry()).isEqualTo(at(code, Phase.BODY).retry());
            }
        }
    }

    static Stream<String> codes() throws Exception {
        return Stream.concat(ErrorCodes.ofServer().keySet().stream(), ErrorCodes.ofDriver().keySet().stream());
    }

    private static Meaning written(String codeOrClass) {
        return SqlStates.of(codeOrClass.length() == 2 ? codeOrClass + "ZZZ" : codeOrClass)
                .orElseThrow();
    }

    private Failure at(String code, Phase phase) {
        return engine.classify(new SQLException("x", code), phase);
    }

    private List<RetryClass> phases(String code) {
        List<RetryClass> classes = new ArrayList<>();
        for (Phase phase : Phase.values()) {
            classes.add(at(code, phase).retry());
        }
        return classes;
    }
}

package io.holdfast.app.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.app.output.ErrorReport.Detail;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** CLI-1, ERR-1. */
final class ErrorReportTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void aKnownFailureIsOneSentenceAndOneHint() {
        ExitCode code = new ErrorReport(err, Detail.SHORT)
                .tell(Failure.of(ErrorKind.LOCKED, "another transfer is running")
                        .withHint("wait until it has ended")
                        .causedBy(new IllegalStateException("deep")));

        assertThat(code).isEqualTo(ExitCode.BUSY);
        assertThat(said())
                .isEqualTo("holdfast: another transfer is running%nhint: wait until it has ended%n".formatted());
    }

    @Test
    void theTraceIsShownOnRequestWithoutItsSecrets() {
        new ErrorReport(err, Detail.TRACE)
                .tell(new IllegalStateException("postgresql://bob:canary-7@db/app and password=canary-7"));

        assertThat(said())
                .contains("\tat io.holdfast.app.output.ErrorReportTest")
                .doesNotContain("canary-7");
    }

    @Test
    void theKindIsNamedWithTheTraceForThoseWhoLookItUp() {
        new ErrorReport(err, Detail.TRACE)
                .tell(Failure.of(ErrorKind.OUTCOME_UNKNOWN, "nobody can tell").exception());

        assertThat(said()).contains("kind: outcome-unknown (holdfast explain outcome-unknown tells what that means)");
    }

    @Test
    void aLongTraceKeepsItsEndWhereTheFirstCauseStands() {
        Throwable failure = new IllegalStateException("the first cause, password=canary-7");
        for (int depth = 0; depth < 30; depth++) {
            failure = new IllegalStateException("a reason of many words ".repeat(60) + depth, failure);
        }
        new ErrorReport(err, Detail.TRACE).tell(failure);

        assertThat(said()).contains("the first cause, password=").doesNotContain("canary-7");
    }

    @Test
    void anUnknownFailureIsADefectAndShowsNoSecret() {
        ExitCode code = new ErrorReport(err, Detail.SHORT).tell(new IllegalStateException("token=canary-7"));

        assertThat(code).isEqualTo(ExitCode.INTERNAL);
        assertThat(said()).contains("defect of Holdfast", "--debug").doesNotContain("canary-7", "\tat ");
    }

    private String said() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}

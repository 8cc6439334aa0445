package io.holdfast.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.UnknownHostException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** ERR-1, ERR-4: a failure keeps all that led to it, and no part of that shows a secret. */
class MaskedCauseTest {
    private static final String SECRET = "tr0ub4dor";

    @Test
    void causesAreCleanedToTheirEnd() {
        var deepest = new SQLException("password=tr0ub4dor");
        var failure = Failure.of(ErrorKind.CONNECTION, "db1 cannot be reached at postgresql://a:tr0ub4dor@db1/x")
                .causedBy(new IllegalStateException("postgresql://a:tr0ub4dor@db1/x", deepest));

        assertThat(failure).isInstanceOf(UnavailableException.class).hasStackTraceContaining("SQLException");
        assertClean(failure);
    }

    @Test
    void theExceptionsBehindAnSqlExceptionAreKept() {
        var first = new BatchUpdateException("Batch entry 0 values ('tr0ub4dor') was aborted", new int[0]);
        first.setNextException(new SQLException("token=tr0ub4dor", new IllegalStateException("pwd=tr0ub4dor")));
        first.setNextException(new SQLException("third for tr0ub4dor@example.org"));

        Throwable masked = MaskedCause.of(first);

        assertThat(masked.getSuppressed())
                .extracting(Throwable::getMessage)
                .containsExactly("java.sql.SQLException: token=••••", "java.sql.SQLException: third for ••••");
        assertThat(masked.getSuppressed()[0]).hasRootCauseMessage("java.lang.IllegalStateException: pwd=••••");
        assertClean(masked);
    }

    @Test
    void suppressedExceptionsAreKept() {
        var failure = new IllegalStateException("no");
        failure.addSuppressed(new IllegalStateException("secret=tr0ub4dor"));

        Throwable masked = MaskedCause.of(failure);

        assertThat(masked.getSuppressed())
                .extracting(Throwable::getMessage)
                .containsExactly("java.lang.IllegalStateException: secret=••••");
        assertClean(masked);
    }

    @Test
    void whatAFailureOfOursSuppressedIsCleanedToo() {
        var failure = Failure.of(ErrorKind.LOCKED, "app is locked").exception();
        assertThat(MaskedCause.of(failure)).isSameAs(failure);

        failure.addSuppressed(new IllegalStateException("secret=tr0ub4dor"));

        assertThat(MaskedCause.of(failure)).isInstanceOf(MaskedCause.class).hasMessageContaining("app is locked");
        assertClean(MaskedCause.of(failure));
    }

    @Test
    void theTypeOfAnExceptionCanGiveASecretAway() {
        assertThat(MaskedCause.of(new UnknownHostException("app:tr0ub4dor@db1")))
                .hasMessage("java.net.UnknownHostException: ••••@db1");
    }

    @Test
    void whatIsMaskedStaysAsItIs() {
        Throwable masked = MaskedCause.of(new IllegalStateException("pwd=tr0ub4dor"));

        assertThat(MaskedCause.of(masked)).isSameAs(masked);
        assertThat(MaskedCause.of(new IllegalStateException(masked))).hasCause(masked);
    }

    @Test
    void anExceptionWithoutAMessageIsItsName() {
        assertThat(MaskedCause.of(new IllegalStateException())).hasMessage("java.lang.IllegalStateException");
    }

    @Test
    void theTraceIsThatOfTheOriginal() {
        var failure = new IllegalStateException("no");

        assertThat(MaskedCause.of(failure).getStackTrace()).isEqualTo(failure.getStackTrace());
        assertThat(((MaskedCause) MaskedCause.of(failure)).original()).isEqualTo("java.lang.IllegalStateException");
    }

    @Test
    void circlesEnd() {
        var one = new SQLException("pwd=tr0ub4dor");
        var two = new SQLException("pwd=tr0ub4dor", one);
        one.initCause(two);
        one.setNextException(two);
        two.addSuppressed(one);
        one.addSuppressed(two);

        assertClean(MaskedCause.of(one));
        assertThat(MaskedCause.of(one)).hasCauseInstanceOf(MaskedCause.class);
        assertThat(MaskedCause.of(one).getCause()).hasNoCause().hasNoSuppressedExceptions();
    }

    @Test
    void ofWhatHasNoEndTheBeginningIsKept() {
        Throwable deep = new IllegalStateException("pwd=tr0ub4dor");
        for (int count = 0; count < 10_000; count++) {
            deep = new IllegalStateException("pwd=tr0ub4dor", deep);
        }
        var wide = new SQLException("pwd=tr0ub4dor", deep);
        for (int count = 0; count < 1_000; count++) {
            wide.addSuppressed(new SQLException("pwd=tr0ub4dor"));
        }

        Throwable masked = MaskedCause.of(wide);

        assertClean(masked);
        assertThat(masked.getSuppressed()).hasSizeBetween(200, 256);
    }

    /** Looks at everything that a log or a program can ask for. */
    private static void assertClean(Throwable part) {
        var trace = new StringWriter();
        part.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString()).doesNotContain(SECRET);
        for (Throwable at = part; at != null; at = at.getCause()) {
            assertThat(at + at.getMessage() + at.getLocalizedMessage()).doesNotContain(SECRET);
            for (Throwable suppressed : at.getSuppressed()) {
                assertClean(suppressed);
            }
        }
    }
}

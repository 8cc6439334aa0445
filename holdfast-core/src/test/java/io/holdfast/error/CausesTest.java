package io.holdfast.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** ERR-2: what an engine reads before it says what a failure means. */
class CausesTest {

    @Test
    void causesAndNextExceptionsComeNearestFirst() {
        var deepest = new IOException("deepest");
        var cause = new SQLException("cause", deepest);
        var next = new SQLException("next");
        var failure = new SQLException("failure", cause);
        failure.setNextException(next);

        assertThat(Causes.of(failure)).containsExactly(failure, cause, next, deepest);
    }

    @Test
    void aCircleIsGoneRoundOnce() {
        var first = new SQLException("first");
        var second = new SQLException("second", first);
        first.initCause(second);
        first.setNextException(second);

        assertThat(Causes.of(first)).containsExactly(first, second);
    }

    @Test
    void aChainWithoutEndIsCutOff() {
        Throwable failure = new IOException("deepest");
        for (int i = 0; i < 100_000; i++) {
            failure = new IllegalStateException("x", failure);
        }

        assertThat(Causes.of(failure)).hasSize(100).startsWith(failure);
    }
}

package io.holdfast.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.config.Endpoint;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.Phase;
import io.holdfast.error.RetryClass;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** ERR-2, CON-6: what an engine says of its connections that knows nothing better. */
class EngineTest {
    private static final Set<ErrorKind> BREAKING = Set.of(
            ErrorKind.CONNECTION,
            ErrorKind.OUTCOME_UNKNOWN,
            ErrorKind.TLS,
            ErrorKind.AUTHENTICATION,
            ErrorKind.CORRUPT);

    private final Engine engine = new Plain();

    @ParameterizedTest
    @EnumSource
    void theKindOfAFailureSaysWhetherItsConnectionIsThrownAway(ErrorKind kind) {
        assertThat(engine.breaksConnection(Failure.of(kind, "x"))).isEqualTo(BREAKING.contains(kind));
    }

    @Test
    void workThatMovesToAnotherConnectionLeavesABrokenOneBehind() {
        Failure failure = Failure.of(ErrorKind.RESOURCE, "x");
        assertThat(engine.breaksConnection(failure.withRetry(RetryClass.REPLAY_ON_NEW_CONNECTION)))
                .isTrue();
        assertThat(engine.breaksConnection(failure.withRetry(RetryClass.RESOLVE)))
                .isTrue();
        assertThat(engine.breaksConnection(failure.withRetry(RetryClass.REPLAY)))
                .isFalse();
    }

    private static final class Plain implements Engine {
        @Override
        public String name() {
            return "plain";
        }

        @Override
        public Session open(Endpoint endpoint, Duration timeout) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Failure classify(Throwable failure, Phase phase) {
            return Failure.of(ErrorKind.INTERNAL, "x");
        }

        @Override
        public List<Fact> facts(Session session, Endpoint endpoint) {
            return List.of();
        }
    }
}

package io.holdfast.postgresql.sqlstate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.holdfast.config.Endpoint;
import io.holdfast.engine.Engine;
import io.holdfast.error.Causes;
import io.holdfast.error.Failure;
import io.holdfast.postgresql.PostgresqlEngine;
import io.holdfast.postgresql.TestServer;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** ERR-1, ERR-2, ERR-4, CON-4: what a real server and driver can be made to raise means what the tables say. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(60)
final class ProvokedTest {
    private static final String VALUE = "4711";

    private final Engine engine = new PostgresqlEngine();
    private final Endpoint stage = TestServer.freshDatabase();
    private final AtomicInteger scenes = new AtomicInteger();

    static List<Provocation> provocations() {
        return Provocations.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("provocations")
    void aCodeThatWasRaisedForRealMeansWhatTheTablesSay(Provocation provocation) throws Exception {
        try (Scene scene = Scene.in(stage, "scene_" + scenes.incrementAndGet())) {
            Throwable thrown = catchThrowable(() -> provocation.attempt().in(scene));
            assertThat(thrown).as("what was to raise %s", provocation).isNotNull();
            assertThat(codeOf(thrown)).as("%s", thrown).isEqualTo(provocation.code());

            Failure failure = engine.classify(thrown, provocation.phase());
            Failure expected = engine.classify(new SQLException("x", provocation.code()), provocation.phase());
            assertThat(failure.kind()).isEqualTo(provocation.kind().orElse(expected.kind()));
            assertThat(failure.sqlState()).isIn(provocation.code(), null);
            assertThat(failure.toString()).doesNotContain(VALUE);
            if (provocation.kind().isEmpty()) {
                assertThat(failure.retry()).isEqualTo(expected.retry());
            }
            assertThat(scene.isAlive() || engine.breaksConnection(failure))
                    .as("a dead connection is thrown away")
                    .isTrue();
        }
    }

    @Test
    void asManyCodesAreRaisedAsAServerCanBeMadeTo() {
        assertThat(Provocations.codes()).hasSizeGreaterThan(150);
    }

    private static String codeOf(Throwable thrown) {
        return Causes.of(thrown).stream()
                .filter(each -> each instanceof SQLException sql && sql.getSQLState() != null)
                .map(each -> ((SQLException) each).getSQLState())
                .findFirst()
                .orElse("none");
    }
}

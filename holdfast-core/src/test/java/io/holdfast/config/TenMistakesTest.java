package io.holdfast.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.holdfast.error.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CFG-3: everything that is wrong is told at once, and nothing twice. */
class TenMistakesTest {
    @TempDir
    Path folder;

    @Test
    void aConfigurationWithTenMistakesReportsExactlyTen() throws IOException {
        Path file = folder.resolve("holdfast.yaml");
        Files.writeString(file, """
                home: data
                home: more
                databases:
                  app:
                    ulr: postgresql://db/app
                    password: ${file:/nowhere/secret}
                    pool: { size: many, min-idle: 3 }
                  Orders:
                    url: sqlite:orders.db
                  hr:
                    url: postgress://db/hr
                    await: soon
                    timeouts: 3s
                  audit:
                    required: true
                """);

        var thrown = catchThrowableOfType(
                ConfigurationException.class,
                () -> ConfigLoader.of(file)
                        .withEnvironment(Map.of("HOLDFAST_DATABASES_APP_POOL_SZE", "3"))
                        .load());

        assertThat(thrown.problems())
                .satisfiesExactlyInAnyOrder(
                        problem -> assertThat(problem).contains(":2:1", "\"home\"", "second time", ":1:1"),
                        problem -> assertThat(problem).contains(":5:5", "did you mean databases.app.url?"),
                        problem -> assertThat(problem).contains(":6:15", "/nowhere/secret, which does not exist"),
                        problem -> assertThat(problem).contains(":7:19", "databases.app.pool.size is \"many\""),
                        problem -> assertThat(problem).contains(":8:3", "\"Orders\"", "lower-case"),
                        problem -> assertThat(problem).contains(":11:10", "databases.hr.url", "did you mean postgres"),
                        problem -> assertThat(problem).contains(":12:12", "databases.hr.await is \"soon\""),
                        problem -> assertThat(problem).contains(":13:15", "databases.hr.timeouts holds one value"),
                        problem -> assertThat(problem).contains(":14:3", "databases.audit has no url"),
                        problem -> assertThat(problem)
                                .contains("HOLDFAST_DATABASES_APP_POOL_SZE", "did you mean", "_POOL_SIZE?"));
        assertThat(thrown).hasMessageContaining("10 problems");
    }
}

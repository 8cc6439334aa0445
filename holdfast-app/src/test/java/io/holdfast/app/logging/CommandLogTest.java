package io.holdfast.app.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import io.holdfast.app.logging.MaskingLayout.Trace;
import org.junit.jupiter.api.Test;

/** CLI-1, CFG-2. */
final class CommandLogTest {
    private final LoggerContext context = new LoggerContext();

    @Test
    void anEventIsOneLineWithoutSecrets() {
        String line = printed(Trace.MESSAGE);

        assertThat(line).hasLineCount(1).contains("WARN Pool: first | second", "IllegalStateException: at ");
        assertThat(line).doesNotContain("canary-7");
    }

    @Test
    void aTraceHasNoSecretsEither() {
        assertThat(printed(Trace.FULL)).contains("\tat io.holdfast.app.logging").doesNotContain("canary-7");
    }

    @Test
    void theCommandLogsWarningsOnly() {
        new CommandLog().configure(context);

        assertThat(context.getLogger("io.holdfast.database").isInfoEnabled()).isFalse();
        assertThat(context.getLogger("io.holdfast.database").isWarnEnabled()).isTrue();
        assertThat(context.getLogger("com.zaxxer.hikari.pool.HikariPool").isWarnEnabled())
                .isFalse();
    }

    private String printed(Trace trace) {
        var event = new LoggingEvent(
                "",
                context.getLogger("org.example.Pool"),
                Level.WARN,
                "first\n  second {}",
                new IllegalStateException("at postgres://a:canary-7@h/x"),
                new Object[] {"password=canary-7"});
        return new MaskingLayout(trace).doLayout(event);
    }
}

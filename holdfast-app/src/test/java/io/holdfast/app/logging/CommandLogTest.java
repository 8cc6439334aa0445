package io.holdfast.app.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import io.holdfast.app.logging.MaskingLayout.Trace;
import io.holdfast.config.LogConfig;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** CLI-1, CFG-2, AUD-5. */
final class CommandLogTest {
    private final LoggerContext context = new LoggerContext();

    @BeforeEach
    void giveTheContextAnMdc() {
        context.setMDCAdapter(new LogbackMDCAdapter());
    }

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

    @Test
    void itFollowsTheSettingsAtAnyTime() {
        CommandLog.set(context, settings(LogConfig.Level.INFO, LogConfig.Format.JSON));

        assertThat(context.getLogger("io.holdfast.operation").isInfoEnabled()).isTrue();
        assertThat(context.getLogger("io.holdfast.gate.Gate").isDebugEnabled()).isFalse();

        CommandLog.set(context, settings(LogConfig.Level.OFF, LogConfig.Format.TEXT));

        assertThat(context.getLogger("io.holdfast.gate.Gate").isErrorEnabled()).isFalse();
        assertThat(context.getLogger("io.holdfast.operation").isErrorEnabled()).isFalse();
        assertThat(context.getLogger("com.zaxxer.hikari").isErrorEnabled()).isFalse();
    }

    @Test
    void whatTheCommandReportsItselfIsNotLoggedBesides() {
        CommandLog.set(context, LogConfig.USUAL);

        assertThat(context.getLogger("io.holdfast.operation").isWarnEnabled()).isFalse();
        assertThat(context.getLogger("io.holdfast.gate.Gate").isWarnEnabled()).isTrue();
    }

    @Test
    void aJsonLineIsOneObjectWithTheValuesAndWithoutSecrets() {
        LoggingEvent event = event();
        event.addKeyValuePair(new KeyValuePair("took_ms", 1.25));
        event.addKeyValuePair(new KeyValuePair("reason", "password=canary-7"));
        event.setMDCPropertyMap(Map.of("correlation-id", "id-1"));

        String line = new JsonLayout(Trace.FULL).doLayout(event);

        assertThat(line).hasLineCount(1).doesNotContain("canary-7");
        JsonNode read = JsonMapper.builder().build().readTree(line);
        assertThat(read.get("level").asString()).isEqualTo("WARN");
        assertThat(read.get("message").asString()).contains("first");
        assertThat(read.get("took_ms").asDouble()).isEqualTo(1.25);
        assertThat(read.get("correlation_id").asString()).isEqualTo("id-1");
        assertThat(read.get("thrown").asString()).startsWith("java.lang.IllegalStateException: at ");
        assertThat(read.get("trace").asString()).contains("CommandLogTest");
    }

    @Test
    void aLineOfAnOperationHasItsId() {
        LoggingEvent event = event();
        event.setMDCPropertyMap(Map.of("correlation-id", "id-1"));

        assertThat(new MaskingLayout(Trace.MESSAGE).doLayout(event)).contains("[id-1]");
    }

    private static LogConfig settings(LogConfig.Level level, LogConfig.Format format) {
        return new LogConfig(LogConfig.Operations.ALL, 1, level, format);
    }

    private String printed(Trace trace) {
        return new MaskingLayout(trace).doLayout(event());
    }

    private LoggingEvent event() {
        return new LoggingEvent(
                "",
                context.getLogger("org.example.Pool"),
                Level.WARN,
                "first\n  second {}",
                new IllegalStateException("at postgres://a:canary-7@h/x"),
                new Object[] {"password=canary-7"});
    }
}

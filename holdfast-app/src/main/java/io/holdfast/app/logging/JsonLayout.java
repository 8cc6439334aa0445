package io.holdfast.app.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.LayoutBase;
import io.holdfast.app.logging.MaskingLayout.Trace;
import io.holdfast.error.Masking;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.event.KeyValuePair;
import tools.jackson.databind.json.JsonMapper;

/**
 * One JSON object on a line for each event: time, level, logger, message and thread, then the values of the event, then
 * what the thread's MDC has, then what was thrown. Every text in it has its secrets taken out, whoever logged it.
 */
final class JsonLayout extends LayoutBase<ILoggingEvent> {
    private final JsonMapper mapper = JsonMapper.builder().build();
    private final Trace trace;

    JsonLayout(Trace trace) {
        this.trace = trace;
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("time", Instant.ofEpochMilli(event.getTimeStamp()).toString());
        line.put("level", event.getLevel().toString());
        line.put("logger", event.getLoggerName());
        line.put("message", Masking.clean(event.getFormattedMessage()));
        line.put("thread", Masking.clean(event.getThreadName()));
        if (event.getKeyValuePairs() != null) {
            for (KeyValuePair pair : event.getKeyValuePairs()) {
                line.putIfAbsent(pair.key, value(pair.value));
            }
        }
        event.getMDCPropertyMap().forEach((key, text) -> line.putIfAbsent(key.replace('-', '_'), Masking.clean(text)));
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null) {
            line.put("thrown", Masking.clean(thrown.getClassName() + ": " + thrown.getMessage()));
        }
        if (thrown != null && trace == Trace.FULL) {
            line.put("trace", MaskingLayout.full(thrown));
        }
        return mapper.writeValueAsString(line) + System.lineSeparator();
    }

    private static Object value(Object value) {
        return value instanceof Number || value instanceof Boolean ? value : Masking.clean(String.valueOf(value));
    }
}

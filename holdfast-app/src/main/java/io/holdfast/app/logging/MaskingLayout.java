package io.holdfast.app.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import io.holdfast.error.MaskedCause;
import io.holdfast.error.Masking;
import io.holdfast.log.Correlation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** One line for each event, with every secret taken out, whoever logged it; the trace follows where there is one. */
final class MaskingLayout extends LayoutBase<ILoggingEvent> {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Trace trace;

    /** What is printed of a throwable. */
    enum Trace {
        /** Its type and message, in the same line. */
        MESSAGE,
        /** All of it. */
        FULL
    }

    MaskingLayout(Trace trace) {
        this.trace = trace;
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(160)
                .append(TIME.format(Instant.ofEpochMilli(event.getTimeStamp())))
                .append(' ')
                .append(event.getLevel())
                .append(' ')
                .append(shortName(event.getLoggerName()))
                .append(": ")
                .append(event.getFormattedMessage().strip().replaceAll("\\R\\s*", " | "));
        String id = event.getMDCPropertyMap().getOrDefault(Correlation.KEY, "");
        if (!id.isEmpty() && !event.getFormattedMessage().contains(id)) {
            line.append(" [").append(id).append(']');
        }
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null && trace == Trace.MESSAGE) {
            line.append(" (").append(oneLine(thrown)).append(')');
        }
        String cleaned = Masking.clean(line.toString()) + System.lineSeparator();
        return thrown != null && trace == Trace.FULL ? cleaned + full(thrown) : cleaned;
    }

    /** Cleaned message by message: as one text, a long trace would lose its end, where the first cause stands. */
    static String full(IThrowableProxy thrown) {
        if (!(thrown instanceof ThrowableProxy local)) {
            return Masking.clean(ThrowableProxyUtil.asString(thrown));
        }
        var text = new StringWriter();
        MaskedCause.of(local.getThrowable()).printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static String oneLine(IThrowableProxy thrown) {
        return (shortName(thrown.getClassName()) + ": " + thrown.getMessage()).replaceAll("\\R\\s*", " | ");
    }

    private static String shortName(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }
}

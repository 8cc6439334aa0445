package io.holdfast.app.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.Layout;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import io.holdfast.app.logging.MaskingLayout.Trace;
import io.holdfast.config.LogConfig;
import java.nio.charset.StandardCharsets;
import org.slf4j.LoggerFactory;

/**
 * Sets the log up: warnings on standard error, one line each, without secrets.
 *
 * <p>Logback finds this class by its service file when the first logger is made, so a command that logs nothing does
 * not pay for it; and it is code, since reading an XML file would take longer than the rest of the start.
 */
public final class CommandLog extends ContextAwareBase implements Configurator {
    private static final String APPENDER = "stderr";

    /** The driver logs through the JDK, which forgets the levels of loggers that nobody holds. */
    private static final java.util.logging.Logger DRIVER = java.util.logging.Logger.getLogger("org.postgresql");

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        set(context, LogConfig.USUAL);
        DRIVER.setLevel(java.util.logging.Level.OFF);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /**
     * Logs as {@code wanted} says from now on; may be called at any time, as often as the settings change.
     *
     * @param debug whether everything is logged whatever they say, with traces: for {@code --debug}
     */
    public static void apply(LogConfig wanted, boolean debug) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            set(context, debug ? debugging(wanted.format()) : wanted);
        }
    }

    /** Logs more, with traces: for {@code --debug}, before the settings are read. */
    public static void debug() {
        apply(LogConfig.USUAL, true);
    }

    private static LogConfig debugging(LogConfig.Format format) {
        LogConfig usual = LogConfig.USUAL;
        return new LogConfig(usual.operations(), usual.sample(), LogConfig.Level.DEBUG, format);
    }

    /** The pool and the driver log what they also throw, and so does an operation; the command reports that, once. */
    static void set(LoggerContext context, LogConfig wanted) {
        Level level = Level.valueOf(wanted.level().name());
        boolean talkative = Level.INFO.isGreaterOrEqual(level);
        Level twice = talkative ? Level.INFO : quieter(level);
        install(context, wanted.format(), level == Level.DEBUG ? Trace.FULL : Trace.MESSAGE);
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(talkative ? Level.INFO : level);
        context.getLogger("io.holdfast").setLevel(level);
        context.getLogger("io.holdfast.operation").setLevel(twice);
        context.getLogger("com.zaxxer.hikari").setLevel(twice);
    }

    private static Level quieter(Level level) {
        return Level.ERROR.isGreaterOrEqual(level) ? Level.ERROR : level;
    }

    private static void install(LoggerContext context, LogConfig.Format format, Trace trace) {
        Layout<ILoggingEvent> layout =
                format == LogConfig.Format.JSON ? new JsonLayout(trace) : new MaskingLayout(trace);
        layout.setContext(context);
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setLayout(layout);
        encoder.start();
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(context);
        appender.setName(APPENDER);
        appender.setTarget("System.err");
        appender.setEncoder(encoder);
        appender.start();
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        Appender<ILoggingEvent> before = root.getAppender(APPENDER);
        root.addAppender(appender);
        if (before != null) {
            root.detachAppender(before);
            before.stop();
        }
    }
}

package io.holdfast.app.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;
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
        install(context, MaskingLayout.Trace.MESSAGE);
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
        // the pool and the driver log what they also throw, and that is reported once, by the command
        context.getLogger("com.zaxxer.hikari").setLevel(Level.ERROR);
        DRIVER.setLevel(java.util.logging.Level.OFF);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** Logs more, with traces: for {@code --debug}. */
    public static void debug() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            install(context, MaskingLayout.Trace.FULL);
            context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.INFO);
            context.getLogger("io.holdfast").setLevel(Level.DEBUG);
            context.getLogger("com.zaxxer.hikari").setLevel(Level.INFO);
        }
    }

    private static void install(LoggerContext context, MaskingLayout.Trace trace) {
        MaskingLayout layout = new MaskingLayout(trace);
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
        root.detachAppender(APPENDER);
        root.addAppender(appender);
    }
}

package io.holdfast.postgresql.outage;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.holdfast.event.Event;
import io.holdfast.testkit.Canaries;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import org.slf4j.LoggerFactory;

/**
 * Everything that is logged anywhere in this process while it is open, at the finest level, the driver's own log included;
 * and whatever else it is given to read. Secrets are looked for as the text comes.
 */
public final class Overheard implements AutoCloseable {
    private static final int ENOUGH_TO_LOOK_AT = 1 << 16;

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Level before = root.getLevel();
    private final java.util.logging.Logger driver = java.util.logging.Logger.getLogger("org.postgresql");
    private final Appender appender = new Appender();
    private final DriverLog driverLog = new DriverLog();
    private final ThreadLocal<Boolean> deaf = ThreadLocal.withInitial(() -> false);
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final StringBuilder unread = new StringBuilder();
    private final Map<String, Integer> heard = new TreeMap<>();
    private AssertionError found;

    /** Listens from now on. */
    public Overheard() {
        appender.setContext(root.getLoggerContext());
        appender.start();
        root.setLevel(Level.TRACE);
        root.addAppender(appender);
        driver.setLevel(java.util.logging.Level.ALL);
        driver.setUseParentHandlers(false);
        driver.addHandler(driverLog);
    }

    /** What a test does with its own hands, and the application never would. */
    public void unheard(Runnable work) {
        deaf.set(true);
        try {
            work.run();
        } finally {
            deaf.set(false);
        }
    }

    /** Where the application under test is to be measured. */
    public MeterRegistry meters() {
        return meters;
    }

    /** Does {@code work}, and reads how it fails. */
    public void attempt(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException failure) {
            hear("errors", failure);
        }
    }

    /** Reads all that {@code app} tells of itself, and everybody who looks at it. */
    public void hear(App app) {
        hear("database", app.database());
        hear("database", app.database().start());
        hear("database", app.database().status());
        hear("database", app.database().config());
        app.events(Event.class).forEach(event -> hear("events", event));
        meters.getMeters().forEach(meter -> hear("metrics", meter.getId() + " " + meter.measure()));
    }

    /** Reads what somebody was told. */
    public void hear(String who, Object text) {
        add(who, String.valueOf(text));
    }

    /** Reads a failure as a log would show it, and what a driver keeps beside the causes. */
    public void hear(String who, Throwable failure) {
        var text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text, true));
        for (Throwable each = failure; each != null; each = each.getCause()) {
            text.append(String.valueOf(each)).append('\n');
            for (SQLException next = each instanceof SQLException sql ? sql.getNextException() : null;
                    next != null;
                    next = next.getNextException()) {
                next.printStackTrace(new PrintWriter(text, true));
            }
        }
        add(who, text.toString());
    }

    private synchronized void add(String who, String text) {
        heard.merge(who, 1, Integer::sum);
        unread.append(text).append('\n');
        if (unread.length() >= ENOUGH_TO_LOOK_AT) {
            read();
        }
    }

    private void read() {
        try {
            Canaries.assertAbsentFrom(unread.toString());
        } catch (AssertionError secret) {
            found = found == null ? secret : found;
        }
        unread.setLength(0);
    }

    /** How many texts came from each source; fails if one of them held a secret. */
    public synchronized Map<String, Integer> sources() {
        read();
        if (found != null) {
            throw found;
        }
        return new TreeMap<>(heard);
    }

    @Override
    public void close() {
        root.detachAppender(appender);
        root.setLevel(before);
        driver.removeHandler(driverLog);
        driver.setUseParentHandlers(true);
        driver.setLevel(null);
    }

    private final class Appender extends AppenderBase<ILoggingEvent> {
        @Override
        protected void append(ILoggingEvent event) {
            String trace =
                    event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
            add("log of " + origin(event.getLoggerName()), event.getThreadName() + event.getFormattedMessage() + trace);
        }

        private static String origin(String logger) {
            return logger.startsWith("io.holdfast") ? "holdfast" : "others";
        }
    }

    private final class DriverLog extends Handler {
        DriverLog() {
            setLevel(java.util.logging.Level.ALL);
        }

        @Override
        public void publish(LogRecord entry) {
            if (!deaf.get()) {
                add("log of the driver", new SimpleFormatter().format(entry));
            }
        }

        @Override
        public void flush() {
            // every entry is read when it comes
        }

        @Override
        public void close() {
            // nothing is held
        }
    }
}

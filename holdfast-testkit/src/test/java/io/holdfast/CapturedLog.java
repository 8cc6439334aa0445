package io.holdfast;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Everything that was logged while it is open, at every level. */
public final class CapturedLog implements AutoCloseable {
    private final Logger logger;
    private final Level before;
    private final boolean additive;
    private final Appender appender = new Appender();

    /** Listens to the logger called {@code name}. */
    public CapturedLog(String name) {
        this.logger = (Logger) LoggerFactory.getLogger(name);
        this.before = logger.getLevel();
        this.additive = logger.isAdditive();
        appender.start();
        logger.setLevel(Level.TRACE);
        logger.setAdditive(false);
        logger.addAppender(appender);
    }

    /** What was logged at WARN and above. */
    public List<String> warnings() {
        return appender.events.stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    /** All of it, line by line. */
    public List<ILoggingEvent> lines() {
        return List.copyOf(appender.events);
    }

    /** All of it, with traces. */
    public String text() {
        var text = new StringBuilder();
        for (ILoggingEvent event : appender.events) {
            text.append(event.getThreadName())
                    .append(' ')
                    .append(event.getFormattedMessage())
                    .append('\n');
            if (event.getThrowableProxy() != null) {
                text.append(ThrowableProxyUtil.asString(event.getThrowableProxy()))
                        .append('\n');
            }
        }
        return text.toString();
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
        logger.setAdditive(additive);
        logger.setLevel(before);
    }

    private static final class Appender extends AppenderBase<ILoggingEvent> {
        private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent event) {
            event.prepareForDeferredProcessing(); // keeps what the thread's MDC has now
            events.add(event);
        }
    }
}

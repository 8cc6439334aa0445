package io.holdfast.log;

import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.helpers.NOPLogger;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * A logger that never throws: whatever the application's log does, the work that logs goes on. What fails is counted, and
 * standard error is told of the first failure. Messages are written as SLF4J's: {@code {}} for each argument, and a
 * throwable may follow.
 *
 * <p>Everything in the library logs through this class; a test says so.
 */
public final class Log {
    private static final LongAdder FAILURES = new LongAdder();
    private static final Once TOLD = new Once();

    private final Logger logger;

    private Log(Logger logger) {
        this.logger = logger;
    }

    /** The log of {@code type}. */
    public static Log of(Class<?> type) {
        return named(type.getName());
    }

    /** The log called {@code name}. Where there is none to be had, what is logged is lost, and that is a failure. */
    public static Log named(String name) {
        try {
            return new Log(LoggerFactory.getLogger(name));
        } catch (Throwable failure) {
            swallow(failure);
            return new Log(NOPLogger.NOP_LOGGER);
        }
    }

    /** How often something could not be logged, since the process began. */
    public static long failures() {
        return FAILURES.sum();
    }

    /** Tells what helps to follow the work step by step. */
    public void trace(String message, @Nullable Object... arguments) {
        try {
            logger.trace(message, arguments);
        } catch (Throwable failure) {
            swallow(failure);
        }
    }

    /** Tells what helps to find a cause. */
    public void debug(String message, @Nullable Object... arguments) {
        try {
            logger.debug(message, arguments);
        } catch (Throwable failure) {
            swallow(failure);
        }
    }

    /** Tells what an operator wants to know. */
    public void info(String message, @Nullable Object... arguments) {
        try {
            logger.info(message, arguments);
        } catch (Throwable failure) {
            swallow(failure);
        }
    }

    /** Tells what an operator should look at. */
    public void warn(String message, @Nullable Object... arguments) {
        try {
            logger.warn(message, arguments);
        } catch (Throwable failure) {
            swallow(failure);
        }
    }

    /** Tells what has gone wrong. */
    public void error(String message, @Nullable Object... arguments) {
        try {
            logger.error(message, arguments);
        } catch (Throwable failure) {
            swallow(failure);
        }
    }

    /** Whether anybody wants to be told what {@link #info} tells. */
    public boolean isInfo() {
        try {
            return logger.isInfoEnabled();
        } catch (Throwable failure) {
            swallow(failure);
            return false;
        }
    }

    /** Whether anybody wants to be told what {@link #warn} tells. */
    public boolean isWarn() {
        try {
            return logger.isWarnEnabled();
        } catch (Throwable failure) {
            swallow(failure);
            return false;
        }
    }

    /** Tells what an operator wants to know: a sentence, and the values in it by their names. */
    public void info(String sentence, Map<String, ?> values) {
        write(Level.INFO, sentence, values, null);
    }

    /** Tells what an operator should look at: a sentence, the values in it by their names, and what was thrown. */
    public void warn(String sentence, Map<String, ?> values, @Nullable Throwable thrown) {
        write(Level.WARN, sentence, values, thrown);
    }

    /** Does {@code logging}, which may take more than a line, and goes on whatever it throws. */
    public static void attempt(Runnable logging) {
        try {
            logging.run();
        } catch (Throwable failure) {
            swallow(failure);
        }
    }

    private void write(Level level, String sentence, Map<String, ?> values, @Nullable Throwable thrown) {
        try {
            LoggingEventBuilder line = logger.makeLoggingEventBuilder(level).setMessage(sentence);
            for (Map.Entry<String, ?> value : values.entrySet()) {
                line = line.addKeyValue(value.getKey(), value.getValue());
            }
            (thrown == null ? line : line.setCause(thrown)).log();
        } catch (Throwable failure) {
            swallow(failure);
        }
    }

    /** Only what says that the process itself is at its end goes through: no memory, a defect of the virtual machine. */
    static void swallow(Throwable failure) {
        if (failure instanceof VirtualMachineError fatal && !(failure instanceof StackOverflowError)) {
            throw fatal;
        }
        if (failure instanceof ThreadDeath death) {
            throw death;
        }
        FAILURES.increment();
        TOLD.tell(failure);
    }

    /** Tells one time only: a broken log would be told of at every line. */
    private static final class Once {
        private boolean told;

        void tell(Throwable failure) {
            synchronized (this) {
                if (told) {
                    return;
                }
                told = true;
            }
            try {
                System.err.println("holdfast: the log does not work ("
                        + failure.getClass().getName() + "); the work goes on without it, and this is said only once");
            } catch (RuntimeException | StackOverflowError nobodyListens) {
                FAILURES.increment();
            }
        }
    }
}

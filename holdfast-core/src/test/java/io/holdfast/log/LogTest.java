package io.holdfast.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/** AUD-5: a failing log sink never fails what is being logged. */
class LogTest {
    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Log log = Log.named("io.holdfast.log.broken");

    @AfterEach
    void mendTheLog() {
        context.resetTurboFilterList();
    }

    static List<Supplier<Throwable>> survivable() {
        return List.of(
                () -> new IllegalStateException("the disk of the log is full"),
                () -> new StackOverflowError("an appender that logs"),
                () -> new NoClassDefFoundError("a jar is missing"),
                () -> new AssertionError("cannot be"),
                () -> new IOException("thrown although nobody declared it"));
    }

    @ParameterizedTest
    @MethodSource("survivable")
    void whateverTheLogThrowsTheWorkGoesOnAndItIsCounted(Supplier<Throwable> failure) {
        breakWith(failure);
        long before = Log.failures();

        assertThatCode(() -> {
                    log.trace("step {}", 1);
                    log.debug("step {}", 2);
                    log.info("step {}", 3);
                    log.warn("step {}", 4, new IllegalStateException("the cause"));
                    log.error("step {}", 5);
                })
                .doesNotThrowAnyException();

        assertThat(Log.failures() - before).isEqualTo(5);
    }

    @Test
    void aProcessThatHasNoMemoryIsNotToldThatAllIsWell() {
        breakWith(() -> new OutOfMemoryError("planted"));

        assertThatThrownBy(() -> log.warn("a line")).isInstanceOf(OutOfMemoryError.class);
    }

    private void breakWith(Supplier<Throwable> failure) {
        var filter = new TurboFilter() {
            @Override
            public FilterReply decide(
                    Marker marker, Logger logger, Level level, String format, Object[] params, Throwable thrown) {
                if (logger.getName().equals("io.holdfast.log.broken")) {
                    throw LogTest.<RuntimeException>unchecked(failure.get());
                }
                return FilterReply.NEUTRAL;
            }
        };
        context.addTurboFilter(filter);
    }

    @SuppressWarnings(
            "unchecked") // the compiler does not look at what is thrown, as in an appender of another language
    private static <E extends Throwable> E unchecked(Throwable failure) throws E {
        throw (E) failure;
    }
}

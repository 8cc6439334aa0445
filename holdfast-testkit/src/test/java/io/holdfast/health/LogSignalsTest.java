package io.holdfast.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.signal.Signal;
import org.junit.jupiter.api.Test;

/** AUD-5: that the log does not work is itself observed. */
class LogSignalsTest {
    @Test
    void aLogThatFailsIsASignalAndOneThatWorksIsOneToo() {
        assertThat(LogSignals.of(0).level()).isEqualTo(Signal.Level.OK);
        assertThat(LogSignals.of(3).level()).isEqualTo(Signal.Level.WARNING);
        assertThat(LogSignals.of(3).sentence()).startsWith("3 lines could not be logged");
        assertThat(new LogSignals().get())
                .singleElement()
                .extracting(Signal::name)
                .isEqualTo("log.failures");
    }
}

package io.holdfast.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.testkit.Canaries;
import java.util.List;
import org.junit.jupiter.api.Test;

/** HEA-1 (first parts), ERR-4. */
class SignalsTest {
    private static final Signal FINE = new Signal("pool.idle", "app", Signal.Level.OK, "3 idle", "");

    private final Signals signals = new Signals();

    @Test
    void readersGetWhatEveryFeatureOffersInOrder() {
        var other = new Signal("disk.free", "app", Signal.Level.WARNING, "2 GB", "make room");
        signals.register("pool", () -> List.of(FINE));
        signals.register("disk", () -> List.of(other));

        assertThat(signals.read()).containsExactly(FINE, other);
    }

    @Test
    void aFeatureThatFailsIsASignalAndHidesNoOther() {
        signals.register("broken", () -> {
            throw new IllegalStateException("token=" + Canaries.TOKEN);
        });
        signals.register("pool", () -> List.of(FINE));

        List<Signal> read = signals.read();

        assertThat(read).hasSize(2).contains(FINE);
        assertThat(read.get(0).level()).isEqualTo(Signal.Level.ERROR);
        assertThat(read.get(0).subject()).isEqualTo("broken");
        assertThat(read.get(0).fix()).isNotBlank();
        Canaries.assertAbsentFrom(read.toString());
    }

    @Test
    void aFeatureThatLeftIsNotAsked() {
        Signals.Registration registration = signals.register("pool", () -> List.of(FINE));
        signals.register("pool", () -> List.of(FINE));
        registration.close();
        registration.close();

        assertThat(signals.read()).containsExactly(FINE);
    }
}

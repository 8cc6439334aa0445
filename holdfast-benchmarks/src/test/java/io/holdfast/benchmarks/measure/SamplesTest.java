package io.holdfast.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;

class SamplesTest {

    private static Samples of(double... values) {
        Samples samples = new Samples();
        for (double value : values) {
            samples.add("ours", value);
        }
        return samples;
    }

    @Test
    void theMedianIsTheMiddleOneOrBetweenTheTwoInTheMiddle() {
        assertThat(of(9, 1, 5).median("ours")).isEqualTo(5);
        assertThat(of(9, 1, 5, 4).median("ours")).isEqualTo(4.5);
        assertThat(of(7).median("ours")).isEqualTo(7);
    }

    @Test
    void aPercentileIsAMeasurement() {
        Samples hundred = new Samples();
        for (int value = 100; value > 0; value--) {
            hundred.add("ours", value);
        }
        assertThat(hundred.percentile("ours", 99)).isEqualTo(99);
        assertThat(hundred.percentile("ours", 100)).isEqualTo(100);
        assertThat(hundred.percentile("ours", 0)).isEqualTo(1);
        assertThat(of(3).percentile("ours", 99)).isEqualTo(3);
    }

    @Test
    void peersKeepTheirOrderAndOursIsNone() {
        Samples samples = of(1);
        samples.add("b", 2);
        samples.add("a", 3);
        samples.add("b", 4);
        assertThat(samples.peersOf("ours")).containsExactly(entry("b", 3.0), entry("a", 3.0));
        assertThat(samples.peersOf("ours", 100)).containsExactly(entry("b", 4.0), entry("a", 3.0));
    }

    @Test
    void whoWasNotMeasuredHasNoMedian() {
        assertThatThrownBy(() -> of(1).median("theirs")).hasMessage("theirs did not take part");
    }
}

package io.holdfast.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CFG-1: times and sizes are written the human way. */
class ValueTypesTest {
    private enum Mode {
        READ_ONLY,
        OFF
    }

    private final ValueType<Duration> time = ValueTypes.duration(Duration.ZERO, Duration.ofDays(7));
    private final ValueType<Long> size = ValueTypes.size(1, 1L << 40);

    @Test
    void timesHaveUnits() throws InvalidValue {
        assertThat(time.read("500ms")).isEqualTo(Duration.ofMillis(500));
        assertThat(time.read("30s")).isEqualTo(Duration.ofSeconds(30));
        assertThat(time.read("24h")).isEqualTo(Duration.ofDays(1));
        assertThat(time.writer().apply(Duration.ofSeconds(90))).isEqualTo("90s");
        assertThat(time.writer().apply(Duration.ZERO)).isEqualTo("0ms");
    }

    @ParameterizedTest
    @ValueSource(strings = {"30", "s", "-1s", "1.5s", "30 s", "8d", "999999999999999d", "30S"})
    void whatIsNoTimeIsRefused(String text) {
        assertThatThrownBy(() -> time.read(text)).hasMessageContaining("such as 500ms, 30s, 15m or 24h");
    }

    @Test
    void sizesCountInStepsOf1024() throws InvalidValue {
        assertThat(size.read("64MB")).isEqualTo(64L << 20);
        assertThat(size.writer().apply(64L << 20)).isEqualTo("64MB");
        assertThatThrownBy(() -> size.read("64")).isInstanceOf(InvalidValue.class);
    }

    @Test
    void choicesAreWordsWithDashes() throws InvalidValue {
        ValueType<Mode> mode = ValueTypes.choice(List.of(Mode.values()));

        assertThat(mode.read("read-only")).isEqualTo(Mode.READ_ONLY);
        assertThatThrownBy(() -> mode.read("on")).hasMessageContaining("one of read-only, off");
    }

    @Test
    void aSecretIsNeverWritten() throws InvalidValue {
        assertThat(ValueTypes.secret().writer().apply(ValueTypes.secret().read("canary")))
                .isEqualTo("••••");
    }
}

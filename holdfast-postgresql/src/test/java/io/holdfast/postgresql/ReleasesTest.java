package io.holdfast.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.engine.Engine.Level;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** CFG-6: a server whose release gets no corrections any more is told of. */
class ReleasesTest {
    private static final LocalDate DAY = LocalDate.of(2027, 1, 1);

    @Test
    void whatIsSupportedToldOfEndedTooOldAndUnknown() {
        assertThat(Releases.support(170_002, DAY).level()).isEqualTo(Level.OK);
        assertThat(Releases.support(170_002, DAY).value()).isEqualTo("until 2029-11-08");
        assertThat(Releases.support(140_009, DAY).level()).isEqualTo(Level.WARNING);
        assertThat(Releases.support(140_009, DAY).value()).isEqualTo("ended on 2026-11-12");
        assertThat(Releases.support(140_009, LocalDate.of(2026, 11, 12)).level())
                .isEqualTo(Level.OK);
        assertThat(Releases.support(130_003, DAY).level()).isEqualTo(Level.ERROR);
        assertThat(Releases.support(990_000, DAY).level()).isEqualTo(Level.OK);
    }
}

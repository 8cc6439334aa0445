package io.holdfast.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.engine.Certificates.Expiry;
import io.holdfast.engine.Certificates.Shown;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CON-7: the end of a certificate is announced 30 days, 7 days and 1 day before. */
final class CertificatesTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "P365D, FAR, OK",
        "P30DT1S, FAR, OK",
        "P30D, WITHIN_A_MONTH, WARNING",
        "P7DT1S, WITHIN_A_MONTH, WARNING",
        "P7D, WITHIN_A_WEEK, WARNING",
        "P1DT1S, WITHIN_A_WEEK, WARNING",
        "P1D, WITHIN_A_DAY, WARNING",
        "PT0S, WITHIN_A_DAY, WARNING",
        "-PT1S, PAST, ERROR",
        "-P400D, PAST, ERROR"
    })
    void theNearerTheEndTheLouder(Duration left, Expiry expiry, Engine.Level level) {
        Shown shown = new Shown("CN=db1", List.of("db1"), NOW.plus(left));

        assertThat(shown.expiry(NOW)).isEqualTo(expiry);
        assertThat(expiry.level()).isEqualTo(level);
    }
}

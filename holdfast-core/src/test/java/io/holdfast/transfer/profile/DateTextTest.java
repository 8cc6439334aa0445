package io.holdfast.transfer.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** XFER-2: dates as applications write them. */
class DateTextTest {

    @Test
    void aDayIsADay() {
        assertThat(read("2024-02-29"))
                .contains(new DateText(
                        DateText.Form.DATE,
                        LocalDate.of(2024, 2, 29).toEpochDay(),
                        micros(LocalDateTime.of(2024, 2, 29, 0, 0))));
    }

    @ParameterizedTest
    @CsvSource({
        "1996-07-04 00:00:00.000, 1996-07-04T00:00",
        "1996-07-04T12:30, 1996-07-04T12:30",
        "1969-12-31 23:59:59.999999, 1969-12-31T23:59:59.999999",
        "0001-01-01 00:00:00, 0001-01-01T00:00",
        "9999-12-31 23:59:59, 9999-12-31T23:59:59"
    })
    void aDateWithTimeIsAMomentOfItsOwnClock(String text, String moment) {
        assertThat(read(text)).hasValueSatisfying(date -> {
            assertThat(date.form()).isEqualTo(DateText.Form.DATE_TIME);
            assertThat(date.micros()).isEqualTo(micros(LocalDateTime.parse(moment)));
        });
    }

    @ParameterizedTest
    @CsvSource({
        "2024-01-01T00:00:00Z, 2024-01-01T00:00",
        "2024-01-01 00:30:00+01:00, 2023-12-31T23:30",
        "2024-01-01T00:00:00.5-05:30, 2024-01-01T05:30:00.5"
    })
    void anOffsetMakesItAMomentInUtc(String text, String utc) {
        assertThat(read(text)).hasValueSatisfying(date -> {
            assertThat(date.form()).isEqualTo(DateText.Form.DATE_TIME_OFFSET);
            assertThat(date.micros()).isEqualTo(micros(LocalDateTime.parse(utc)));
        });
    }

    @Test
    void aTimeIsATimeOfDay() {
        assertThat(read("23:59:59.25")).contains(new DateText(DateText.Form.TIME, 0, 86_399_250_000L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "1996-02-30",
                "1997-02-29",
                "1996-13-01",
                "0000-01-01",
                "24:00",
                "12:60",
                "1996-07-04 ",
                "1996-07-0412:30",
                "1996-07-04 12",
                "1996-07-04 12:30:00.1234567",
                "12:30Z",
                " 12:30",
                "T12:30",
                "1996-07-04 12:30:00+1",
                "04.07.1996",
                "1996/07/04",
                "2451545.0",
                "1996-07-04 25:00:00",
                "96-07-04"
            })
    void whatNamesNoDayOrMomentThatExistsIsNone(String text) {
        assertThat(read(text)).isEmpty();
    }

    private static Optional<DateText> read(String text) {
        return DateText.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static long micros(LocalDateTime moment) {
        return ChronoUnit.MICROS.between(LocalDateTime.of(1970, 1, 1, 0, 0), moment);
    }
}

package io.holdfast.transfer.verify;

import io.holdfast.engine.Value;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The written form of dates and times: {@code 2024-02-29 12:30:00.000000}, always to the microsecond. */
final class DateForm {
    private static final String MIDNIGHT = "00:00:00.000000";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS");
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");

    private DateForm() {}

    /** The form of a day, time or moment. */
    static String of(Value value) {
        if (value instanceof Value.Date date) {
            return LocalDate.ofEpochDay(date.epochDay()).toString();
        }
        if (value instanceof Value.Time time) {
            return TIME.format(LocalTime.ofNanoOfDay(time.micros() * 1000));
        }
        if (value instanceof Value.Timestamp moment) {
            long seconds = Math.floorDiv(moment.micros(), 1_000_000L);
            int nanos = (int) Math.floorMod(moment.micros(), 1_000_000L) * 1000;
            return MOMENT.format(LocalDateTime.ofEpochSecond(seconds, nanos, ZoneOffset.UTC));
        }
        throw new IllegalArgumentException("no date or time: " + value);
    }

    /** A text without offset, filled up to the full form; midnight where it has no time. */
    static String padded(String text) {
        String spaced = text.replace('T', ' ');
        int clock = spaced.indexOf(':') - 2;
        if (clock < 0) {
            return spaced + " " + MIDNIGHT;
        }
        String time = spaced.substring(clock);
        String whole = time.length() == 5 ? time + ":00" : time;
        String exact = whole.length() == 8 ? whole + "." : whole;
        return spaced.substring(0, clock) + (exact + "000000").substring(0, MIDNIGHT.length());
    }

    /** A text with offset, as the same moment in UTC. */
    static String inUtc(String text) {
        OffsetDateTime moment = OffsetDateTime.parse(text.replace(' ', 'T'));
        return MOMENT.format(moment.withOffsetSameInstant(ZoneOffset.UTC));
    }
}

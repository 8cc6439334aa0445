package io.holdfast.transfer.profile;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A date or time as applications write it into a text column: {@code 2024-02-29}, {@code 2024-02-29 12:30},
 * {@code 2024-02-29T12:30:00.123Z}, {@code 12:30:00}.
 *
 * <p>A text that looks like one but names no day or moment that exists ({@code 1996-02-30}, {@code 24:61}), or that is
 * finer than a microsecond, is none. The forms are those of sqlite.org/lang_datefunc.html, without its modifiers and
 * without Julian days.
 *
 * @param form which of the forms it has
 * @param day days since 1970-01-01; 0 for a time
 * @param micros microseconds since 1970-01-01T00:00 of its own clock, or in UTC where the form has an offset; since
 *     midnight for a time
 */
public record DateText(Form form, long day, long micros) {
    private static final Pattern PATTERN = Pattern.compile("(?:(\\d{4})-(\\d\\d)-(\\d\\d))?"
            + "(?:([ T])?(\\d\\d):(\\d\\d)(?::(\\d\\d)(?:\\.(\\d{1,6}))?)?(Z|[+-]\\d\\d:\\d\\d)?)?");
    private static final int LONGEST = "2024-02-29T12:30:00.123456+01:00".length();

    /** What a text says. */
    public enum Form {
        /** A day. */
        DATE,
        /** A day and a time, without an offset. */
        DATE_TIME,
        /** A day and a time, with an offset from UTC. */
        DATE_TIME_OFFSET,
        /** A time of day. */
        TIME
    }

    /** Reads {@code utf8}; empty where it is no date or time. */
    public static Optional<DateText> of(byte[] utf8) {
        if (utf8.length < 5 || utf8.length > LONGEST) {
            return Optional.empty();
        }
        Matcher matcher = PATTERN.matcher(new String(utf8, StandardCharsets.ISO_8859_1));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            return read(matcher);
        } catch (DateTimeException notInTheCalendar) {
            return Optional.empty();
        }
    }

    private static Optional<DateText> read(Matcher parts) {
        boolean hasDate = parts.group(1) != null;
        boolean hasTime = parts.group(5) != null;
        boolean joined = parts.group(4) != null;
        if (hasDate && hasTime && joined) {
            LocalDateTime moment = LocalDateTime.of(date(parts), time(parts));
            return Optional.of(moment(moment, parts.group(9)));
        }
        if (hasDate && !hasTime) {
            long day = date(parts).toEpochDay();
            return Optional.of(new DateText(Form.DATE, day, day * 86_400_000_000L));
        }
        if (hasTime && !hasDate && !joined && parts.group(9) == null) {
            return Optional.of(new DateText(Form.TIME, 0, time(parts).toNanoOfDay() / 1000));
        }
        return Optional.empty();
    }

    private static DateText moment(LocalDateTime moment, String offset) {
        if (offset == null) {
            return new DateText(Form.DATE_TIME, moment.toLocalDate().toEpochDay(), micros(moment));
        }
        ZoneOffset zone = ZoneOffset.of(offset);
        LocalDateTime utc = moment.minusSeconds(zone.getTotalSeconds());
        return new DateText(Form.DATE_TIME_OFFSET, utc.toLocalDate().toEpochDay(), micros(utc));
    }

    private static long micros(LocalDateTime moment) {
        return ChronoUnit.MICROS.between(LocalDateTime.of(1970, 1, 1, 0, 0), moment);
    }

    private static LocalDate date(Matcher parts) {
        int year = number(parts, 1);
        if (year == 0) {
            throw new DateTimeException("there is no year 0");
        }
        return LocalDate.of(year, number(parts, 2), number(parts, 3));
    }

    private static LocalTime time(Matcher parts) {
        String fraction = parts.group(8) == null ? "" : parts.group(8);
        int nanos = Integer.parseInt((fraction + "000000000").substring(0, 9));
        return LocalTime.of(number(parts, 5), number(parts, 6), parts.group(7) == null ? 0 : number(parts, 7), nanos);
    }

    private static int number(Matcher parts, int group) {
        return Integer.parseInt(parts.group(group));
    }
}

package io.holdfast.lifecycle;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Times as earlier deployments wrote them: points in time, ISO 8601 (in UTC unless it says otherwise), or seconds or milliseconds since 1970. */
final class Times {
    /** As seconds it is the year 5138, as milliseconds it is 1973. */
    private static final long LEAST_MILLIS = 100_000_000_000L;

    private static final int DATE = 10;

    private Times() {}

    /** The time that {@code value} is, in whole milliseconds; empty if it is none. */
    static Optional<Instant> of(Object value) {
        try {
            return read(value).map(time -> time.truncatedTo(ChronoUnit.MILLIS)).filter(Times::isKept);
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> read(Object value) {
        if (value instanceof Instant time) {
            return Optional.of(time);
        }
        if (value instanceof String text) {
            return Optional.of(text(text.strip().replace(' ', 'T')));
        }
        if (value instanceof Number number) {
            double amount = number.doubleValue();
            boolean isMillis = Math.abs(amount) >= LEAST_MILLIS;
            return Optional.of(Instant.ofEpochMilli((long) (isMillis ? amount : amount * 1000)));
        }
        return Optional.empty();
    }

    private static Instant text(String text) {
        if (text.length() == DATE) {
            return LocalDateTime.parse(text + "T00:00:00").toInstant(ZoneOffset.UTC);
        }
        boolean hasOffset = text.endsWith("Z") || text.lastIndexOf('+') > DATE || text.lastIndexOf('-') > DATE;
        return hasOffset
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    }

    /** Every engine keeps the years 1 to 9999. */
    private static boolean isKept(Instant time) {
        int year = time.atOffset(ZoneOffset.UTC).getYear();
        return year >= 1 && year <= 9999;
    }
}

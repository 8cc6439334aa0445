package io.holdfast.app.audit;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** A time as it is typed: a day, which begins at midnight in UTC, or a moment. */
public final class When {
    private When() {}

    /**
     * What {@code text} says; {@code otherwise} if it is empty.
     *
     * @param option the option that it was given with
     * @throws io.holdfast.error.HoldfastException of kind CONFIGURATION if it is no time
     */
    public static Instant parse(String option, String text, Instant otherwise) {
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException noTime) {
            throw Failure.of(ErrorKind.CONFIGURATION, "%s is %s, which is no time".formatted(option, text))
                    .withHint("write a day, such as 2026-01-31, or a moment, such as 2026-01-31T18:00:00Z")
                    .causedBy(noTime);
        }
    }
}

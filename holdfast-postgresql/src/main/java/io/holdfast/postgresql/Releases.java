package io.holdfast.postgresql;

import io.holdfast.engine.Engine.Fact;
import io.holdfast.engine.Engine.Level;
import java.time.LocalDate;
import java.util.Map;

/**
 * How long each release of PostgreSQL gets corrections, as its makers say (https://www.postgresql.org/support/versioning/),
 * and which are the oldest that work here.
 */
final class Releases {
    /** The oldest release that is tested. */
    private static final int OLDEST = 14;

    /** The day of the last corrections. */
    private static final Map<Integer, LocalDate> LAST = Map.of(
            13, LocalDate.of(2025, 11, 13),
            14, LocalDate.of(2026, 11, 12),
            15, LocalDate.of(2027, 11, 11),
            16, LocalDate.of(2028, 11, 9),
            17, LocalDate.of(2029, 11, 8),
            18, LocalDate.of(2030, 11, 14));

    private Releases() {}

    /**
     * What there is to say of a server.
     *
     * @param number its version as a number, such as 170002
     */
    static Fact support(int number, LocalDate today) {
        int release = number / 10_000;
        LocalDate last = LAST.get(release);
        if (release < OLDEST) {
            return new Fact(
                    "support",
                    "PostgreSQL %d is older than Holdfast works with".formatted(release),
                    Level.ERROR,
                    "move to a newer release: %d or above".formatted(OLDEST));
        }
        if (last == null) {
            return new Fact("support", "newer than this program knows", Level.OK, "");
        }
        return today.isAfter(last)
                ? new Fact(
                        "support",
                        "ended on " + last,
                        Level.WARNING,
                        "move to a newer release: this one gets no corrections any more, not even of its security")
                : new Fact("support", "until " + last, Level.OK, "");
    }
}

package io.holdfast.postgresql.copy;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The range of PostgreSQL's dates and timestamps, which count from 2000-01-01 (datatype/timestamp.h). The smallest and
 * largest numbers stand for infinity there, and are outside of these ranges.
 */
final class Calendar {
    static final long MICROS_PER_DAY = 86_400_000_000L;

    private static final int EPOCH_DAY_OF_2000 = 10_957;
    private static final int JULIAN_DAY_OF_1970 = 2_440_588;
    private static final long FIRST_DAY = -JULIAN_DAY_OF_1970;
    private static final long DAY_AFTER_LAST_DATE = 2_147_483_494L - JULIAN_DAY_OF_1970;
    private static final long EPOCH_MICROS_OF_2000 = EPOCH_DAY_OF_2000 * MICROS_PER_DAY;
    private static final long FIRST_MICRO = -211_813_488_000_000_000L;
    private static final long MICRO_AFTER_LAST = 9_223_371_331_200_000_000L;

    private Calendar() {}

    /** Days since 2000 for {@code epochDay}; empty where PostgreSQL has no such date. */
    static OptionalInt day(int epochDay) {
        boolean inside = epochDay >= FIRST_DAY && epochDay < DAY_AFTER_LAST_DATE;
        return inside ? OptionalInt.of(epochDay - EPOCH_DAY_OF_2000) : OptionalInt.empty();
    }

    /** Microseconds since 2000 for {@code sinceEpoch}; empty where PostgreSQL has no such timestamp. */
    static OptionalLong micros(long sinceEpoch) {
        if (sinceEpoch < FIRST_MICRO + EPOCH_MICROS_OF_2000) {
            return OptionalLong.empty();
        }
        long since2000 = sinceEpoch - EPOCH_MICROS_OF_2000;
        return since2000 < MICRO_AFTER_LAST ? OptionalLong.of(since2000) : OptionalLong.empty();
    }
}

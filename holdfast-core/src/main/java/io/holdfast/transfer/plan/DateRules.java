package io.holdfast.transfer.plan;

import io.holdfast.engine.DataType.Base;
import io.holdfast.transfer.convert.Conversion;
import io.holdfast.transfer.profile.ColumnProfile;
import io.holdfast.transfer.profile.Trait;
import java.time.Instant;

/** Chooses the type of a column that is declared as a date or time. */
final class DateRules {
    /** 1980-01-01 and 2100-01-01: whole numbers between them, as seconds or milliseconds, are taken for moments. */
    private static final long EARLIEST = 315_532_800L;

    private static final long LATEST = 4_102_444_800L;

    private DateRules() {}

    static TypeChoice choose(ColumnProfile profile) {
        if (TypeRules.only(profile, Trait.TEXT)) {
            return texts(profile);
        }
        return TypeRules.only(profile, Trait.INT) ? numbers(profile) : TypeRules.widened(profile);
    }

    private static TypeChoice texts(ColumnProfile profile) {
        long all = profile.present();
        if (profile.count(Trait.TEXT_NOT_DATE) > 0) {
            return TypeRules.widened(profile);
        }
        if (profile.count(Trait.TEXT_TIME) > 0 || (all == 0 && declared(profile) == Base.TIME)) {
            return profile.count(Trait.TEXT_TIME) == all
                    ? TypeChoice.of(Base.TIME, Conversion.TO_TIME)
                    : TypeRules.widened(profile);
        }
        if (profile.count(Trait.TEXT_DATE_TIME_OFFSET) > 0) {
            return profile.count(Trait.TEXT_DATE_TIME_OFFSET) == all
                    ? TypeChoice.of(Base.INSTANT, Conversion.TO_INSTANT)
                            .because("every value has an offset from UTC; the moment is kept, its spelling is not")
                    : TypeRules.widened(profile);
        }
        return days(profile);
    }

    private static TypeChoice days(ColumnProfile profile) {
        boolean onlyDays = profile.count(Trait.TEXT_DATE_TIME) == 0;
        if (onlyDays && declared(profile) == Base.DATE) {
            return TypeChoice.of(Base.DATE, Conversion.TO_DATE);
        }
        TypeChoice timestamp = TypeChoice.of(Base.TIMESTAMP, Conversion.TO_TIMESTAMP);
        if (declared(profile) == Base.DATE) {
            return timestamp.because(Misfits.holds(profile, Trait.TEXT_DATE_TIME));
        }
        return profile.count(Trait.TEXT_DATE) == 0
                ? timestamp
                : timestamp.because(Misfits.holds(profile, Trait.TEXT_DATE) + " and becomes its midnight");
    }

    private static TypeChoice numbers(ColumnProfile profile) {
        if (within(profile, 1)) {
            return moments(profile, Conversion.SECONDS_TO_INSTANT, 1000, "seconds");
        }
        if (within(profile, 1000)) {
            return moments(profile, Conversion.MILLIS_TO_INSTANT, 1, "milliseconds");
        }
        return TypeChoice.of(Base.BIGINT, Conversion.KEEP)
                .because("it holds whole numbers from %d to %d that are no clear seconds or milliseconds since 1970"
                        .formatted(profile.smallest(), profile.largest()));
    }

    private static TypeChoice moments(ColumnProfile profile, Conversion conversion, long toMillis, String unit) {
        return TypeChoice.of(Base.INSTANT, conversion)
                .because("whole numbers that read as %s since 1970, from %s to %s"
                        .formatted(
                                unit,
                                Instant.ofEpochMilli(profile.smallest() * toMillis),
                                Instant.ofEpochMilli(profile.largest() * toMillis)));
    }

    private static boolean within(ColumnProfile profile, long perSecond) {
        return profile.smallest() >= EARLIEST * perSecond && profile.largest() <= LATEST * perSecond;
    }

    private static Base declared(ColumnProfile profile) {
        return profile.column().type().base();
    }
}

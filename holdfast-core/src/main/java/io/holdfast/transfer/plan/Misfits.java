package io.holdfast.transfer.plan;

import io.holdfast.transfer.profile.ColumnProfile;
import io.holdfast.transfer.profile.Trait;
import java.util.List;

/** Says in words which stored values do not fit what a column declares. */
final class Misfits {
    private static final List<Trait> BOOLEAN =
            List.of(Trait.INT_BEYOND_BOOLEAN, Trait.REAL, Trait.TEXT_NOT_BOOLEAN, Trait.BYTES);
    private static final List<Trait> DATE = List.of(
            Trait.TEXT_NOT_DATE, Trait.TEXT_TIME, Trait.TEXT_DATE_TIME_OFFSET, Trait.INT, Trait.REAL, Trait.BYTES);
    private static final List<Trait> JSON = List.of(Trait.TEXT_NOT_JSON, Trait.TEXT_NOT_UTF8, Trait.REAL, Trait.BYTES);
    private static final List<Trait> UUID = List.of(Trait.TEXT_NOT_UUID, Trait.INT, Trait.REAL, Trait.BYTES);
    private static final List<Trait> NUMBER = List.of(Trait.TEXT, Trait.BYTES, Trait.REAL);
    private static final List<Trait> FLOATING = List.of(Trait.TEXT, Trait.BYTES, Trait.INT_BEYOND_DOUBLE);
    private static final List<Trait> TEXT = List.of(Trait.BYTES, Trait.INT, Trait.REAL);
    private static final List<Trait> BYTES = List.of(Trait.TEXT, Trait.INT, Trait.REAL);

    private Misfits() {}

    static String describe(ColumnProfile profile) {
        List<Trait> unwanted = switch (profile.column().type().base()) {
            case BOOLEAN -> BOOLEAN;
            case DATE, TIME, TIMESTAMP, INSTANT -> DATE;
            case JSON -> JSON;
            case UUID -> UUID;
            case DOUBLE -> FLOATING;
            case TEXT -> TEXT;
            case BYTES -> BYTES;
            case SMALLINT, INTEGER, BIGINT, DECIMAL, ANY -> NUMBER;
        };
        return unwanted.stream()
                .filter(trait -> profile.count(trait) > 0)
                .findFirst()
                .map(trait -> holds(profile, trait))
                .orElse("its values do not agree on one form");
    }

    /** Such as {@code 3 of 830 values are no date or time that exists (first: OrderID=7)}. */
    static String holds(ColumnProfile profile, Trait trait) {
        long count = profile.count(trait);
        return "%d of %d values %s %s (first: %s)"
                .formatted(
                        count,
                        profile.present(),
                        count == 1 ? "is" : "are",
                        trait.words(),
                        profile.firstRow(trait).orElse(""));
    }

    /** Such as {@code 3 values that are a text (first: id=7)}. */
    static String counted(ColumnProfile profile, Trait trait) {
        long count = profile.count(trait);
        return "%d %s that %s %s (first: %s)"
                .formatted(
                        count,
                        count == 1 ? "value" : "values",
                        count == 1 ? "is" : "are",
                        trait.words(),
                        profile.firstRow(trait).orElse(""));
    }

    /** Such as {@code 3 values are} or {@code 1 value is}. */
    static String are(long count) {
        return count == 1 ? "1 value is" : count + " values are";
    }
}

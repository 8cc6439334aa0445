package io.holdfast.transfer.plan;

import io.holdfast.engine.DataType;
import io.holdfast.engine.DataType.Base;
import io.holdfast.transfer.convert.Conversion;
import io.holdfast.transfer.profile.ColumnProfile;
import io.holdfast.transfer.profile.Trait;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A type that a person chose for a column, as {@code TABLE.COLUMN=TYPE}. */
public enum ChosenType {
    /** Text. */
    TEXT(Base.TEXT, Conversion.TO_TEXT),
    /** Bytes. */
    BYTEA(Base.BYTES, Conversion.TO_BYTES),
    /** Whole numbers of 16 bits. */
    SMALLINT(Base.SMALLINT, Conversion.KEEP),
    /** Whole numbers of 32 bits. */
    INTEGER(Base.INTEGER, Conversion.KEEP),
    /** Whole numbers of 64 bits. */
    BIGINT(Base.BIGINT, Conversion.KEEP),
    /** Exact decimals. */
    NUMERIC(Base.DECIMAL, Conversion.TO_DECIMAL),
    /** Floating-point numbers. */
    DOUBLE(Base.DOUBLE, Conversion.TO_DOUBLE);

    private static final Map<ChosenType, Long> LARGEST =
            Map.of(SMALLINT, (long) Short.MAX_VALUE, INTEGER, (long) Integer.MAX_VALUE, BIGINT, Long.MAX_VALUE);

    private final Base base;
    private final Conversion conversion;

    ChosenType(Base base, Conversion conversion) {
        this.base = base;
        this.conversion = conversion;
    }

    /** The type called {@code name} in any case; empty where there is none. */
    public static Optional<ChosenType> named(String name) {
        String wanted = name.toUpperCase(Locale.ROOT);
        for (ChosenType type : values()) {
            if (type.name().equals(wanted)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    TypeChoice choose(ColumnProfile profile) {
        return obstacle(profile)
                .map(trait -> TypeChoice.undecided("%s, which %s cannot hold; choose another type"
                        .formatted(Misfits.holds(profile, trait), name().toLowerCase(Locale.ROOT))))
                .orElseGet(() -> TypeChoice.of(DataType.of(base), conversion).because("chosen by hand"));
    }

    private Optional<Trait> obstacle(ColumnProfile profile) {
        return switch (this) {
            case TEXT -> first(profile, Trait.BYTES, Trait.TEXT_WITH_NUL, Trait.TEXT_UNKNOWN_BYTES);
            case BYTEA -> Optional.empty();
            case SMALLINT, INTEGER, BIGINT ->
                first(profile, Trait.TEXT, Trait.BYTES, Trait.REAL)
                        .or(() -> outOfRange(profile) ? Optional.of(Trait.INT) : Optional.empty());
            case NUMERIC -> first(profile, Trait.TEXT, Trait.BYTES, Trait.REAL_WITHOUT_DECIMAL);
            case DOUBLE -> first(profile, Trait.TEXT, Trait.BYTES, Trait.INT_BEYOND_DOUBLE);
        };
    }

    private boolean outOfRange(ColumnProfile profile) {
        long largest = LARGEST.getOrDefault(this, Long.MAX_VALUE);
        return profile.count(Trait.INT) > 0 && (profile.largest() > largest || profile.smallest() < -largest - 1);
    }

    private static Optional<Trait> first(ColumnProfile profile, Trait... traits) {
        for (Trait trait : traits) {
            if (profile.count(trait) > 0) {
                return Optional.of(trait);
            }
        }
        return Optional.empty();
    }
}

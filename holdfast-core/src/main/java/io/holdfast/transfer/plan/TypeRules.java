package io.holdfast.transfer.plan;

import static io.holdfast.transfer.convert.Conversion.KEEP;
import static io.holdfast.transfer.convert.Conversion.TO_BOOLEAN;
import static io.holdfast.transfer.convert.Conversion.TO_DECIMAL;
import static io.holdfast.transfer.convert.Conversion.TO_DOUBLE;
import static io.holdfast.transfer.convert.Conversion.TO_JSON;
import static io.holdfast.transfer.convert.Conversion.TO_TEXT;
import static io.holdfast.transfer.convert.Conversion.TO_UUID;

import io.holdfast.engine.DataType;
import io.holdfast.engine.DataType.Base;
import io.holdfast.transfer.profile.ColumnProfile;
import io.holdfast.transfer.profile.Trait;

/*
 * How a type is found. The declared type is what the author asked for; the profile is what the column holds, and the
 * profile wins. Where every stored value fits the declared type, that is taken; where some do not, the narrowest type
 * that holds every value without loss (first numbers, then text, then bytes), and the plan says which values made the
 * difference. Where no type holds them all without two different values becoming one, nothing is chosen: a person
 * decides. The rules follow from SQLite's storage classes and affinities, sqlite.org/datatype3.html.
 */
/** Chooses the type of a column from what is declared and what is stored. */
final class TypeRules {
    /** More digits than this no engine's declared precision has. */
    private static final int LARGEST_PRECISION = 1000;

    private TypeRules() {}

    static TypeChoice choose(ColumnProfile profile) {
        DataType declared = profile.column().type();
        return switch (declared.base()) {
            case SMALLINT, INTEGER, BIGINT -> integer(profile, declared);
            case DECIMAL -> decimal(profile, declared);
            case DOUBLE -> floating(profile);
            case BOOLEAN -> bool(profile);
            case TEXT -> only(profile, Trait.TEXT) ? text(profile) : widened(profile);
            case BYTES -> only(profile, Trait.BYTES) ? TypeChoice.of(Base.BYTES, KEEP) : widened(profile);
            case DATE, TIME, TIMESTAMP, INSTANT -> DateRules.choose(profile);
            case JSON -> json(profile);
            case UUID -> uuid(profile);
            case ANY -> profile.present() == 0 ? text(profile) : narrowest(profile);
        };
    }

    private static TypeChoice integer(ColumnProfile profile, DataType declared) {
        return only(profile, Trait.INT) ? TypeChoice.of(declared, KEEP) : widened(profile);
    }

    private static TypeChoice decimal(ColumnProfile profile, DataType declared) {
        if (!only(profile, Trait.INT, Trait.REAL)) {
            return widened(profile);
        }
        if (profile.count(Trait.REAL_WITHOUT_DECIMAL) > 0) {
            return floatingOrUndecided(profile).because(some(profile, Trait.REAL_WITHOUT_DECIMAL));
        }
        boolean limited = declared.precision() > 0
                && declared.precision() <= LARGEST_PRECISION
                && declared.scale() <= declared.precision();
        if (!limited) {
            return TypeChoice.of(Base.DECIMAL, TO_DECIMAL);
        }
        boolean fits = profile.integerDigits() <= declared.precision() - declared.scale()
                && profile.fractionDigits() <= declared.scale();
        return fits
                ? TypeChoice.of(declared, TO_DECIMAL)
                : TypeChoice.of(Base.DECIMAL, TO_DECIMAL)
                        .because("values have up to %d digits before and %d after the point, more than declared"
                                .formatted(profile.integerDigits(), profile.fractionDigits()));
    }

    private static TypeChoice floating(ColumnProfile profile) {
        boolean numbers = only(profile, Trait.INT, Trait.REAL);
        return numbers && profile.count(Trait.INT_BEYOND_DOUBLE) == 0
                ? TypeChoice.of(Base.DOUBLE, TO_DOUBLE)
                : widened(profile);
    }

    private static TypeChoice bool(ColumnProfile profile) {
        boolean fits = only(profile, Trait.INT, Trait.TEXT)
                && profile.count(Trait.INT_BEYOND_BOOLEAN) == 0
                && profile.count(Trait.TEXT_NOT_BOOLEAN) == 0;
        if (!fits) {
            return widened(profile);
        }
        TypeChoice choice = TypeChoice.of(Base.BOOLEAN, TO_BOOLEAN);
        return profile.count(Trait.TEXT) == 0 ? choice : choice.because(some(profile, Trait.TEXT_BOOLEAN));
    }

    private static TypeChoice json(ColumnProfile profile) {
        boolean fits = only(profile, Trait.INT, Trait.TEXT)
                && profile.count(Trait.TEXT_NOT_JSON) == 0
                && profile.count(Trait.TEXT_NOT_UTF8) == 0;
        return fits ? TypeChoice.of(Base.JSON, TO_JSON) : widened(profile);
    }

    private static TypeChoice uuid(ColumnProfile profile) {
        boolean fits = only(profile, Trait.TEXT) && profile.count(Trait.TEXT_NOT_UUID) == 0;
        return fits ? TypeChoice.of(Base.UUID, TO_UUID) : widened(profile);
    }

    /** The narrowest type for what is stored, with the value that the declared type does not hold as the reason. */
    static TypeChoice widened(ColumnProfile profile) {
        return narrowest(profile).because(Misfits.describe(profile));
    }

    /** The narrowest type that holds every stored value without loss. */
    private static TypeChoice narrowest(ColumnProfile profile) {
        if (only(profile, Trait.INT)) {
            return TypeChoice.of(Base.BIGINT, KEEP);
        }
        if (only(profile, Trait.REAL)) {
            return TypeChoice.of(Base.DOUBLE, KEEP);
        }
        if (only(profile, Trait.BYTES)) {
            return TypeChoice.of(Base.BYTES, KEEP);
        }
        if (only(profile, Trait.INT, Trait.REAL)) {
            return profile.count(Trait.REAL_WITHOUT_DECIMAL) == 0
                    ? TypeChoice.of(Base.DECIMAL, TO_DECIMAL)
                    : floatingOrUndecided(profile);
        }
        return only(profile, Trait.INT, Trait.REAL, Trait.TEXT) ? text(profile) : mixedWithBytes(profile);
    }

    private static TypeChoice floatingOrUndecided(ColumnProfile profile) {
        return profile.count(Trait.INT_BEYOND_DOUBLE) == 0
                ? TypeChoice.of(Base.DOUBLE, TO_DOUBLE)
                : TypeChoice.undecided("it holds both %s and %s, and no number type holds both; choose text"
                        .formatted(
                                Misfits.counted(profile, Trait.INT_BEYOND_DOUBLE),
                                Misfits.counted(profile, Trait.REAL_WITHOUT_DECIMAL)));
    }

    /** Text for a column that holds texts and perhaps numbers. */
    static TypeChoice text(ColumnProfile profile) {
        if (profile.count(Trait.TEXT_WITH_NUL) > 0) {
            return TypeChoice.undecided("%s, which a text of the target cannot hold; choose bytea to keep the bytes"
                    .formatted(Misfits.holds(profile, Trait.TEXT_WITH_NUL)));
        }
        if (profile.count(Trait.TEXT_UNKNOWN_BYTES) > 0) {
            return TypeChoice.undecided(
                    "%s; choose bytea to keep the bytes".formatted(Misfits.holds(profile, Trait.TEXT_UNKNOWN_BYTES)));
        }
        boolean numbers = profile.count(Trait.INT) + profile.count(Trait.REAL) > 0;
        if (numbers && profile.count(Trait.TEXT_LIKE_NUMBER) > 0) {
            return TypeChoice.undecided(
                    "it holds numbers and %s, which text would make equal; choose text if that may be"
                            .formatted(Misfits.counted(profile, Trait.TEXT_LIKE_NUMBER)));
        }
        boolean asItIs = !numbers && profile.count(Trait.TEXT_NOT_UTF8) == 0;
        TypeChoice choice = TypeChoice.of(Base.TEXT, asItIs ? KEEP : TO_TEXT);
        return profile.count(Trait.TEXT_WINDOWS_1252) == 0
                ? choice
                : choice.because("%s not UTF-8 and read as windows-1252 (first: %s)"
                        .formatted(
                                Misfits.are(profile.count(Trait.TEXT_WINDOWS_1252)),
                                profile.firstRow(Trait.TEXT_WINDOWS_1252).orElse("")));
    }

    private static TypeChoice mixedWithBytes(ColumnProfile profile) {
        String others = profile.count(Trait.TEXT) > 0
                ? Misfits.counted(profile, Trait.TEXT)
                : Misfits.counted(profile, profile.count(Trait.INT) > 0 ? Trait.INT : Trait.REAL);
        return TypeChoice.undecided("it holds %s beside %s; choose bytea to keep all of them as bytes"
                .formatted(Misfits.counted(profile, Trait.BYTES), others));
    }

    private static String some(ColumnProfile profile, Trait trait) {
        return Misfits.holds(profile, trait);
    }

    static boolean only(ColumnProfile profile, Trait... classes) {
        long counted = 0;
        for (Trait trait : classes) {
            counted += profile.count(trait);
        }
        return counted == profile.present();
    }
}

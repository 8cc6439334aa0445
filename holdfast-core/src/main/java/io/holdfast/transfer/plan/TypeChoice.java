package io.holdfast.transfer.plan;

import io.holdfast.engine.DataType;
import io.holdfast.engine.DataType.Base;
import io.holdfast.transfer.convert.Conversion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The type and conversion chosen for a column, and why. */
record TypeChoice(DataType type, Conversion conversion, List<String> reasons, Optional<String> decision) {

    static TypeChoice of(Base base, Conversion conversion) {
        return of(DataType.of(base), conversion);
    }

    static TypeChoice of(DataType type, Conversion conversion) {
        return new TypeChoice(type, conversion, List.of(), Optional.empty());
    }

    /** Nothing fits without loss: {@code question} has to be answered. */
    static TypeChoice undecided(String question) {
        return new TypeChoice(DataType.of(Base.BYTES), Conversion.TO_BYTES, List.of(), Optional.of(question));
    }

    /** A copy with one more reason, put first. */
    TypeChoice because(String reason) {
        List<String> all = new ArrayList<>(List.of(reason));
        all.addAll(reasons);
        return new TypeChoice(type, conversion, List.copyOf(all), decision);
    }
}

package io.holdfast.document;

import io.holdfast.engine.document.BodyText;
import io.holdfast.engine.document.Field;
import io.holdfast.engine.document.Filter;
import java.util.Comparator;
import java.util.List;

/**
 * A field and the texts of which its value has to be one.
 *
 * @param path the field
 * @param texts all ways in which the value may be kept
 */
record SqlCondition(Field path, List<String> texts) {

    /** Those of {@code filter}, always in the same order, so that the same statement is prepared for the same fields. */
    static List<SqlCondition> of(Filter filter) {
        return filter.equal().entrySet().stream()
                .map(each -> new SqlCondition(each.getKey(), BodyText.encodings(each.getValue())))
                .sorted(Comparator.comparing(condition -> condition.path().toString()))
                .toList();
    }
}

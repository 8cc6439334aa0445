package io.holdfast.sqlite.review;

import io.holdfast.engine.ColumnDefinition;
import io.holdfast.engine.ColumnDefinition.Property;
import io.holdfast.engine.Danger;
import io.holdfast.engine.SqlName;
import io.holdfast.engine.SqlReader;
import io.holdfast.engine.SqlToken;
import io.holdfast.engine.SqlToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code ALTER TABLE}, which does one thing at a time. */
final class Alteration {
    private static final Set<String> NOW = Set.of("CURRENT_TIME", "CURRENT_DATE", "CURRENT_TIMESTAMP");

    private final Made made;

    Alteration(Made made) {
        this.made = made;
    }

    /** Reads what stands behind {@code ALTER}. */
    List<Danger> review(SqlReader reader) {
        reader.take("TABLE");
        SqlName table = reader.name();
        if (table.isEmpty()) {
            return List.of();
        }
        if (reader.take("RENAME", "TO")) {
            SqlName name = reader.name();
            boolean old = !made.has(table);
            made.rename(table, name);
            return old ? List.of(Rule.RENAME_TABLE.at(table, name)) : List.of();
        }
        if (made.has(table)) {
            return List.of();
        }
        if (reader.take("ADD")) {
            reader.take("COLUMN");
            return added(table, ColumnDefinition.read(reader));
        }
        return changed(table, reader).stream().toList();
    }

    private Optional<Danger> changed(SqlName table, SqlReader reader) {
        boolean drops = reader.take("DROP");
        if (!drops && !reader.take("RENAME")) {
            return Optional.empty();
        }
        reader.take("COLUMN");
        SqlName column = reader.name();
        boolean known = !column.isEmpty() && !made.hasColumn(table, column);
        Rule rule = drops ? Rule.DROP_COLUMN : Rule.RENAME_COLUMN;
        return known ? Optional.of(rule.at(table, table + "." + column)) : Optional.empty();
    }

    private List<Danger> added(SqlName table, ColumnDefinition column) {
        List<Danger> dangers = new ArrayList<>();
        SqlName name = column.name();
        if (name.isEmpty()) {
            return dangers;
        }
        if (column.is(Property.NOT_NULL) && !column.hasValue()) {
            dangers.add(Rule.ADD_COLUMN_NOT_NULL.at(table, name));
        }
        if (!isConstant(column.defaultValue())) {
            dangers.add(Rule.ADD_COLUMN_NONCONSTANT_DEFAULT.at(table, name));
        }
        if (column.is(Property.REFERENCES) && !column.defaultValue().isEmpty()) {
            dangers.add(Rule.ADD_COLUMN_REFERENCES.at(table, name));
        }
        made.addColumn(table, name);
        return dangers;
    }

    /** A number with a sign or without, or a text, in parentheses or without. */
    private static boolean isConstant(List<SqlToken> value) {
        if (value.isEmpty() || !value.get(0).is(Kind.OPENING)) {
            return value.stream().noneMatch(token -> NOW.stream().anyMatch(token::is));
        }
        List<SqlToken> inner = new SqlReader(value).group();
        if (inner.size() > 2 && inner.get(0).is(Kind.OPENING)) {
            return isConstant(inner);
        }
        boolean signed =
                inner.size() == 2 && (inner.get(0).isSign("-") || inner.get(0).isSign("+"));
        return (inner.size() == 1 || signed) && isLiteral(inner.get(inner.size() - 1));
    }

    private static boolean isLiteral(SqlToken token) {
        return token.is(Kind.OTHER) || token.is(Kind.TEXT) || token.is("NULL") || token.is("TRUE") || token.is("FALSE");
    }
}

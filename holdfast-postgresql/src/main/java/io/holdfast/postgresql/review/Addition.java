package io.holdfast.postgresql.review;

import io.holdfast.engine.ColumnDefinition;
import io.holdfast.engine.ColumnDefinition.Property;
import io.holdfast.engine.SqlName;
import io.holdfast.engine.SqlReader;
import io.holdfast.engine.SqlToken;
import io.holdfast.postgresql.review.Made.Sort;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code ADD} in {@code ALTER TABLE}: a column or a constraint of an old table. */
final class Addition {
    private static final Set<String> SERIALS =
            Set.of("serial", "bigserial", "smallserial", "serial2", "serial4", "serial8");

    private final SqlName table;
    private final Made made;
    private final NotNullChecks checks;
    private final Found found;

    Addition(SqlName table, Made made, NotNullChecks checks, Found found) {
        this.table = table;
        this.made = made;
        this.checks = checks;
        this.found = found;
    }

    /** Reads what stands behind {@code ADD}. */
    void review(SqlReader action) {
        SqlName name = action.take("CONSTRAINT") ? action.name() : new SqlName(List.of());
        boolean valid = !action.mentions("NOT", "VALID") && !action.mentions("NOT", "ENFORCED");
        if (action.take("CHECK")) {
            checks.add(table, name, action.group(), valid);
            found.addIf(valid, Rule.CHECK_WITHOUT_NOT_VALID, table, "");
        } else if (action.take("NOT", "NULL")) {
            notNull(name, action.name(), valid);
        } else if (action.take("FOREIGN", "KEY")) {
            action.skipTo("REFERENCES");
            found.addIf(valid, Rule.FOREIGN_KEY_WITHOUT_NOT_VALID, table, action.name());
        } else if (action.take("UNIQUE")) {
            found.addIf(!usesIndex(action), Rule.UNIQUE_WITHOUT_USING_INDEX, table, "");
        } else if (action.take("PRIMARY", "KEY")) {
            found.addIf(!usesIndex(action), Rule.PRIMARY_KEY_WITHOUT_USING_INDEX, table, "");
        } else if (isExclusion(action)) {
            found.add(Rule.EXCLUSION_CONSTRAINT, table);
        } else if (name.isEmpty()) {
            action.take("COLUMN");
            action.take("IF", "NOT", "EXISTS");
            column(ColumnDefinition.read(action));
        }
    }

    /** A column may be called {@code exclude} as well. */
    private static boolean isExclusion(SqlReader action) {
        var ahead = new SqlReader(action.rest());
        return ahead.take("EXCLUDE") && (ahead.at("USING") || !ahead.group().isEmpty());
    }

    /** {@code USING INDEX TABLESPACE} says where a new index is. */
    private static boolean usesIndex(SqlReader action) {
        return action.take("USING", "INDEX") && !action.at("TABLESPACE");
    }

    private void notNull(SqlName constraint, SqlName column, boolean valid) {
        if (!column.isEmpty()) {
            found.addIf(valid && !checks.covers(table, column), Rule.SET_NOT_NULL, table, column);
            checks.addNotNull(table, constraint, column, valid);
        }
    }

    private void column(ColumnDefinition column) {
        if (column.name().isEmpty()) {
            return;
        }
        SqlName name = column.name();
        boolean serial = isSerial(column.type());
        boolean numbered = serial || column.is(Property.IDENTITY);
        boolean filled = numbered || column.hasValue();
        boolean needed = column.is(Property.NOT_NULL) || column.is(Property.PRIMARY_KEY);
        found.addIf(needed && !filled, Rule.ADD_COLUMN_NOT_NULL, table, name);
        found.addIf(numbered, Rule.ADD_COLUMN_IDENTITY, table, name);
        found.addIf(column.is(Property.STORED), Rule.ADD_COLUMN_STORED, table, name);
        defaultValue(column.defaultValue());
        SqlName type = new SqlReader(column.type()).name();
        found.addIf(made.has(Sort.DOMAIN_WITH_CONSTRAINTS, type), Rule.ADD_COLUMN_DOMAIN, table, name);
        found.addIf(column.is(Property.PRIMARY_KEY), Rule.PRIMARY_KEY_WITHOUT_USING_INDEX, table, name);
        found.addIf(column.is(Property.UNIQUE), Rule.UNIQUE_WITHOUT_USING_INDEX, table, name);
        found.addIf(column.is(Property.CHECK), Rule.CHECK_WITHOUT_NOT_VALID, table, name);
        // where all rows have null in the new column there is nothing to look for in the other table
        boolean looks = column.is(Property.REFERENCES) && filled;
        found.addIf(looks, Rule.FOREIGN_KEY_WITHOUT_NOT_VALID, table, "the table it refers to");
        made.addColumn(table, name);
    }

    private static boolean isSerial(List<SqlToken> type) {
        return type.size() == 1 && SERIALS.contains(type.get(0).text().toLowerCase(Locale.ROOT));
    }

    private void defaultValue(List<SqlToken> expression) {
        switch (Volatility.of(expression)) {
            case VOLATILE -> found.add(Rule.ADD_COLUMN_VOLATILE_DEFAULT, table, text(expression));
            case UNKNOWN -> found.add(Rule.ADD_COLUMN_FUNCTION_DEFAULT, table, text(expression));
            case NONE -> {}
        }
    }

    /** As it is usually written: without blanks at parentheses and points. */
    private static String text(List<SqlToken> expression) {
        return expression.stream()
                .map(SqlToken::text)
                .collect(Collectors.joining(" "))
                .replaceAll(" ?([().]) ?", "$1")
                .replace(" ,", ",");
    }
}

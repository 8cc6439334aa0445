package io.holdfast.engine;

import io.holdfast.engine.ColumnDefinition.Property;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Reads the definition of one column. */
final class ColumnReader {
    /** What ends a type, and the expression behind {@code DEFAULT}: none of them can stand there outside of parentheses. */
    private static final List<String> CLAUSES = List.of(
            "CONSTRAINT",
            "NOT",
            "NULL",
            "DEFAULT",
            "CHECK",
            "GENERATED",
            "AS",
            "UNIQUE",
            "PRIMARY",
            "REFERENCES",
            "COLLATE",
            "DEFERRABLE",
            "INITIALLY",
            "COMPRESSION",
            "STORAGE");

    private final SqlReader column;
    private final Set<Property> properties = EnumSet.noneOf(Property.class);
    private List<SqlToken> defaultValue = List.of();

    ColumnReader(SqlReader column) {
        this.column = column;
    }

    ColumnDefinition read() {
        SqlName name = column.name();
        List<SqlToken> type = column.until(ColumnReader::beginsClause);
        while (column.more()) {
            clause();
        }
        return new ColumnDefinition(name, type, defaultValue, properties);
    }

    private static boolean beginsClause(SqlToken token) {
        return CLAUSES.stream().anyMatch(token::is);
    }

    private void clause() {
        if (column.take("NOT", "NULL")) {
            properties.add(Property.NOT_NULL);
        } else if (column.take("DEFAULT")) {
            defaultValue();
        } else if (column.take("PRIMARY", "KEY")) {
            properties.add(Property.PRIMARY_KEY);
        } else if (column.take("UNIQUE")) {
            properties.add(Property.UNIQUE);
            column.take("NULLS", "NOT", "DISTINCT");
        } else if (column.take("CHECK")) {
            column.group();
            enforced(Property.CHECK);
        } else if (column.take("REFERENCES")) {
            references();
        } else if (column.take("GENERATED") || column.at("AS")) {
            generated();
        } else {
            column.next();
        }
    }

    private void defaultValue() {
        List<SqlToken> value = new ArrayList<>(column.next());
        value.addAll(column.until(ColumnReader::beginsClause));
        boolean nothing = value.size() == 1 && value.get(0).is("NULL");
        defaultValue = nothing ? List.of() : value;
    }

    /** What is done with rows that refer to it may be called {@code SET NULL} and {@code SET DEFAULT}. */
    private void references() {
        column.name();
        column.group();
        while (column.takeAny("ON", "MATCH")) {
            if (column.takeAny("DELETE", "UPDATE")) {
                column.takeAny("SET", "NO");
            }
            column.next();
            column.group();
        }
        enforced(Property.REFERENCES);
    }

    private void enforced(Property property) {
        column.take("NO", "INHERIT");
        if (!column.take("NOT", "ENFORCED")) {
            properties.add(property);
        }
    }

    private void generated() {
        if (!column.take("ALWAYS")) {
            column.take("BY", "DEFAULT");
        }
        column.take("AS");
        if (column.take("IDENTITY")) {
            column.group();
            properties.add(Property.IDENTITY);
        } else {
            column.group();
            properties.add(column.take("STORED") ? Property.STORED : Property.VIRTUAL);
        }
    }
}

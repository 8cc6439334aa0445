package io.holdfast.engine;

import java.util.List;
import java.util.Set;

/**
 * A column as {@code CREATE TABLE} and {@code ADD COLUMN} define it, in the grammar that PostgreSQL and SQLite have in common.
 *
 * @param name what it is called
 * @param type its type as it is written, with what stands in parentheses behind it; empty where it has none
 * @param defaultValue the expression behind {@code DEFAULT}; empty where there is none, or where it is {@code NULL}
 * @param properties what else is said of it
 */
public record ColumnDefinition(
        SqlName name, List<SqlToken> type, List<SqlToken> defaultValue, Set<Property> properties) {

    /** Keeps copies. */
    public ColumnDefinition {
        type = List.copyOf(type);
        defaultValue = List.copyOf(defaultValue);
        properties = Set.copyOf(properties);
    }

    /** What may be said of a column. */
    public enum Property {
        /** {@code NOT NULL}. */
        NOT_NULL,
        /** {@code GENERATED … AS IDENTITY}. */
        IDENTITY,
        /** {@code GENERATED ALWAYS AS (…) STORED}. */
        STORED,
        /** {@code GENERATED ALWAYS AS (…)}, computed when it is read. */
        VIRTUAL,
        /** {@code UNIQUE}. */
        UNIQUE,
        /** {@code PRIMARY KEY}. */
        PRIMARY_KEY,
        /** {@code CHECK (…)} that is enforced. */
        CHECK,
        /** {@code REFERENCES …} that is enforced. */
        REFERENCES
    }

    /** Reads what is left of {@code column}, which begins with its name. */
    public static ColumnDefinition read(SqlReader column) {
        return new ColumnReader(column).read();
    }

    /** Whether this is said of it. */
    public boolean is(Property property) {
        return properties.contains(property);
    }

    /** Whether a row that says nothing of it gets a value. */
    public boolean hasValue() {
        return !defaultValue.isEmpty() || is(Property.IDENTITY) || is(Property.STORED) || is(Property.VIRTUAL);
    }
}

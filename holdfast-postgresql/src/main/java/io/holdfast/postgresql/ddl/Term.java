package io.holdfast.postgresql.ddl;

import io.holdfast.engine.Value;
import java.util.Optional;

/**
 * A piece of PostgreSQL's SQL and what is known of it.
 *
 * @param kind what it yields
 * @param literal its value, where it is a literal
 * @param collation the collation of the SQLite column that it is; empty where it is none or has the usual one
 * @param narrow whether it is a whole number of at most 32 bits, which a double holds exactly
 */
record Term(String sql, Kind kind, Optional<Value> literal, String collation, boolean narrow) {

    static Term of(String sql, Kind kind) {
        return new Term(sql, kind, Optional.empty(), "", false);
    }

    static Term literal(String sql, Kind kind, Value value) {
        boolean narrow = value instanceof Value.Int whole && whole.value() == (int) whole.value();
        return new Term(sql, kind, Optional.of(value), "", narrow);
    }

    boolean isNull() {
        return kind == Kind.NULL;
    }

    /** This truth value as SQLite's number. */
    Term asNumber() {
        return kind == Kind.BOOL ? new Term("(%s)::int".formatted(sql), Kind.INT, Optional.empty(), "", true) : this;
    }

    /** As a condition: SQLite takes every number but 0 as true. */
    String asCondition() throws Untranslatable {
        return switch (kind) {
            case BOOL -> sql;
            case INT -> "(%s <> 0)".formatted(sql);
            case NULL -> "NULL::boolean";
            default -> throw new Untranslatable("a condition that is no truth value and no whole number");
        };
    }

    /** With SQLite's byte order where it is text. */
    String inByteOrder() {
        return kind == Kind.TEXT ? sql + " COLLATE \"C\"" : sql;
    }
}

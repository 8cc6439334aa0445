package io.holdfast.postgresql.ddl;

import io.holdfast.engine.DataType;

/** What an expression yields in PostgreSQL, as far as the translation needs to know. */
enum Kind {
    /** NULL, which goes with every kind. */
    NULL,
    /** Whole numbers. */
    INT,
    /** Exact decimals. */
    DECIMAL,
    /** Floating-point numbers. */
    DOUBLE,
    /** True or false; SQLite's 1 and 0. */
    BOOL,
    /** Text. */
    TEXT,
    /** Bytes. */
    BYTES,
    /** Calendar days. */
    DATE,
    /** JSON documents. */
    JSON,
    /** Anything that may be tested for NULL only. */
    OTHER;

    static Kind of(DataType type) {
        return switch (type.base()) {
            case SMALLINT, INTEGER, BIGINT -> INT;
            case DECIMAL -> DECIMAL;
            case DOUBLE -> DOUBLE;
            case BOOLEAN -> BOOL;
            case TEXT -> TEXT;
            case BYTES -> BYTES;
            case DATE -> DATE;
            case JSON -> JSON;
            case TIME, TIMESTAMP, INSTANT, UUID, ANY -> OTHER;
        };
    }
}

package io.holdfast.sqlite.sql;

import io.holdfast.engine.DataType;
import java.util.Locale;

/** What SQLite makes of a declared type (<a href="https://sqlite.org/datatype3.html">section 3.1</a>). */
public enum Affinity {
    /** Whole numbers where possible. */
    INTEGER(DataType.Base.BIGINT),
    /** Text. */
    TEXT(DataType.Base.TEXT),
    /** Values stay as they come. */
    BLOB(DataType.Base.BYTES),
    /** Floating-point numbers where possible. */
    REAL(DataType.Base.DOUBLE),
    /** Numbers where possible. */
    NUMERIC(DataType.Base.DECIMAL);

    private final DataType.Base base;

    Affinity(DataType.Base base) {
        this.base = base;
    }

    /** The affinity of a column declared as {@code type}, by the five rules in their order. */
    public static Affinity of(String type) {
        String name = type.toUpperCase(Locale.ROOT);
        if (name.contains("INT")) {
            return INTEGER;
        }
        if (name.contains("CHAR") || name.contains("CLOB") || name.contains("TEXT")) {
            return TEXT;
        }
        if (name.contains("BLOB") || name.isEmpty()) {
            return BLOB;
        }
        if (name.contains("REAL") || name.contains("FLOA") || name.contains("DOUB")) {
            return REAL;
        }
        return NUMERIC;
    }

    /** The type nearest to this affinity. */
    public DataType type() {
        return DataType.of(base);
    }
}

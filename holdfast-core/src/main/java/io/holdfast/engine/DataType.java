package io.holdfast.engine;

/**
 * The type of a column, apart from any engine's spelling.
 *
 * @param base what it holds
 * @param precision digits of a decimal or characters of a text; 0 where unlimited
 * @param scale digits after the decimal point; 0 where there are none or the precision is unlimited
 */
public record DataType(Base base, int precision, int scale) {

    /** What a column holds. */
    public enum Base {
        /** Whole numbers of 16 bits. */
        SMALLINT,
        /** Whole numbers of 32 bits. */
        INTEGER,
        /** Whole numbers of 64 bits. */
        BIGINT,
        /** Exact decimal numbers. */
        DECIMAL,
        /** Floating-point numbers of 64 bits. */
        DOUBLE,
        /** True or false. */
        BOOLEAN,
        /** Text of any length. */
        TEXT,
        /** Bytes. */
        BYTES,
        /** Calendar days. */
        DATE,
        /** Times of day. */
        TIME,
        /** Date and time without a zone. */
        TIMESTAMP,
        /** Points in time. */
        INSTANT,
        /** JSON documents. */
        JSON,
        /** Universally unique identifiers. */
        UUID,
        /** Whatever each row holds; only SQLite has such columns. */
        ANY
    }

    /** A type without precision. */
    public static DataType of(Base base) {
        return new DataType(base, 0, 0);
    }

    /** An exact decimal with {@code precision} digits, {@code scale} of them after the point; 0 for unlimited. */
    public static DataType decimal(int precision, int scale) {
        return new DataType(Base.DECIMAL, precision, scale);
    }
}

package io.holdfast.postgresql.ddl;

import io.holdfast.engine.DataType;
import io.holdfast.engine.DataType.Base;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;

/** Types in PostgreSQL's spelling, there and back. */
public final class Types {
    private static final int LARGEST_PRECISION = 1000;

    private Types() {}

    /** How PostgreSQL spells {@code type}. */
    public static String sql(DataType type) {
        return switch (type.base()) {
            case SMALLINT -> "smallint";
            case INTEGER -> "integer";
            case BIGINT -> "bigint";
            case DECIMAL -> decimal(type);
            case DOUBLE -> "double precision";
            case BOOLEAN -> "boolean";
            case TEXT -> "text";
            case BYTES -> "bytea";
            case DATE -> "date";
            case TIME -> "time";
            case TIMESTAMP -> "timestamp";
            case INSTANT -> "timestamptz";
            case JSON -> "jsonb";
            case UUID -> "uuid";
            case ANY ->
                throw Failure.of(ErrorKind.UNSUPPORTED, "PostgreSQL has no column that holds values of any type")
                        .withHint("choose a type for the column")
                        .exception();
        };
    }

    /** The type that values are read as: without precision, and text for what no {@link DataType} covers. */
    public static String read(DataType type) {
        return switch (type.base()) {
            case DECIMAL -> "numeric";
            case ANY -> "text";
            default -> sql(type);
        };
    }

    private static String decimal(DataType type) {
        boolean limited = type.precision() > 0 && type.precision() <= LARGEST_PRECISION;
        return limited ? "numeric(%d,%d)".formatted(type.precision(), type.scale()) : "numeric";
    }

    /**
     * The type of a catalogue column.
     *
     * @param name the name in pg_type of one of the server's own types; empty for any other
     * @param modifier its modifier; negative where it has none
     */
    public static DataType of(String name, int modifier) {
        return switch (name) {
            case "int2" -> DataType.of(Base.SMALLINT);
            case "int4" -> DataType.of(Base.INTEGER);
            case "int8" -> DataType.of(Base.BIGINT);
            case "numeric" -> numeric(modifier);
            case "float8", "float4" -> DataType.of(Base.DOUBLE);
            case "bool" -> DataType.of(Base.BOOLEAN);
            case "text", "name" -> DataType.of(Base.TEXT);
            case "varchar", "bpchar" -> new DataType(Base.TEXT, Math.max(0, modifier - 4), 0);
            case "bytea" -> DataType.of(Base.BYTES);
            case "date" -> DataType.of(Base.DATE);
            case "time" -> DataType.of(Base.TIME);
            case "timestamp" -> DataType.of(Base.TIMESTAMP);
            case "timestamptz" -> DataType.of(Base.INSTANT);
            case "json", "jsonb" -> DataType.of(Base.JSON);
            case "uuid" -> DataType.of(Base.UUID);
            default -> DataType.of(Base.ANY);
        };
    }

    /** numeric's modifier holds precision and scale (numeric.c, make_numeric_typmod); the scale has a sign. */
    private static DataType numeric(int modifier) {
        if (modifier < 4) {
            return DataType.of(Base.DECIMAL);
        }
        int packed = modifier - 4;
        int scale = ((packed & 0x7ff) ^ 1024) - 1024;
        return DataType.decimal((packed >> 16) & 0xffff, scale);
    }
}

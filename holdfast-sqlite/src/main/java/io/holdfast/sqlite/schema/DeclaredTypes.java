package io.holdfast.sqlite.schema;

import io.holdfast.engine.DataType;
import io.holdfast.engine.DataType.Base;
import io.holdfast.sqlite.sql.Affinity;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a declared type asks for. SQLite takes any words as a type and enforces nothing but an affinity, so known names
 * are taken at their word and all others by <a href="https://sqlite.org/datatype3.html">SQLite's affinity rules</a>.
 * The length of a text is left out: SQLite ignores it, so stored texts may be longer.
 */
final class DeclaredTypes {
    private static final Pattern DIGITS = Pattern.compile("\\(\\s*\\+?(\\d{1,6})\\s*(?:,\\s*\\+?(\\d{1,6})\\s*)?\\)");
    private static final Map<String, Base> KNOWN = known();

    private DeclaredTypes() {}

    static DataType of(String declared) {
        String name = declared.replaceAll("\\(.*", "")
                .strip()
                .toUpperCase(Locale.ROOT)
                .replaceAll("\\s+", " ");
        if (name.isEmpty()) {
            return DataType.of(Base.ANY);
        }
        Base base = KNOWN.get(name);
        if (base == null) {
            base = KNOWN.get(name.split(" ")[0]);
        }
        if (base == null) {
            base = Affinity.of(declared).type().base();
        }
        return base == Base.DECIMAL ? decimal(declared) : DataType.of(base);
    }

    private static DataType decimal(String declared) {
        Matcher digits = DIGITS.matcher(declared);
        if (!digits.find()) {
            return DataType.decimal(0, 0);
        }
        int precision = Integer.parseInt(digits.group(1));
        int scale = digits.group(2) == null ? 0 : Integer.parseInt(digits.group(2));
        return scale > precision ? DataType.decimal(0, 0) : DataType.decimal(precision, scale);
    }

    private static Map<String, Base> known() {
        Map<String, Base> known = new HashMap<>();
        List.of("BOOL", "BOOLEAN", "BIT").forEach(name -> known.put(name, Base.BOOLEAN));
        List.of("DECIMAL", "DEC", "NUMERIC", "NUMBER", "MONEY", "SMALLMONEY")
                .forEach(name -> known.put(name, Base.DECIMAL));
        List.of("REAL", "FLOAT", "DOUBLE", "FLOAT4", "FLOAT8").forEach(name -> known.put(name, Base.DOUBLE));
        List.of("DATE").forEach(name -> known.put(name, Base.DATE));
        List.of("TIME").forEach(name -> known.put(name, Base.TIME));
        List.of("DATETIME", "TIMESTAMP", "SMALLDATETIME", "DATETIME2").forEach(name -> known.put(name, Base.TIMESTAMP));
        List.of("TIMESTAMPTZ", "DATETIMEOFFSET", "TIMESTAMP WITH TIME ZONE")
                .forEach(name -> known.put(name, Base.INSTANT));
        List.of("JSON", "JSONB", "JSON1").forEach(name -> known.put(name, Base.JSON));
        List.of("UUID", "GUID", "UNIQUEIDENTIFIER").forEach(name -> known.put(name, Base.UUID));
        List.of("YEAR", "LONG", "SERIAL", "BIGSERIAL").forEach(name -> known.put(name, Base.BIGINT));
        List.of("ENUM", "SET", "STRING", "XML").forEach(name -> known.put(name, Base.TEXT));
        List.of("BINARY", "VARBINARY", "BYTEA", "IMAGE", "LONG RAW").forEach(name -> known.put(name, Base.BYTES));
        known.put("LONG TEXT", Base.TEXT);
        known.put("LONG VARCHAR", Base.TEXT);
        known.put("ANY", Base.ANY);
        return Map.copyOf(known);
    }
}

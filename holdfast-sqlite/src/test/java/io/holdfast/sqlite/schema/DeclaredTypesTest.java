package io.holdfast.sqlite.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.engine.DataType;
import io.holdfast.engine.DataType.Base;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** XFER-2. */
class DeclaredTypesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    INTEGER | BIGINT
                    SMALLINT UNSIGNED | BIGINT
                    tinyint(1) | BIGINT
                    Unsigned Big Int | BIGINT
                    BOOLEAN | BOOLEAN
                    bool | BOOLEAN
                    REAL | DOUBLE
                    DOUBLE PRECISION | DOUBLE
                    FLOAT(8) | DOUBLE
                    NVARCHAR(160) | TEXT
                    CHARACTER VARYING(20) | TEXT
                    CLOB | TEXT
                    STRING | TEXT
                    ENUM | TEXT
                    BLOB | BYTES
                    VARBINARY(16) | BYTES
                    DATE | DATE
                    TIME | TIME
                    DATETIME | TIMESTAMP
                    TIMESTAMP | TIMESTAMP
                    timestamp with time zone | INSTANT
                    JSON | JSON
                    jsonb | JSON
                    UUID | UUID
                    GUID | UUID
                    YEAR | BIGINT
                    '' | ANY
                    ANY | ANY
                    POINT | BIGINT
                    SOMETHING | DECIMAL
                    """)
    void aDeclaredTypeAsksFor(String declared, Base base) {
        assertThat(DeclaredTypes.of(declared)).isEqualTo(DataType.of(base));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    DECIMAL(10,2) | 10 | 2
                    numeric ( 5 ) | 5 | 0
                    NUMERIC | 0 | 0
                    DEC(3,9) | 0 | 0
                    """)
    void decimalsKeepTheirDigits(String declared, int precision, int scale) {
        assertThat(DeclaredTypes.of(declared)).isEqualTo(DataType.decimal(precision, scale));
    }
}

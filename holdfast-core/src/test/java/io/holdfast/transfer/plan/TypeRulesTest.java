package io.holdfast.transfer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.engine.DataType;
import io.holdfast.engine.DataType.Base;
import io.holdfast.engine.Value;
import io.holdfast.transfer.convert.Conversion;
import io.holdfast.transfer.profile.Profiles;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** XFER-2: the stored values decide, and the plan says why. */
class TypeRulesTest {
    private static final long YEAR_2024_SECONDS = 1_704_067_200L;

    @Nested
    class WhenEveryValueFitsTheDeclaredType {
        @Test
        void thatTypeIsTakenWithoutAWord() {
            assertThat(choose(Base.BIGINT, integer(1), Value.NULL))
                    .isEqualTo(TypeChoice.of(Base.BIGINT, Conversion.KEEP));
            assertThat(choose(Base.BOOLEAN, integer(0), integer(1)).type().base())
                    .isEqualTo(Base.BOOLEAN);
            assertThat(choose(Base.TEXT, text("a")).type().base()).isEqualTo(Base.TEXT);
            assertThat(choose(Base.BYTES, new Value.Bytes(new byte[] {1}))
                            .type()
                            .base())
                    .isEqualTo(Base.BYTES);
            assertThat(choose(Base.UUID, text("123e4567-e89b-12d3-a456-426614174000"))
                            .type()
                            .base())
                    .isEqualTo(Base.UUID);
            assertThat(choose(Base.JSON, text("{\"a\":1}")).type().base()).isEqualTo(Base.JSON);
        }

        @Test
        void aDecimalKeepsItsPrecision() {
            DataType money = DataType.decimal(10, 2);

            assertThat(choose(money, new Value.Real(0.99), integer(7)))
                    .isEqualTo(TypeChoice.of(money, Conversion.TO_DECIMAL));
        }

        @Test
        void anEmptyColumnKeepsItsDeclaredType() {
            assertThat(choose(Base.TIMESTAMP).type().base()).isEqualTo(Base.TIMESTAMP);
            assertThat(choose(Base.TIME).type().base()).isEqualTo(Base.TIME);
            assertThat(choose(Base.ANY).type().base()).isEqualTo(Base.TEXT);
        }
    }

    @Nested
    class WhenSomeValueDoesNotFit {
        @Test
        void aTextAmongIntegersWidensToTextAndNamesTheRow() {
            TypeChoice choice = choose(Base.BIGINT, integer(1), text("toto"));

            assertThat(choice.type().base()).isEqualTo(Base.TEXT);
            assertThat(choice.reasons()).containsExactly("1 of 2 values is a text (first: row 2)");
        }

        @Test
        void aBooleanThatIsTwoStaysANumber() {
            assertThat(choose(Base.BOOLEAN, integer(0), integer(2)).type().base())
                    .isEqualTo(Base.BIGINT);
        }

        @Test
        void aDecimalThatIsTooLongLosesItsLimitNotItsDigits() {
            TypeChoice choice = choose(DataType.decimal(4, 2), new Value.Real(123.456));

            assertThat(choice.type()).isEqualTo(DataType.of(Base.DECIMAL));
            assertThat(choice.reasons())
                    .containsExactly("values have up to 3 digits before and 3 after the point, more than declared");
        }

        @Test
        void anInfinityMakesADecimalADouble() {
            assertThat(choose(DataType.decimal(4, 2), new Value.Real(Double.POSITIVE_INFINITY))
                            .type()
                            .base())
                    .isEqualTo(Base.DOUBLE);
        }

        @Test
        void aBrokenDateKeepsTheColumnText() {
            TypeChoice choice = choose(Base.TIMESTAMP, text("1996-07-04 00:00:00"), text("1996-02-30 00:00:00"));

            assertThat(choice.type().base()).isEqualTo(Base.TEXT);
            assertThat(choice.reasons()).containsExactly("1 of 2 values is no date or time that exists (first: row 2)");
        }

        @Test
        void jsonThatIsNoneStaysText() {
            assertThat(choose(Base.JSON, text("{")).type().base()).isEqualTo(Base.TEXT);
        }

        @Test
        void aUuidInCapitalsStaysText() {
            assertThat(choose(Base.UUID, text("123E4567-E89B-12D3-A456-426614174000"))
                            .type()
                            .base())
                    .isEqualTo(Base.TEXT);
        }
    }

    @Nested
    class WhenBytesAreOdd {
        @Test
        void windows1252IsReadAndSaid() {
            TypeChoice choice = choose(Base.TEXT, text("a"), new Value.Text(new byte[] {'G', (byte) 0xE8}));

            assertThat(choice.type().base()).isEqualTo(Base.TEXT);
            assertThat(choice.reasons())
                    .containsExactly("1 value is not UTF-8 and read as windows-1252 (first: row 2)");
        }

        @Test
        void whatReadsAsNothingIsAsked() {
            assertThat(choose(Base.TEXT, new Value.Text(new byte[] {(byte) 0x81}))
                            .decision())
                    .isPresent();
        }

        @Test
        void aNulInATextIsAsked() {
            assertThat(choose(Base.TEXT, text("a\0b")).decision())
                    .hasValueSatisfying(
                            question -> assertThat(question).contains("NUL").contains("row 1"));
        }

        @Test
        void textsBesideBytesAreAsked() {
            assertThat(choose(Base.BYTES, new Value.Bytes(new byte[] {1}), text("a"))
                            .decision())
                    .isPresent();
        }
    }

    @Nested
    class WhenTwoValuesWouldBecomeOne {
        @Test
        void theNumberFiveBesideTheTextFiveIsAsked() {
            assertThat(choose(Base.ANY, integer(5), text("5")).decision()).isPresent();
        }

        @Test
        void numbersBesideWordsAreNot() {
            assertThat(choose(Base.ANY, integer(5), text("five")).decision()).isEmpty();
        }

        @Test
        void aNumberBeyondDoubleBesideAnInfinityIsAsked() {
            assertThat(choose(Base.ANY, integer(Long.MAX_VALUE), new Value.Real(Double.NEGATIVE_INFINITY))
                            .decision())
                    .isPresent();
        }
    }

    @Nested
    class WhenDatesAreNumbers {
        @Test
        void secondsAreRecognised() {
            TypeChoice choice = choose(Base.TIMESTAMP, integer(YEAR_2024_SECONDS));

            assertThat(choice.conversion()).isEqualTo(Conversion.SECONDS_TO_INSTANT);
            assertThat(choice.reasons().get(0)).contains("seconds since 1970").contains("2024-01-01T00:00:00Z");
        }

        @Test
        void millisecondsAreRecognised() {
            assertThat(choose(Base.TIMESTAMP, integer(YEAR_2024_SECONDS * 1000)).conversion())
                    .isEqualTo(Conversion.MILLIS_TO_INSTANT);
        }

        @Test
        void anythingElseStaysANumber() {
            assertThat(choose(Base.TIMESTAMP, integer(2006)).type().base()).isEqualTo(Base.BIGINT);
            assertThat(choose(Base.TIMESTAMP, integer(YEAR_2024_SECONDS), integer(YEAR_2024_SECONDS * 1000))
                            .type()
                            .base())
                    .isEqualTo(Base.BIGINT);
        }
    }

    @Nested
    class WhenDatesDiffer {
        @Test
        void daysAmongMomentsBecomeMidnightAndAreCounted() {
            TypeChoice choice = choose(Base.TIMESTAMP, text("2024-01-01"), text("2024-01-01 10:00:00"));

            assertThat(choice.type().base()).isEqualTo(Base.TIMESTAMP);
            assertThat(choice.reasons()).hasSize(1).first().asString().contains("1 of 2 values is a date");
        }

        @Test
        void momentsInADateColumnAreKeptWhole() {
            assertThat(choose(Base.DATE, text("2024-01-01 10:00:00")).type().base())
                    .isEqualTo(Base.TIMESTAMP);
        }

        @Test
        void offsetsEverywhereMakeAPointInTimeAndOffsetsSomewhereAreLeftAsText() {
            assertThat(choose(Base.TIMESTAMP, text("2024-01-01T10:00:00Z"))
                            .type()
                            .base())
                    .isEqualTo(Base.INSTANT);
            assertThat(choose(Base.TIMESTAMP, text("2024-01-01T10:00:00Z"), text("2024-01-01T10:00:00"))
                            .type()
                            .base())
                    .isEqualTo(Base.TEXT);
        }
    }

    @Nested
    class WhenAPersonChooses {
        @Test
        void bytesHoldEverything() {
            assertThat(ChosenType.BYTEA
                            .choose(Profiles.of(DataType.of(Base.TEXT), text("a\0b"), integer(1)))
                            .decision())
                    .isEmpty();
        }

        @Test
        void aTypeThatCannotHoldAValueIsRefusedWithTheRow() {
            assertThat(ChosenType.SMALLINT
                            .choose(Profiles.of(DataType.of(Base.BIGINT), integer(1), integer(40_000)))
                            .decision())
                    .isPresent();
            assertThat(ChosenType.TEXT
                            .choose(Profiles.of(DataType.of(Base.TEXT), text("a\0b")))
                            .decision())
                    .hasValueSatisfying(question -> assertThat(question).contains("row 1"));
        }
    }

    private static TypeChoice choose(Base declared, Value... values) {
        return choose(DataType.of(declared), values);
    }

    private static TypeChoice choose(DataType declared, Value... values) {
        return TypeRules.choose(Profiles.of(declared, values));
    }

    private static Value integer(long value) {
        return new Value.Int(value);
    }

    private static Value text(String text) {
        return new Value.Text(text.getBytes(StandardCharsets.UTF_8));
    }
}

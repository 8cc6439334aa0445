package io.holdfast.engine.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.error.RejectedException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** DOC-1: values of the types that JSON lacks. */
class ExtendedTest {

    @Test
    void aDecimalHasOneSpelling() {
        Map<String, String> spellings = Map.ofEntries(
                Map.entry("1.0", "1.0"),
                Map.entry("1.00", "1.00"),
                Map.entry("10E-1", "1.0"),
                Map.entry("+5", "5"),
                Map.entry("005", "5"),
                Map.entry(".5", "0.5"),
                Map.entry("-0", "-0"),
                Map.entry("-0.00", "-0.00"),
                Map.entry("1e3", "1E+3"),
                Map.entry("0.000001", "0.000001"),
                Map.entry("0.0000001", "1E-7"),
                Map.entry("-1.5E-10", "-1.5E-10"),
                Map.entry("NaN", "NaN"),
                Map.entry("Infinity", "Infinity"),
                Map.entry("-Infinity", "-Infinity"));

        spellings.forEach((given, canonical) ->
                assertThat(new Extended.Decimal(given).text()).as(given).isEqualTo(canonical));
    }

    @Test
    void aDecimalMeetsItsRangeOnlyByZeros() {
        assertThat(new Extended.Decimal("1E+6144").text()).isEqualTo("1." + "0".repeat(33) + "E+6144");
        assertThat(new Extended.Decimal("10E-6177").text()).isEqualTo("1E-6176");
        assertThat(new Extended.Decimal("0E+9999").text()).isEqualTo("0E+6111");
        assertThat(new Extended.Decimal("-0E-9999").text()).isEqualTo("-0E-6176");
        assertThat(new Extended.Decimal("1" + "0".repeat(40)).text()).isEqualTo("1." + "0".repeat(33) + "E+40");
        assertThat(new Extended.Decimal("9".repeat(34)).text()).isEqualTo("9".repeat(34));
        for (String wrong : List.of(
                "9".repeat(35),
                "1E+6145",
                "1E-6177",
                "11E-6177",
                "1E+2147483647",
                "1E-2147483647",
                "1E+99999999999",
                "1".repeat(1_000_000),
                "",
                "one",
                "nan",
                "0x1",
                "1,5",
                " 1")) {
            assertThatThrownBy(() -> new Extended.Decimal(wrong)).isInstanceOf(RejectedException.class);
        }
    }

    @Test
    void equalBytesAreEqualAndOtherSubtypesAreNot() {
        assertThat(new Extended.Binary(0, new byte[] {1}))
                .isEqualTo(new Extended.Binary(0, new byte[] {1}))
                .hasSameHashCodeAs(new Extended.Binary(0, new byte[] {1}))
                .isNotEqualTo(new Extended.Binary(5, new byte[] {1}))
                .isNotEqualTo(new Extended.Binary(0, new byte[] {2}));
        assertThat(new Extended.Binary(4, new byte[15]).uuid()).isEmpty();
        assertThat(new Extended.Binary(3, new byte[16]).uuid()).isEmpty();
    }

    @Test
    void optionsAreSorted() {
        assertThat(new Extended.Regex("a", "xmi")).isEqualTo(new Extended.Regex("a", "imx"));
    }

    @Test
    void whatIsNoValueOfItsTypeIsRefusedAndNotTold() {
        for (Runnable wrong : List.<Runnable>of(
                () -> new Extended.Binary(256, new byte[0]),
                () -> new Extended.Binary(-1, new byte[0]),
                () -> new Extended.ObjectId("Secret"),
                () -> new Extended.ObjectId("ABCDEF0123456789ABCDEF01"),
                () -> new Extended.Regex("Secret\0", ""),
                () -> new Extended.Regex("Secret", "\0"),
                () -> new Extended.Code("Secret\uD800", null),
                () -> new Extended.Symbol("Secret\uDFFF"),
                () -> new Extended.DbPointer("Secret\uD800", new Extended.ObjectId("0".repeat(24))))) {
            assertThatThrownBy(wrong::run)
                    .isInstanceOf(RejectedException.class)
                    .hasMessageNotContainingAny("Secret", "ABCDEF");
        }
    }
}

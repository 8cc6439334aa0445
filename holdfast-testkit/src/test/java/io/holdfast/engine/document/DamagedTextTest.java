package io.holdfast.engine.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.holdfast.error.CorruptionException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** DOC-1: a text that is none of ours is refused by the path of what is wrong in it, and never read as something else. */
class DamagedTextTest {

    @Test
    void whatIsNoBodyIsRefused() {
        for (String text : List.of(
                "",
                " ",
                "null",
                "5",
                "\"Secret\"",
                "[]",
                "{\"$oid\":\"000000000000000000000000\"}",
                "{} {}",
                "{}x",
                "{\"a\":1",
                "{\"a\" 1}",
                "{a:1}",
                "{\"a\":'Secret'}",
                "{\"a\":01}",
                "{\"a\":NaN}",
                "{\"a\":+1}",
                "{\"a\":.5}",
                "{\"a\":1,}",
                "{/*Secret*/}",
                "\ufeff{}",
                "{\"a\":\"Secret\n\"}")) {
            assertDamaged(text, "the ");
        }
    }

    @Test
    void valuesOfAnUnknownFormAreRefusedByTheirPath() {
        for (String value : List.of(
                "{\"$Secret\":1}",
                "{\"$numberLong\":5}",
                "{\"$numberLong\":\"5.0\"}",
                "{\"$numberLong\":\"9223372036854775808\"}",
                "{\"$numberInt\":\"2147483648\"}",
                "{\"$numberInt\":\"\"}",
                "{\"$numberDouble\":\"Secret\"}",
                "{\"$numberDouble\":\"1E999\"}",
                "{\"$numberDouble\":\"0x1p3\"}",
                "{\"$numberDecimal\":\"Secret\"}",
                "{\"$numberLong\":\"5\",\"x\":1}",
                "{\"x\":1,\"$y\":2}",
                "{\"$date\":\"yesterday\"}",
                "{\"$date\":\"2024-01-01T00:00:00.0001Z\"}",
                "{\"$date\":5}",
                "{\"$oid\":\"Secret\"}",
                "{\"$binary\":\"Secret\"}",
                "{\"$binary\":{\"base64\":\"?Secret\",\"subType\":\"00\"}}",
                "{\"$binary\":{\"base64\":\"AA==\",\"subType\":\"100\"}}",
                "{\"$binary\":{\"base64\":\"AA==\"}}",
                "{\"$timestamp\":{\"t\":-1,\"i\":1}}",
                "{\"$timestamp\":{\"t\":4294967296,\"i\":1}}",
                "{\"$timestamp\":{\"t\":1.0,\"i\":1}}",
                "{\"$regularExpression\":{\"pattern\":\"Secret\"}}",
                "{\"$regularExpression\":{\"pattern\":\"\\u0000\",\"options\":\"\"}}",
                "{\"$code\":1}",
                "{\"$code\":\"Secret\",\"$scope\":1}",
                "{\"$scope\":{}}",
                "{\"$symbol\":1}",
                "{\"$dbPointer\":\"Secret\"}",
                "{\"$ref\":\"Secret\",\"$id\":{\"$oid\":\"000000000000000000000000\"}}",
                "{\"$minKey\":2}",
                "{\"$maxKey\":\"Secret\"}",
                "{\"$undefined\":false}",
                "{\"$text\":\"?Secret\"}",
                "{\"$text\":\"/w==\"}",
                "{\"$map\":{}}",
                "{\"$map\":[[\"Secret\"]]}",
                "{\"$map\":[[\"Secret\",1,2]]}",
                "{\"$map\":[[1,2]]}",
                "{\"$map\":[[{\"$text\":\"AA==\"},1]]}",
                "9223372036854775808",
                "1e999",
                "1e-999",
                "\"Secret\\ud800\"")) {
            assertDamaged("{\"people\":[0,{\"income\":" + value + "}]}", "the field people.1.income");
        }
    }

    @Test
    void keysThatStandTwiceAreRefused() {
        assertDamaged("{\"a\":{\"b\":1,\"b\":2}}", "the field a.b stands twice");
        assertDamaged("{\"a\":{\"$map\":[[\"$b\",1],[\"$b\",2]]}}", "stands twice");
        assertDamaged("{\"a\\u0000\":1}", "U+0000");
    }

    @Test
    void whatIsDeeperThanABodyIsRefused() {
        assertDamaged("{\"a\":".repeat(100_000), "deeper");
        assertDamaged("{\"a\":".repeat(91) + "1" + "}".repeat(91), "deeper than 90 levels");
    }

    @Test
    void whatIsLongerThanABodyIsRefused() {
        assertDamaged("{\"a\":\"" + "x".repeat(Body.MOST_BYTES) + "\"}", "larger than");
        assertDamaged("{\"a\":\"" + "x".repeat(3 * Body.MOST_BYTES) + "\"}", "longer");
    }

    private static void assertDamaged(String text, String message) {
        CorruptionException damaged = catchThrowableOfType(CorruptionException.class, () -> BodyText.read(text));

        assertThat(damaged).as(text.substring(0, Math.min(text.length(), 100))).isNotNull();
        assertThat(damaged)
                .hasMessageStartingWith("the stored text of a body is damaged: the ")
                .hasMessageContaining(message)
                .hasMessageNotContainingAny("Secret", "yesterday")
                .hasNoCause();
    }
}

package io.holdfast.engine.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.error.RejectedException;
import io.holdfast.testkit.Bodies;
import io.holdfast.testkit.Props;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** DOC-1: a body comes back from its text as it was, also where the text was stored as jsonb. */
class BodyTextTest {

    @Test
    void anyBodyComesBackAsItWas() {
        Props.cases(1_500).forAll(Props.random(Bodies::any), body -> {
            String text = BodyText.write(body);
            Body read = BodyText.read(text);

            assertThat(read.equals(body)).isTrue();
            assertThat(read.bytes()).isEqualTo(body.bytes());
            assertThat(BodyText.write(read).equals(text)).as("the same text").isTrue();
            assertThat(text.contains("\\u0000")).isFalse();
        });
    }

    @Test
    void anyBodyComesBackFromATextInTheOrderAndLayoutOfJsonb() {
        Props.cases(1_500).forAll(Props.random(Bodies::any), body -> {
            Body read = BodyText.read(Jsonb.rewritten(BodyText.write(body)));

            assertThat(read.equals(body)).isTrue();
        });
    }

    @Test
    void anyBodyComesBackAfterItsKeysWerePutInAnotherOrder() {
        Props.cases(500).forAll(Props.random(BodyTextTest::twoOrders), two -> {
            Body read = BodyText.read(BodyText.write(two.get(1)));

            assertThat(read.equals(two.get(0))).isTrue();
        });
    }

    private static List<Body> twoOrders(Random random) {
        Body body = Bodies.any(random);
        return List.of(body, Bodies.reordered(random, body));
    }

    @Test
    void theLargestBodiesComeBack() {
        Body text = Body.of(Map.of("text", "\0" + "x".repeat(Body.MOST_BYTES - 30)));
        Body key = Body.of(Map.of("k".repeat(Body.MOST_BYTES - 30), Map.of("$", 1)));
        Body many = Body.of(Map.of("many", Collections.nCopies(1_000_000, 1.5)));

        for (Body body : List.of(text, key, many)) {
            assertThat(BodyText.read(BodyText.write(body)).equals(body)).isTrue();
        }
    }

    /** Keys of one length with one value of the hash that parsers are fond of: times 33, plus the next letter. */
    @Test
    void keysThatParsersHardlyTellApartComeBack() {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int number = 0; number < 1 << 12; number++) {
            StringBuilder key = new StringBuilder();
            for (int bit = 0; bit < 12; bit++) {
                key.append((number >> bit & 1) == 0 ? "Ab" : "BA");
            }
            fields.put(key.toString(), number);
        }
        Body body = Body.of(fields);

        assertThat(BodyText.read(BodyText.write(body)).equals(body)).isTrue();
    }

    @Test
    void deepBodiesOfTheWidestFormComeBack() {
        Body body = Body.empty().with("$", new Extended.DbPointer("a.b", new Extended.ObjectId("0".repeat(24))));
        for (int level = 1; level < Body.MOST_LEVELS; level++) {
            body = Body.empty().with("$", new Extended.Code("", body));
        }

        assertThat(BodyText.read(BodyText.write(body)).equals(body)).isTrue();
    }

    @Test
    void numbersAreAsPlainAsLosesNothing() {
        assertText(5, "5");
        assertText(5L, "{\"$numberLong\":\"5\"}");
        assertText(Integer.MIN_VALUE, "-2147483648");
        assertText(Integer.MAX_VALUE + 1L, "2147483648");
        assertText(Long.MIN_VALUE, "-9223372036854775808");
        assertText(5.0, "5.0");
        assertText(0.0, "0.0");
        assertText(-0.0, "{\"$numberDouble\":\"-0.0\"}");
        assertText(1e-6, "0.000001");
        assertText(9e-7, "{\"$numberDouble\":\"9.0E-7\"}");
        assertText(-123456.75, "-123456.75");
        assertText(1e14, "100000000000000.0");
        assertText(1e15, "{\"$numberDouble\":\"1.0E15\"}");
        assertText(2e-3, "0.002");
        assertText(Double.NaN, "{\"$numberDouble\":\"NaN\"}");
        assertText(Double.NEGATIVE_INFINITY, "{\"$numberDouble\":\"-Infinity\"}");
        assertText(new BigDecimal("1.50"), "{\"$numberDecimal\":\"1.50\"}");
    }

    @Test
    void otherValuesAreExtendedJson() {
        assertText(null, "null");
        assertText(true, "true");
        assertText("a/\"é\uD83D\uDE00\u0001", "\"a/\\\"é\uD83D\uDE00\\u0001\"");
        assertText("a\0", "{\"$text\":\"YQA=\"}");
        assertText(Instant.EPOCH, "{\"$date\":\"1970-01-01T00:00:00Z\"}");
        assertText(Instant.ofEpochMilli(253_402_300_799_250L), "{\"$date\":\"9999-12-31T23:59:59.250Z\"}");
        assertText(Instant.ofEpochMilli(-1), "{\"$date\":{\"$numberLong\":\"-1\"}}");
        assertText(Instant.ofEpochMilli(253_402_300_800_000L), "{\"$date\":{\"$numberLong\":\"253402300800000\"}}");
        assertText(new UUID(0, 1), "{\"$binary\":{\"base64\":\"AAAAAAAAAAAAAAAAAAAAAQ==\",\"subType\":\"04\"}}");
        assertText(new byte[] {1}, "{\"$binary\":{\"base64\":\"AQ==\",\"subType\":\"00\"}}");
        assertText(new Extended.Timestamp(-1, 2), "{\"$timestamp\":{\"t\":4294967295,\"i\":2}}");
        assertText(new Extended.Regex("^a", "mi"), "{\"$regularExpression\":{\"pattern\":\"^a\",\"options\":\"im\"}}");
        assertText(new Extended.Code("f()", null), "{\"$code\":\"f()\"}");
        assertText(
                new Extended.Code("\0", Body.of(Map.of("x", 1))),
                "{\"$code\":{\"$text\":\"AA==\"},\"$scope\":{\"x\":1}}");
        assertText(new Extended.Symbol("s"), "{\"$symbol\":\"s\"}");
        assertText(
                new Extended.DbPointer("a.b", new Extended.ObjectId("0".repeat(24))),
                "{\"$dbPointer\":{\"$ref\":\"a.b\",\"$id\":{\"$oid\":\"000000000000000000000000\"}}}");
        assertText(Extended.Marker.MIN_KEY, "{\"$minKey\":1}");
        assertText(Extended.Marker.MAX_KEY, "{\"$maxKey\":1}");
        assertText(Extended.Marker.UNDEFINED, "{\"$undefined\":true}");
        assertText(Map.of("$oid", "x"), "{\"$map\":[[\"$oid\",\"x\"]]}");
    }

    private static void assertText(Object value, String text) {
        Body body = Body.of(Collections.singletonMap("x", value));

        assertThat(BodyText.write(body)).isEqualTo("{\"x\":" + text + "}");
        assertThat(BodyText.read("{\"x\":" + text + "}")).isEqualTo(body);
    }

    @Test
    void aBodyWhoseOwnKeysBeginWithADollarSignIsReadAsABody() {
        Body body = Body.empty().with("b", null).with("$set", Map.of("a", 1));

        assertThat(BodyText.write(body)).isEqualTo("{\"$map\":[[\"b\",null],[\"$set\",{\"a\":1}]]}");
        assertThat(BodyText.read(BodyText.write(body)).fields().keySet()).containsExactly("b", "$set");
    }

    @Test
    void canonicalFormsAndRewrittenNumbersAreRead() {
        assertRead("{\"$numberInt\":\"5\"}", 5);
        assertRead("{\"$numberDouble\":\"5\"}", 5.0);
        assertRead("{\"$numberLong\":\"9000000000\"}", 9_000_000_000L);
        assertRead("{\"$date\":{\"$numberLong\":\"0\"}}", Instant.EPOCH);
        assertRead("{\"$date\":\"1970-01-01T00:00:00.000Z\"}", Instant.EPOCH);
        assertRead("1.50", 1.5);
        assertRead("1e3", 1000.0);
        assertRead("0.0e5", 0.0);
        assertRead("-0", 0);
        assertRead(" 5 ", 5);
        assertRead("{\"$numberDecimal\":\"10E-1\"}", new BigDecimal("1.0"));
    }

    private static void assertRead(String text, Object value) {
        assertThat(BodyText.read("{\"x\":" + text + "}")).isEqualTo(Body.of(Map.of("x", value)));
    }

    @Test
    void theTextsOfEqualNumbersAreFound() {
        assertThat(BodyText.encodings(5)).containsExactly("5", "{\"$numberLong\":\"5\"}", "5.0");
        assertThat(BodyText.encodings(5L)).isEqualTo(BodyText.encodings(5));
        assertThat(BodyText.encodings(5.0f)).isEqualTo(BodyText.encodings(5));
        assertThat(BodyText.encodings(0.0)).isEqualTo(BodyText.encodings(0)).isEqualTo(BodyText.encodings(-0.0));
        assertThat(BodyText.encodings((byte) 0))
                .containsExactly("0", "{\"$numberLong\":\"0\"}", "0.0", "{\"$numberDouble\":\"-0.0\"}");
        assertThat(BodyText.encodings(1L << 31)).containsExactly("2147483648", "2147483648.0");
        assertThat(BodyText.encodings((1L << 53) + 1)).containsExactly("9007199254740993");
        assertThat(BodyText.encodings(Long.MAX_VALUE)).containsExactly("9223372036854775807");
        assertThat(BodyText.encodings(0x1p63)).containsExactly("{\"$numberDouble\":\"9.223372036854776E18\"}");
        assertThat(BodyText.encodings(-0x1p63))
                .isEqualTo(BodyText.encodings(Long.MIN_VALUE))
                .hasSize(2);
        assertThat(BodyText.encodings(0.5)).containsExactly("0.5");
        assertThat(BodyText.encodings(Double.NaN)).containsExactly("{\"$numberDouble\":\"NaN\"}");
        assertThat(BodyText.encodings(Double.POSITIVE_INFINITY)).containsExactly("{\"$numberDouble\":\"Infinity\"}");
    }

    @Test
    void otherScalarsHaveOneText() {
        assertThat(BodyText.encodings("a")).containsExactly("\"a\"");
        assertThat(BodyText.encodings("\0")).containsExactly("{\"$text\":\"AA==\"}");
        assertThat(BodyText.encodings(false)).containsExactly("false");
        assertThat(BodyText.encodings(Instant.EPOCH)).containsExactly("{\"$date\":\"1970-01-01T00:00:00Z\"}");
        assertThat(BodyText.encodings(new UUID(1, 2)))
                .isEqualTo(BodyText.encodings(Extended.Binary.of(new UUID(1, 2))));
        assertThat(BodyText.encodings(new Extended.ObjectId("0".repeat(24)))).hasSize(1);
        for (Object other : List.of(Map.of(), List.of(), BigDecimal.TEN, Extended.Marker.MIN_KEY, 'c', "\uD800")) {
            assertThatThrownBy(() -> BodyText.encodings(other)).isInstanceOf(RejectedException.class);
        }
    }

    @Test
    void everyNumberIsAmongTheTextsOfItself() {
        Props.cases(1_000).forAll(Props.random(BodyTextTest::anyNumber), number -> {
            String written = BodyText.write(Body.of(Map.of("x", number)));

            assertThat(BodyText.encodings(number))
                    .anySatisfy(text -> assertThat(written).isEqualTo("{\"x\":" + text + "}"))
                    .allSatisfy(text -> {
                        Object read =
                                BodyText.read("{\"x\":" + text + "}").at("x").orElseThrow();
                        assertThat(BodyText.encodings(read)).isEqualTo(BodyText.encodings(number));
                    });
        });
    }

    private static Number anyNumber(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt();
            case 1 -> random.nextLong() >> random.nextInt(64);
            case 2 -> Math.rint(random.nextGaussian() * Math.pow(10, random.nextInt(25)));
            default -> Double.longBitsToDouble(random.nextLong());
        };
    }
}

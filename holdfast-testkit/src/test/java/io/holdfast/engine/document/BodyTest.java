package io.holdfast.engine.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.testkit.Bodies;
import io.holdfast.testkit.Props;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** DOC-1: what a body is, and that it is the same whoever holds it. */
class BodyTest {

    @Test
    void itKeepsTheOrderOfItsFieldsAndIsEqualWithoutIt() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("b", 1);
        fields.put("a", List.of(1, 2));

        Body body = Body.of(fields);

        assertThat(body.fields().keySet()).containsExactly("b", "a");
        assertThat(body)
                .isEqualTo(Body.empty().with("a", List.of(1, 2)).with("b", 1))
                .hasSameHashCodeAs(Body.empty().with("a", List.of(1, 2)).with("b", 1));
        assertThat(body).isNotEqualTo(body.with("a", List.of(2, 1)));
        assertThat(body).isNotEqualTo(body.with("b", 1L));
    }

    @Test
    void anyBodyIsEqualToItselfInAnotherOrder() {
        Props.cases(300).forAll(Props.random(BodyTest::twoOrders), two -> {
            Body body = two.get(0);
            Body reordered = two.get(1);

            assertThat(reordered.equals(body)).isTrue();
            assertThat(reordered.hashCode()).isEqualTo(body.hashCode());
            assertThat(reordered.bytes()).isEqualTo(body.bytes());
            assertThat(Body.of(body.fields()).equals(body)).isTrue();
        });
    }

    private static List<Body> twoOrders(Random random) {
        Body body = Bodies.any(random);
        return List.of(body, Bodies.reordered(random, body));
    }

    @Test
    void whatItWasMadeOfMayChangeAfterwards() {
        byte[] bytes = {1, 2};
        List<Object> list = new ArrayList<>(List.of(1));
        Map<String, Object> inner = new HashMap<>(Map.of("list", list, "bytes", bytes));
        Body body = Body.of(Map.of("inner", inner));

        bytes[0] = 9;
        list.add(2);
        inner.clear();

        assertThat(body.at("inner.list")).contains(List.of(1));
        Extended.Binary kept = (Extended.Binary) body.at("inner.bytes").orElseThrow();
        assertThat(kept.bytes()).containsExactly(1, 2);
        kept.bytes()[0] = 9;
        assertThat(kept.bytes()).containsExactly(1, 2);
    }

    @Test
    void nothingInItCanBeChanged() {
        Body body = Body.of(Map.of("map", Map.of("a", 1), "list", List.of(1)));

        for (Object each : List.of(
                body.fields(), body.at("map").orElseThrow(), body.at("list").orElseThrow())) {
            assertThat(each.getClass().getName()).contains("Unmodifiable");
        }
    }

    @Test
    void valuesBecomeThoseThatAreKept() {
        UUID uuid = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
        Map<String, Object> fields = new HashMap<>();
        fields.put("short", (short) 7);
        fields.put("byte", (byte) 7);
        fields.put("float", 1.5f);
        fields.put("instant", Instant.parse("1969-12-31T23:59:59.123999Z"));
        fields.put("uuid", uuid);
        fields.put("decimal", new BigDecimal("1.50"));
        fields.put("null", null);

        Body body = Body.of(fields);

        assertThat(body.at("short")).contains(7);
        assertThat(body.at("byte")).contains(7);
        assertThat(body.at("float")).contains(1.5);
        assertThat(body.at("instant")).contains(Instant.parse("1969-12-31T23:59:59.123Z"));
        assertThat(body.at("uuid")).contains(Extended.Binary.of(uuid));
        assertThat(Extended.Binary.of(uuid).uuid()).contains(uuid);
        assertThat(body.at("decimal")).contains(new Extended.Decimal("1.50"));
        assertThat(body.at("null")).isEmpty();
        assertThat(body.fields()).containsKey("null");
    }

    @Test
    void aPathLeadsThroughMaps() {
        Body body = Body.of(Map.of("a", Map.of("b", 1, "c.d", 2, "", Map.of("", 3)), "a.b", 4, "list", List.of(1)));

        assertThat(body.at("a.b")).contains(1);
        assertThat(body.at(List.of("a.b"))).contains(4);
        assertThat(body.at(List.of("a", "c.d"))).contains(2);
        assertThat(body.at("a..")).contains(3);
        assertThat(body.at("a.b.c")).isEmpty();
        assertThat(body.at("list.0")).isEmpty();
        assertThat(body.at("")).isEmpty();
    }

    @Test
    void withReplacesAFieldInItsPlaceOrAddsItAtTheEnd() {
        Body body = Body.empty().with("a", 1).with("b.c", null).with("a", 2);

        assertThat(body.fields().keySet()).containsExactly("a", "b.c");
        assertThat(body.at("a")).contains(2);
        assertThat(Body.empty().fields()).isEmpty();
    }

    /** The first two are the examples of bsonspec.org. */
    @Test
    void bytesAreThoseOfBson() {
        assertThat(Body.empty().bytes()).isEqualTo(5);
        assertThat(Body.of(Map.of("hello", "world")).bytes()).isEqualTo(22);
        assertThat(Body.of(Map.of("BSON", List.of("awesome", 5.05, 1986))).bytes())
                .isEqualTo(49);
        assertThat(bytesOf("é\0\uD83D\uDE00")).isEqualTo(4 + 2 + 1 + 4 + 1);
        assertThat(bytesOf(null)).isZero();
        assertThat(bytesOf(true)).isEqualTo(1);
        assertThat(bytesOf(1)).isEqualTo(4);
        assertThat(bytesOf(1L)).isEqualTo(8);
        assertThat(bytesOf(Instant.EPOCH)).isEqualTo(8);
        assertThat(bytesOf(new byte[3])).isEqualTo(4 + 1 + 3);
        assertThat(bytesOf(new Extended.Binary(2, new byte[3]))).isEqualTo(4 + 1 + 4 + 3);
        assertThat(bytesOf(new UUID(1, 2))).isEqualTo(4 + 1 + 16);
        assertThat(bytesOf(BigDecimal.ONE)).isEqualTo(16);
        assertThat(bytesOf(new Extended.ObjectId("0".repeat(24)))).isEqualTo(12);
        assertThat(bytesOf(new Extended.Timestamp(1, 2))).isEqualTo(8);
        assertThat(bytesOf(new Extended.Regex("a+", "i"))).isEqualTo(3 + 2);
        assertThat(bytesOf(new Extended.Code("f()", null))).isEqualTo(4 + 3 + 1);
        assertThat(bytesOf(new Extended.Code("f()", Body.of(Map.of("x", 1))))).isEqualTo(4 + 8 + 12);
        assertThat(bytesOf(new Extended.Symbol("s"))).isEqualTo(6);
        assertThat(bytesOf(new Extended.DbPointer("a.b", new Extended.ObjectId("f".repeat(24)))))
                .isEqualTo(8 + 12);
        assertThat(bytesOf(Extended.Marker.MIN_KEY)).isZero();
        assertThat(bytesOf(List.of())).isEqualTo(5);
        assertThat(bytesOf(Collections.nCopies(11, null))).isEqualTo(5 + 10 * 3 + 4);
    }

    /** Without length and end of the document, and without type and key of its only field. */
    private static int bytesOf(Object value) {
        return Body.of(Collections.singletonMap("é", value)).bytes() - 5 - 1 - 3;
    }

    @Test
    void itIsAsLargeAsMongoDbAllowsAndNotLarger() {
        int room = Body.MOST_BYTES - Body.of(Map.of("data", new byte[0])).bytes();

        assertThat(Body.of(Map.of("data", new byte[room])).bytes()).isEqualTo(Body.MOST_BYTES);
        assertThatThrownBy(() -> Body.of(Map.of("data", new byte[room + 1])))
                .hasMessageContaining("the field data")
                .hasMessageContaining(Integer.toString(Body.MOST_BYTES));
    }

    @Test
    void aListThatStandsInItselfManyTimesEndsAtTheLimitOfBytes() {
        List<Object> list = List.of();
        for (int level = 0; level < 80; level++) {
            list = Collections.nCopies(10, list);
        }
        Map<String, Object> fields = Map.of("list", list);

        assertThatThrownBy(() -> Body.of(fields)).hasMessageContaining("larger than");
    }

    @Test
    void itIsAsDeepAsTheLimitAndNotDeeper() {
        Body deep = Bodies.deep(new Random(1));

        assertThat(deep.levels()).isEqualTo(Body.MOST_LEVELS);
        assertThatThrownBy(() -> Body.of(Map.of("more", deep.fields()))).hasMessageContaining("deeper than 90 levels");
        assertThatThrownBy(() -> Body.of(Map.of("more", new Extended.Code("", deep))))
                .hasMessageContaining("the field more is nested deeper than 90 levels");
    }

    @Test
    void whatHoldsItselfEndsAtTheLimitOfLevels() {
        Map<String, Object> map = new HashMap<>();
        map.put("self", map);
        List<Object> list = new ArrayList<>();
        list.add(list);

        assertThatThrownBy(() -> Body.of(map))
                .hasMessageContaining("the field self.self")
                .hasMessageContaining("deeper");
        assertThatThrownBy(() -> Body.of(Map.of("list", list))).hasMessageContaining("the field list.0.0");
    }

    @Test
    void itTellsHowMuchItHoldsAndNotWhat() {
        Body body = Body.of(Map.of("name", "Ada"));

        assertThat(body).hasToString("Body[1 fields, 19 bytes]");
        for (Extended value : Arrays.asList(
                new Extended.Binary(0, new byte[] {65, 100, 97}),
                new Extended.Code("Ada", body),
                new Extended.Symbol("Ada"),
                new Extended.Regex("Ada", ""),
                new Extended.DbPointer("Ada", new Extended.ObjectId("0".repeat(24))),
                new Extended.Decimal("1234.5"))) {
            assertThat(value.toString()).doesNotContain("Ada", "1234.5", "65");
        }
    }
}

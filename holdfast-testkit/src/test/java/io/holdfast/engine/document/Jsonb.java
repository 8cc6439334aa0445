package io.holdfast.engine.document;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What PostgreSQL's jsonb makes of a text: keys sorted by their length in UTF-8 and then by their bytes, blanks behind colons
 * and commas, numbers with the digits that they had. The stores' tests ask a real server.
 */
final class Jsonb {
    private static final Comparator<String> ORDER = Comparator.<String>comparingInt(key -> utf8(key).length)
            .thenComparing(Jsonb::utf8, Arrays::compareUnsigned);

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(1_000)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Jsonb() {}

    static String rewritten(String text) {
        StringBuilder jsonb = new StringBuilder();
        write(MAPPER.readTree(text), jsonb);
        return jsonb.toString();
    }

    private static void write(JsonNode node, StringBuilder jsonb) {
        if (node.isObject()) {
            Map<String, JsonNode> members = new TreeMap<>(ORDER);
            node.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
            String before = "{";
            for (Map.Entry<String, JsonNode> member : members.entrySet()) {
                jsonb.append(before)
                        .append(MAPPER.writeValueAsString(member.getKey()))
                        .append(": ");
                write(member.getValue(), jsonb);
                before = ", ";
            }
            jsonb.append(members.isEmpty() ? "{}" : "}");
        } else if (node.isArray()) {
            String before = "[";
            for (JsonNode element : node) {
                jsonb.append(before);
                write(element, jsonb);
                before = ", ";
            }
            jsonb.append(node.isEmpty() ? "[]" : "]");
        } else {
            jsonb.append(node.isNumber() ? node.decimalValue().toPlainString() : MAPPER.writeValueAsString(node));
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

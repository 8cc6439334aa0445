package io.holdfast.transfer.verify;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The written form of a JSON document: keys in order, numbers without trailing zeros, no layout. */
final class JsonForm {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private JsonForm() {}

    static String of(byte[] utf8) {
        StringBuilder form = new StringBuilder();
        write(MAPPER.readTree(utf8), form);
        return form.toString();
    }

    private static void write(JsonNode node, StringBuilder form) {
        if (node.isObject()) {
            Map<String, JsonNode> members = new TreeMap<>();
            node.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
            form.append('{');
            members.forEach((key, value) -> {
                form.append(key.length()).append(':').append(key).append('=');
                write(value, form);
            });
            form.append('}');
        } else if (node.isArray()) {
            form.append('[');
            node.forEach(element -> {
                write(element, form);
                form.append(',');
            });
            form.append(']');
        } else if (node.isNumber()) {
            BigDecimal number = node.decimalValue();
            form.append(number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString());
        } else if (node.isString()) {
            form.append('"').append(node.stringValue().length()).append(':').append(node.stringValue());
        } else {
            form.append(node.isNull() ? "null" : Boolean.toString(node.booleanValue()));
        }
    }
}

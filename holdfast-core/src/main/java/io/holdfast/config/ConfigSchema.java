package io.holdfast.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/** The JSON Schema of {@code holdfast.yaml}, so that editors complete and check it. */
public final class ConfigSchema {
    private static final Map<String, Object> PLACEHOLDER = new TreeMap<>(Map.of("type", "string", "pattern", "\\$\\{"));

    private ConfigSchema() {}

    /** The schema as JSON text, by the rules of draft 2020-12. */
    public static String json() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "holdfast.yaml");
        schema.putAll(section(DeclaredKeys.ROOT));
        return JsonMapper.builder()
                        .build()
                        .writerWithDefaultPrettyPrinter()
                        .writeValueAsString(schema)
                        .replace("\r\n", "\n")
                + "\n";
    }

    private static Map<String, Object> section(Section section) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("description", section.meaning());
        schema.put(
                "type",
                section.shorthand().isPresent() ? List.of("object", "string", "null") : List.of("object", "null"));
        if (section.repetition() == Section.Repetition.ONCE) {
            schema.putAll(members(section));
            return schema;
        }
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("type", List.of("object", "null"));
        one.putAll(members(section));
        schema.put("propertyNames", Map.of("pattern", "^" + DeclaredKeys.DATABASE_NAME.pattern() + "$"));
        schema.put("additionalProperties", one);
        return schema;
    }

    private static Map<String, Object> members(Section section) {
        Map<String, Object> properties = new LinkedHashMap<>();
        section.keys().forEach(key -> properties.put(key.name(), key(key)));
        section.sections().forEach(inner -> properties.put(inner.name(), section(inner)));
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("properties", properties);
        members.put("additionalProperties", false);
        return members;
    }

    private static Map<String, Object> key(Key<?> key) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("description", key.meaning().replace("`", ""));
        Map<String, Object> own = new TreeMap<>(key.type().schema());
        if (own.get("type") instanceof String type && type.equals("string") && !own.containsKey("pattern")) {
            schema.putAll(own);
        } else if (own.get("type") instanceof List<?>) {
            schema.putAll(own);
        } else {
            schema.put("anyOf", List.of(own, PLACEHOLDER));
        }
        if (key.fallback() != null) {
            schema.put("default", standard(key.type().schema(), key.fallback()));
        }
        return schema;
    }

    private static Object standard(Map<String, Object> schema, String text) {
        return switch (String.valueOf(schema.get("type"))) {
            case "integer" -> Long.valueOf(text);
            case "boolean" -> Boolean.valueOf(text);
            default -> text;
        };
    }
}

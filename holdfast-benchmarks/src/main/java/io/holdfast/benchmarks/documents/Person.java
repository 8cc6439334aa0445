package io.holdfast.benchmarks.documents;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is stored: about 700 bytes of JSON, of which a city is looked for. */
final class Person {
    static final String NUMBER = "number";
    static final String CITY = "city";
    static final int PAGE = 20;

    /** So many live in each city. */
    private static final int INHABITANTS = 20;

    private Person() {}

    static Map<String, Object> of(int number) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("user_id", "internal_%06d".formatted(number));
        fields.put("user_type", "internal");
        fields.put(NUMBER, number);
        fields.put(CITY, city(number));
        fields.put("name", Map.of("first", "Ada", "last", "Lovelace", "title", "Countess"));
        fields.put("scores", List.of(1, 2, 3, 5, 8, 13, 21, 34, 55, 89));
        fields.put("active", true);
        fields.put("ratio", 0.375);
        fields.put("notes", "The engine weaves patterns just as the loom weaves flowers and leaves. ".repeat(4));
        return fields;
    }

    static String city(int number) {
        return "city-" + number / INHABITANTS;
    }
}

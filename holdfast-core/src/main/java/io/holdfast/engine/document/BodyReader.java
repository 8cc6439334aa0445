package io.holdfast.engine.document;

import io.holdfast.error.HoldfastException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads a body from its text. Objects are read from the inside to the outside, whatever the order of their members: those
 * whose keys begin with a dollar sign become what they stand for in {@link TypedObject}. Jackson's own messages are not
 * passed on, since they may quote the text.
 */
final class BodyReader {
    /** In Base64 a body's bytes are four thirds as many; in JSON no text has more characters than bytes of BSON. */
    private static final int LONGEST_STRING = Body.MOST_BYTES / 3 * 4 + 4;

    private static final int LEVELS = BodyWriter.LEVELS_IN_ONE * Body.MOST_LEVELS + BodyWriter.LEVELS_IN_SCALAR;

    /** Keys are not kept for the next text: they are the users', who could choose many that are told apart slowly. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(LEVELS)
                    .maxStringLength(LONGEST_STRING)
                    .maxNameLength(LONGEST_STRING)
                    .build())
            .build();

    private final JsonParser parser;
    private final FieldPath path;

    private BodyReader(JsonParser parser, FieldPath path) {
        this.parser = parser;
        this.path = path;
    }

    static Body body(String text) {
        FieldPath path = new FieldPath("the body");
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            return checked(new BodyReader(parser, path).document(), path);
        } catch (StreamConstraintsException tooMuch) {
            throw Refusal.corrupt(path, "is longer or nested deeper than anything in a body can be");
        } catch (JacksonException notJson) {
            throw Refusal.corrupt(path, "is not JSON" + place(notJson));
        }
    }

    private static String place(JacksonException notJson) {
        return notJson.getLocation() == null
                ? ""
                : " at the character " + notJson.getLocation().getCharOffset();
    }

    /** Limits and texts are those of any body. */
    static Body checked(Map<String, @Nullable Object> fields, FieldPath path) {
        try {
            return BodyCopy.taking(fields);
        } catch (HoldfastException refused) {
            throw Refusal.corrupt(path, "is no body: " + refused.failure().sentence());
        }
    }

    private Map<String, @Nullable Object> document() {
        if (!(value(parser.nextToken()) instanceof Map<?, ?> fields)) {
            throw Refusal.corrupt(path, "is not an object with fields");
        }
        if (parser.nextToken() != null) {
            throw Refusal.corrupt(path, "is followed by something else");
        }
        return read(fields);
    }

    /** Every map that was read is one of these. */
    @SuppressWarnings("unchecked")
    static Map<String, @Nullable Object> read(Map<?, ?> fields) {
        return (Map<String, @Nullable Object>) fields;
    }

    private @Nullable Object value(@Nullable JsonToken token) {
        if (token == null) {
            throw Refusal.corrupt(path, "is missing");
        }
        return switch (token) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT -> whole(parser.getString());
            case VALUE_NUMBER_FLOAT -> real(parser.getString());
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw Refusal.corrupt(path, "is not a value of JSON");
        };
    }

    private @Nullable Object object() {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        boolean typed = false;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            path.into(key);
            int before = members.size();
            members.put(key, value(parser.nextToken()));
            if (members.size() == before) {
                throw Refusal.corrupt(path, "stands twice");
            }
            typed |= key.startsWith("$");
            path.out();
        }
        return typed ? new TypedObject(members, path).value() : members;
    }

    private List<@Nullable Object> array() {
        List<@Nullable Object> elements = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            path.into(elements.size());
            elements.add(value(token));
            path.out();
        }
        return elements;
    }

    private Number whole(String digits) {
        try {
            long number = Long.parseLong(digits);
            if ((int) number == number) {
                return (int) number;
            }
            return number;
        } catch (NumberFormatException outOfRange) {
            throw Refusal.corrupt(path, "is a number that needs more than 64 bits");
        }
    }

    private Double real(String digits) {
        try {
            return RealText.of(digits);
        } catch (IllegalArgumentException outOfRange) {
            throw Refusal.corrupt(path, "is a number beyond the range of a double");
        }
    }
}

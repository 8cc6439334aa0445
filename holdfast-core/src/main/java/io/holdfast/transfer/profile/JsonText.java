package io.holdfast.transfer.profile;

import java.math.BigDecimal;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** Whether a text is a JSON document that {@code jsonb} holds without losing anything but layout. */
public final class JsonText {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private JsonText() {}

    /**
     * Whether {@code utf8} is one JSON document without duplicate keys, without NUL characters or half surrogate pairs
     * in its strings, and without numbers beyond 300 digits: what PostgreSQL would refuse or keep only in part.
     */
    public static boolean fitsJsonb(byte[] utf8) {
        boolean byteOrderMark = utf8.length > 0 && utf8[0] == (byte) 0xEF;
        return !byteOrderMark && isOneDocument(utf8);
    }

    private static boolean isOneDocument(byte[] utf8) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), utf8)) {
            int documents = 0;
            int depth = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                documents += depth == 0 && !token.isStructEnd() ? 1 : 0;
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (!fits(parser, token)) {
                    return false;
                }
            }
            return documents == 1;
        } catch (JacksonException notJson) {
            return false;
        }
    }

    private static boolean fits(JsonParser parser, JsonToken token) {
        return switch (token) {
            case PROPERTY_NAME -> isWhole(parser.currentName());
            case VALUE_STRING -> isWhole(parser.getString());
            case VALUE_NUMBER_FLOAT -> isModest(parser.getDecimalValue());
            default -> true;
        };
    }

    private static boolean isModest(BigDecimal number) {
        return Math.abs((long) number.scale()) < 300;
    }

    private static boolean isWhole(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (c == 0 || (Character.isSurrogate(c) && !pair)) {
                return false;
            }
            i += pair ? 1 : 0;
        }
        return true;
    }
}

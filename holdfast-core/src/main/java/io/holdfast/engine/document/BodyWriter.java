package io.holdfast.engine.document;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.io.NumberOutput;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/** Writes what a body holds as {@link BodyText} says. */
final class BodyWriter {
    /** Levels of JSON in one level of a body at most: the object of a code, and the object, list and pair of a map. */
    static final int LEVELS_IN_ONE = 4;

    /** Levels of JSON in a value that is neither map nor list, and some to spare. */
    static final int LEVELS_IN_SCALAR = 8;

    private static final double LEAST_PLAIN = 1e-6;
    private static final double BEYOND_PLAIN = 1e15;

    /** The first moment of the year 10000. */
    private static final Instant BEYOND_DATES = Instant.ofEpochSecond(253_402_300_800L);

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES)
            .streamWriteConstraints(StreamWriteConstraints.builder()
                    .maxNestingDepth(LEVELS_IN_ONE * Body.MOST_LEVELS + LEVELS_IN_SCALAR)
                    .build())
            .build();

    private final JsonGenerator json;

    private BodyWriter(JsonGenerator json) {
        this.json = json;
    }

    /** The text of a value as a body holds it. */
    static String text(@Nullable Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            new BodyWriter(json).value(value);
        }
        return text.toString();
    }

    private void value(@Nullable Object value) {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value instanceof Number number) {
            number(number);
        } else if (value instanceof String text) {
            string(text);
        } else if (value instanceof Instant instant) {
            date(instant);
        } else if (value instanceof Map<?, ?> map) {
            map(map);
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            list.forEach(this::value);
            json.writeEndArray();
        } else {
            extended((Extended) value);
        }
    }

    private void map(Map<?, ?> map) {
        boolean mistakable = map.keySet().stream().anyMatch(key -> ((String) key).startsWith("$"));
        json.writeStartObject();
        if (mistakable) {
            json.writeArrayPropertyStart("$map");
            map.forEach((key, value) -> {
                json.writeStartArray().writeString((String) key);
                value(value);
                json.writeEndArray();
            });
            json.writeEndArray();
        } else {
            map.forEach((key, value) -> {
                json.writeName((String) key);
                value(value);
            });
        }
        json.writeEndObject();
    }

    private void number(Number number) {
        if (number instanceof Double real) {
            real(real);
        } else if (number instanceof Long whole && whole.intValue() == whole) {
            wrapped("$numberLong", whole.toString());
        } else {
            json.writeNumber(number.longValue());
        }
    }

    /** The digits come from Jackson, since those of {@link Double#toString} depend on the version of Java. */
    private void real(double real) {
        String digits = NumberOutput.toString(real, true);
        double amount = Math.abs(real);
        boolean positiveZero = Double.doubleToLongBits(real) == 0;
        if (positiveZero || (amount >= LEAST_PLAIN && amount < BEYOND_PLAIN)) {
            String plain = new BigDecimal(digits).stripTrailingZeros().toPlainString();
            json.writeNumber(plain.indexOf('.') < 0 ? plain + ".0" : plain);
        } else {
            wrapped("$numberDouble", digits);
        }
    }

    private void string(String text) {
        if (Unicode.hasNul(text)) {
            wrapped("$text", Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
        } else {
            json.writeString(text);
        }
    }

    private void date(Instant instant) {
        if (instant.isBefore(Instant.EPOCH) || !instant.isBefore(BEYOND_DATES)) {
            json.writeStartObject().writeName("$date");
            wrapped("$numberLong", Long.toString(instant.toEpochMilli()));
            json.writeEndObject();
        } else {
            wrapped("$date", instant.toString());
        }
    }

    private void extended(Extended value) {
        if (value instanceof Extended.Binary binary) {
            json.writeStartObject().writeObjectPropertyStart("$binary");
            json.writeStringProperty("base64", Base64.getEncoder().encodeToString(binary.bytes()));
            json.writeStringProperty("subType", HexFormat.of().toHexDigits((byte) binary.subtype()));
            json.writeEndObject().writeEndObject();
        } else if (value instanceof Extended.ObjectId id) {
            wrapped("$oid", id.hex());
        } else if (value instanceof Extended.Decimal decimal) {
            wrapped("$numberDecimal", decimal.text());
        } else if (value instanceof Extended.Timestamp timestamp) {
            json.writeStartObject().writeObjectPropertyStart("$timestamp");
            json.writeNumberProperty("t", Integer.toUnsignedLong(timestamp.seconds()));
            json.writeNumberProperty("i", Integer.toUnsignedLong(timestamp.increment()));
            json.writeEndObject().writeEndObject();
        } else if (value instanceof Extended.Regex regex) {
            json.writeStartObject().writeObjectPropertyStart("$regularExpression");
            json.writeStringProperty("pattern", regex.pattern());
            json.writeStringProperty("options", regex.options());
            json.writeEndObject().writeEndObject();
        } else {
            old(value);
        }
    }

    /** The types that programs of today seldom write. */
    private void old(Extended value) {
        json.writeStartObject();
        if (value instanceof Extended.Code code) {
            json.writeName("$code");
            string(code.code());
            Body scope = code.scope();
            if (scope != null) {
                json.writeName("$scope");
                map(scope.fields());
            }
        } else if (value instanceof Extended.Symbol symbol) {
            json.writeName("$symbol");
            string(symbol.name());
        } else if (value instanceof Extended.DbPointer pointer) {
            json.writeObjectPropertyStart("$dbPointer").writeName("$ref");
            string(pointer.namespace());
            json.writeName("$id");
            wrapped("$oid", pointer.id().hex());
            json.writeEndObject();
        } else if (value == Extended.Marker.UNDEFINED) {
            json.writeBooleanProperty("$undefined", true);
        } else {
            json.writeNumberProperty(value == Extended.Marker.MIN_KEY ? "$minKey" : "$maxKey", 1);
        }
        json.writeEndObject();
    }

    private void wrapped(String name, String text) {
        json.writeStartObject().writeStringProperty(name, text).writeEndObject();
    }
}

package io.holdfast.mongodb.document;

import io.holdfast.engine.document.Body;
import io.holdfast.engine.document.Extended;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDbPointer;
import org.bson.BsonDecimal128;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonJavaScript;
import org.bson.BsonJavaScriptWithScope;
import org.bson.BsonMaxKey;
import org.bson.BsonMinKey;
import org.bson.BsonNull;
import org.bson.BsonObjectId;
import org.bson.BsonRegularExpression;
import org.bson.BsonString;
import org.bson.BsonSymbol;
import org.bson.BsonTimestamp;
import org.bson.BsonUndefined;
import org.bson.BsonValue;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * A body as BSON. A name that begins with a dollar sign means something else to the server in some places, so it is kept with
 * a {@code ~} before it; and so is one that begins with {@code ~}.
 */
final class BodyWriting {
    private static final String ESCAPE = "~";

    private BodyWriting() {}

    static BsonDocument document(Body body) {
        return fields(body.fields());
    }

    private static BsonDocument fields(Map<?, ?> fields) {
        var document = new BsonDocument();
        fields.forEach((key, value) -> document.put(kept(String.valueOf(key)), value(value)));
        return document;
    }

    private static String kept(String name) {
        return name.startsWith("$") || name.startsWith(ESCAPE) ? ESCAPE + name : name;
    }

    /** The name that is kept as {@code kept}. */
    static String name(String kept) {
        return kept.startsWith(ESCAPE) ? kept.substring(ESCAPE.length()) : kept;
    }

    /** The value as BSON keeps it. */
    static BsonValue value(@Nullable Object value) {
        if (value == null) {
            return BsonNull.VALUE;
        }
        if (value instanceof String text) {
            return new BsonString(text);
        }
        if (value instanceof Map<?, ?> inner) {
            return fields(inner);
        }
        if (value instanceof List<?> list) {
            return new BsonArray(list.stream().map(BodyWriting::value).toList());
        }
        return value instanceof Extended extended ? extended(extended) : scalar(value);
    }

    private static BsonValue scalar(Object value) {
        if (value instanceof Integer number) {
            return new BsonInt32(number);
        }
        if (value instanceof Long number) {
            return new BsonInt64(number);
        }
        if (value instanceof Double number) {
            return new BsonDouble(number);
        }
        if (value instanceof Boolean truth) {
            return BsonBoolean.valueOf(truth);
        }
        if (value instanceof Instant time) {
            return new BsonDateTime(time.toEpochMilli());
        }
        throw new IllegalArgumentException("a body holds no " + value.getClass().getSimpleName());
    }

    private static BsonValue extended(Extended value) {
        if (value instanceof Extended.Binary binary) {
            return new BsonBinary((byte) binary.subtype(), binary.bytes());
        }
        if (value instanceof Extended.ObjectId id) {
            return new BsonObjectId(new ObjectId(id.hex()));
        }
        if (value instanceof Extended.Decimal decimal) {
            return new BsonDecimal128(Decimal128.parse(decimal.text()));
        }
        if (value instanceof Extended.Timestamp timestamp) {
            return new BsonTimestamp(timestamp.seconds(), timestamp.increment());
        }
        if (value instanceof Extended.Regex regex) {
            return new BsonRegularExpression(regex.pattern(), regex.options());
        }
        return value instanceof Extended.Code code ? code(code) : rare(value);
    }

    private static BsonValue code(Extended.Code code) {
        Body scope = code.scope();
        return scope == null
                ? new BsonJavaScript(code.code())
                : new BsonJavaScriptWithScope(code.code(), document(scope));
    }

    private static BsonValue rare(Extended value) {
        if (value instanceof Extended.Symbol symbol) {
            return new BsonSymbol(symbol.name());
        }
        if (value instanceof Extended.DbPointer pointer) {
            return new BsonDbPointer(
                    pointer.namespace(), new ObjectId(pointer.id().hex()));
        }
        if (value instanceof Extended.Marker marker) {
            return switch (marker) {
                case MIN_KEY -> new BsonMinKey();
                case MAX_KEY -> new BsonMaxKey();
                case UNDEFINED -> new BsonUndefined();
            };
        }
        throw new IllegalArgumentException("a body holds no " + value.getClass().getSimpleName());
    }
}

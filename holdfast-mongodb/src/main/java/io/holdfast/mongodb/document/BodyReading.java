package io.holdfast.mongodb.document;

import io.holdfast.engine.document.Body;
import io.holdfast.engine.document.Extended;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonDbPointer;
import org.bson.BsonDocument;
import org.bson.BsonJavaScriptWithScope;
import org.bson.BsonRegularExpression;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/** BSON as a body. */
final class BodyReading {
    private final UnaryOperator<String> names;

    /** One that gives fields the name that {@code names} makes of their key. */
    private BodyReading(UnaryOperator<String> names) {
        this.names = names;
    }

    /**
     * The body that {@link BodyWriting} has written as {@code document}.
     *
     * @throws io.holdfast.error.HoldfastException if it is none that Holdfast keeps
     */
    static Body body(BsonDocument document) {
        return new BodyReading(BodyWriting::name).read(document);
    }

    /**
     * The body that holds {@code document}, which was written by anybody, as it is.
     *
     * @throws io.holdfast.error.HoldfastException if there is none
     */
    static Body original(BsonDocument document) {
        return new BodyReading(UnaryOperator.identity()).read(document);
    }

    private Body read(BsonDocument document) {
        return Body.of(fields(document));
    }

    private Map<String, @Nullable Object> fields(BsonDocument document) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        document.forEach((key, value) -> fields.put(names.apply(key), value(value)));
        return fields;
    }

    private @Nullable Object value(BsonValue value) {
        return switch (value.getBsonType()) {
            case NULL -> null;
            case STRING -> value.asString().getValue();
            case INT32 -> value.asInt32().getValue();
            case INT64 -> value.asInt64().getValue();
            case DOUBLE -> value.asDouble().getValue();
            case BOOLEAN -> value.asBoolean().getValue();
            case DATE_TIME -> Instant.ofEpochMilli(value.asDateTime().getValue());
            case DOCUMENT -> fields(value.asDocument());
            case ARRAY -> list(value.asArray());
            default -> extended(value);
        };
    }

    private List<@Nullable Object> list(BsonArray array) {
        List<@Nullable Object> list = new ArrayList<>(array.size());
        array.forEach(each -> list.add(value(each)));
        return list;
    }

    private Extended extended(BsonValue value) {
        return switch (value.getBsonType()) {
            case BINARY -> binary(value.asBinary());
            case OBJECT_ID ->
                new Extended.ObjectId(value.asObjectId().getValue().toHexString());
            case DECIMAL128 ->
                new Extended.Decimal(value.asDecimal128().getValue().toString());
            case TIMESTAMP -> timestamp(value.asTimestamp());
            case REGULAR_EXPRESSION -> regex(value.asRegularExpression());
            case JAVASCRIPT -> new Extended.Code(value.asJavaScript().getCode(), null);
            case JAVASCRIPT_WITH_SCOPE -> code(value.asJavaScriptWithScope());
            case SYMBOL -> new Extended.Symbol(value.asSymbol().getSymbol());
            case DB_POINTER -> pointer(value.asDBPointer());
            case MIN_KEY -> Extended.Marker.MIN_KEY;
            case MAX_KEY -> Extended.Marker.MAX_KEY;
            case UNDEFINED -> Extended.Marker.UNDEFINED;
            default -> throw new IllegalArgumentException("BSON has no value of type " + value.getBsonType());
        };
    }

    private static Extended binary(BsonBinary binary) {
        return new Extended.Binary(Byte.toUnsignedInt(binary.getType()), binary.getData());
    }

    private static Extended timestamp(BsonTimestamp timestamp) {
        return new Extended.Timestamp(timestamp.getTime(), timestamp.getInc());
    }

    private static Extended regex(BsonRegularExpression regex) {
        return new Extended.Regex(regex.getPattern(), regex.getOptions());
    }

    private Extended code(BsonJavaScriptWithScope code) {
        return new Extended.Code(code.getCode(), read(code.getScope()));
    }

    private static Extended pointer(BsonDbPointer pointer) {
        return new Extended.DbPointer(
                pointer.getNamespace(), new Extended.ObjectId(pointer.getId().toHexString()));
    }
}

package io.holdfast.mongodb.migration;

import com.mongodb.MongoCommandException;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import io.holdfast.engine.HistoryLines;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;

/** The lines of a history as documents, whose id is their place. */
final class LineCollection implements HistoryLines {
    private static final String PLACE = "_id";
    private static final int THERE_ALREADY = 48;

    private final Channel channel;
    private final Supplier<Lease> lease;
    private final String name;

    LineCollection(Channel channel, Supplier<Lease> lease, String name) {
        this.channel = channel;
        this.lease = lease;
        this.name = name;
    }

    @Override
    public boolean exist() {
        return channel.database().listCollectionNames().into(new ArrayList<>()).contains(name);
    }

    /** Beside any transaction: not every server makes collections in one. */
    @Override
    public void make() {
        try {
            channel.aside(new BsonDocument("create", new BsonString(name)));
        } catch (MongoCommandException refused) {
            if (refused.getErrorCode() != THERE_ALREADY) {
                throw refused;
            }
        }
    }

    @Override
    public List<Line> all() {
        List<Line> lines = new ArrayList<>();
        for (BsonDocument line : channel.collection(name)
                .find()
                .projection(Projections.exclude(CONTENT))
                .sort(Sorts.ascending(PLACE))) {
            Map<String, Object> values = new HashMap<>();
            line.forEach((key, value) -> {
                if (!key.equals(PLACE) && plain(value) != NONE) {
                    values.put(key, plain(value));
                }
            });
            lines.add(new Line(line.getNumber(PLACE).intValue(), values));
        }
        return lines;
    }

    private static final Object NONE = new Object();

    /** Of other types a runner writes nothing. */
    private static Object plain(BsonValue value) {
        return switch (value.getBsonType()) {
            case STRING -> value.asString().getValue();
            case INT32 -> value.asInt32().getValue();
            case INT64 -> value.asInt64().getValue();
            case DOUBLE -> (long) value.asDouble().getValue();
            default -> NONE;
        };
    }

    private static BsonDocument values(Map<String, Object> values) {
        var document = new BsonDocument();
        values.forEach((key, value) -> document.append(key, bson(value)));
        return document;
    }

    private static BsonValue bson(Object value) {
        if (value instanceof Integer number) {
            return new BsonInt32(number);
        }
        return value instanceof Long number ? new BsonInt64(number) : new BsonString((String) value);
    }

    @Override
    public String content(int place) {
        BsonDocument line =
                channel.collection(name).find(Filters.eq(PLACE, place)).first();
        return line == null ? "" : line.getString(CONTENT, new BsonString("")).getValue();
    }

    @Override
    public void add(Line line) {
        var document = new BsonDocument(PLACE, new BsonInt32(line.place()));
        document.putAll(values(line.values()));
        lease.get().fence(channel::run);
        channel.run(
                new BsonDocument("insert", new BsonString(name)).append("documents", new BsonArray(List.of(document))));
    }

    @Override
    public boolean change(Line line, Map<String, Object> expected) {
        BsonDocument query = values(expected).append(PLACE, new BsonInt32(line.place()));
        BsonDocument update = new BsonDocument("q", query).append("u", new BsonDocument("$set", values(line.values())));
        lease.get().fence(channel::run);
        BsonDocument answer = channel.run(
                new BsonDocument("update", new BsonString(name)).append("updates", new BsonArray(List.of(update))));
        return answer.getNumber("n", new BsonInt32(0)).intValue() > 0;
    }

    @Override
    public void remove(int place) {
        BsonDocument delete =
                new BsonDocument("q", new BsonDocument(PLACE, new BsonInt32(place))).append("limit", new BsonInt32(1));
        lease.get().fence(channel::run);
        channel.run(new BsonDocument("delete", new BsonString(name)).append("deletes", new BsonArray(List.of(delete))));
    }
}

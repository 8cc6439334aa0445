package io.holdfast.mongodb.document;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.holdfast.engine.Original;
import io.holdfast.engine.Originals;
import io.holdfast.engine.Session;
import io.holdfast.engine.document.Body;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonMaxKey;
import org.bson.BsonMinKey;
import org.bson.BsonNull;
import org.bson.BsonType;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.conversions.Bson;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;

/**
 * Collections in the order of the type of their ids, and of the ids within a type. A comparison of MongoDB finds only ids of
 * the type that it compares with, so each type is gone through by itself. A key is the id in canonical Extended JSON.
 */
public final class MongodbOriginals implements Originals {
    private static final String ID = "_id";
    private static final int AT_ONCE = 100;
    private static final BsonDocumentCodec CODEC = new BsonDocumentCodec();
    private static final JsonWriterSettings EVERY_TYPE =
            JsonWriterSettings.builder().outputMode(JsonMode.EXTENDED).build();

    /** An id can be of any of them but a list, a regular expression and what is deprecated as undefined. */
    private static final List<BsonType> TYPES = List.of(
            BsonType.MIN_KEY,
            BsonType.NULL,
            BsonType.INT32,
            BsonType.INT64,
            BsonType.DOUBLE,
            BsonType.DECIMAL128,
            BsonType.STRING,
            BsonType.SYMBOL,
            BsonType.DOCUMENT,
            BsonType.BINARY,
            BsonType.OBJECT_ID,
            BsonType.BOOLEAN,
            BsonType.DATE_TIME,
            BsonType.TIMESTAMP,
            BsonType.JAVASCRIPT,
            BsonType.JAVASCRIPT_WITH_SCOPE,
            BsonType.DB_POINTER,
            BsonType.MAX_KEY);

    /** Of these types there is one value only. */
    private static final Map<BsonType, BsonValue> ONLY = Map.of(
            BsonType.MIN_KEY, new BsonMinKey(), BsonType.NULL, BsonNull.VALUE, BsonType.MAX_KEY, new BsonMaxKey());

    private final Function<Session, MongoDatabase> databases;

    /** Those in the database that {@code databases} gives for a session. */
    public MongodbOriginals(Function<Session, MongoDatabase> databases) {
        this.databases = databases;
    }

    @Override
    public long count(Session session, String collection) {
        MongoDatabase database = databases.apply(session);
        List<String> there = database.listCollectionNames().into(new ArrayList<>());
        if (!there.contains(collection)) {
            throw Failure.of(ErrorKind.NOT_FOUND, "there is no collection called %s".formatted(collection))
                    .withHint(there.isEmpty() ? "check the name of the database" : "there are: " + joined(there))
                    .exception();
        }
        return database.getCollection(collection).countDocuments();
    }

    private static String joined(List<String> names) {
        return String.join(", ", names.stream().sorted().toList());
    }

    @Override
    public List<Original> page(Session session, String collection, Optional<String> after, PageSize size) {
        MongoCollection<RawBsonDocument> all =
                databases.apply(session).getCollection(collection, RawBsonDocument.class);
        Optional<BsonValue> last = after.map(key -> BsonDocument.parse(key).get(ID));
        int first = last.map(id -> TYPES.indexOf(id.getBsonType())).orElse(0);
        Page page = new Page(size);
        for (int type = first; type < TYPES.size() && !page.isFull(); type++) {
            BsonType of = TYPES.get(type);
            Optional<BsonValue> begun = last.filter(id -> id.getBsonType() == of);
            if (!ONLY.containsKey(of)) {
                Bson ids = Filters.type(ID, of);
                page.read(all, begun.map(id -> Filters.and(ids, behind(id))).orElse(ids));
            } else if (begun.isEmpty()) {
                page.read(all, Filters.eq(ID, ONLY.get(of)));
            }
        }
        return List.copyOf(page.read);
    }

    /** Not a number comes before all numbers, and is compared with none. */
    private static Bson behind(BsonValue last) {
        boolean isNoNumber = last instanceof BsonDouble number && Double.isNaN(number.getValue());
        return isNoNumber ? Filters.gte(ID, Double.NEGATIVE_INFINITY) : Filters.gt(ID, last);
    }

    /** What was read for one page. */
    private static final class Page {
        private final PageSize size;
        private final List<Original> read = new ArrayList<>();
        private long bytes;

        Page(PageSize size) {
            this.size = size;
        }

        boolean isFull() {
            return read.size() >= size.documents() || bytes >= size.bytes();
        }

        void read(MongoCollection<RawBsonDocument> all, Bson meant) {
            try (MongoCursor<RawBsonDocument> cursor = all.find(meant)
                    .sort(Sorts.ascending(ID))
                    .limit(size.documents() - read.size())
                    .batchSize(AT_ONCE)
                    .iterator()) {
                while (!isFull() && cursor.hasNext()) {
                    RawBsonDocument document = cursor.next();
                    read.add(original(document));
                    bytes += document.getByteBuffer().remaining();
                }
            }
        }
    }

    /** {@code document} as it is read. */
    static Original original(RawBsonDocument document) {
        BsonDocument plain = document.decode(CODEC);
        String key = new BsonDocument(ID, document.get(ID)).toJson(EVERY_TYPE);
        try {
            Body body = BodyReading.original(plain);
            return body.bytes() == document.getByteBuffer().remaining()
                    ? Original.of(key, body)
                    : Original.unreadable(key, "a name stands twice in it");
        } catch (HoldfastException refused) {
            return Original.unreadable(key, refused.failure().sentence());
        }
    }
}

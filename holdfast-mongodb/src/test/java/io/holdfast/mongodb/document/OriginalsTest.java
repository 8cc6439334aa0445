package io.holdfast.mongodb.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.holdfast.engine.Original;
import io.holdfast.engine.Originals.PageSize;
import io.holdfast.engine.Session;
import io.holdfast.engine.document.Body;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonMaxKey;
import org.bson.BsonMinKey;
import org.bson.BsonNull;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** DOC-11: a collection of documents of any shape, with ids of any type, is read page by page, each document once. */
final class OriginalsTest {
    private static final Session NO_SESSION = new Session() {
        @Override
        public boolean ping(Duration timeout) {
            return true;
        }

        @Override
        public void close() {}
    };

    @Test
    @Tag("docgw")
    void idsOfEveryTypeAreReadOnce() {
        String address = System.getenv("HOLDFAST_TEST_MONGODB_URI");
        assertThat(address).as("HOLDFAST_TEST_MONGODB_URI").isNotBlank();
        try (MongoClient client = MongoClients.create(address)) {
            MongoDatabase database = client.getDatabase(
                    "holdfast_" + UUID.randomUUID().toString().substring(0, 8));
            try {
                check(database, ids());
            } finally {
                database.drop();
            }
        }
    }

    private static List<BsonValue> ids() {
        List<BsonValue> ids =
                new ArrayList<>(List.of(new BsonMinKey(), new BsonMaxKey(), BsonNull.VALUE, new BsonTimestamp(7, 8)));
        for (int i = 0; i < 12; i++) {
            ids.add(new BsonInt32(i * 10));
            ids.add(new BsonInt64(i * 10L + 1));
            ids.add(new BsonDouble(i * 10 + 2.5));
            ids.add(new BsonString("text \"" + i));
            ids.add(new BsonObjectId(new ObjectId()));
            ids.add(new BsonDateTime(1_000_000L * i));
            ids.add(new BsonDocument("user", new BsonInt32(i)).append("day", new BsonString("d" + i)));
            ids.add(new BsonBinary(UUID.randomUUID()));
        }
        ids.add(BsonBoolean.TRUE);
        ids.add(BsonBoolean.FALSE);
        return ids;
    }

    private static void check(MongoDatabase database, List<BsonValue> ids) {
        var collection = database.getCollection("users", BsonDocument.class);
        List<Body> expected = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            BsonDocument document = new BsonDocument("_id", ids.get(i))
                    .append("n", new BsonInt32(i))
                    .append("~$kept", new BsonArray(List.of(new BsonString("ü"), new BsonDouble(i / 2.0))));
            collection.insertOne(document);
            expected.add(BodyReading.original(document));
        }
        MongodbOriginals originals = new MongodbOriginals(session -> database);

        assertThat(originals.count(NO_SESSION, "users")).isEqualTo(ids.size());
        for (int size : new int[] {1, 7, 1000}) {
            assertThat(all(originals, new PageSize(size, 1 << 20))).containsExactlyInAnyOrderElementsOf(expected);
        }
        assertThat(originals.page(NO_SESSION, "users", Optional.empty(), new PageSize(1000, 1)))
                .as("no more than one document above so many bytes")
                .hasSize(1);
        assertThat(catchThrowableOfType(HoldfastException.class, () -> originals.count(NO_SESSION, "absent"))
                        .kind())
                .isEqualTo(ErrorKind.NOT_FOUND);
    }

    private static List<Body> all(MongodbOriginals originals, PageSize size) {
        List<Body> all = new ArrayList<>();
        Optional<String> after = Optional.empty();
        while (true) {
            List<Original> page = originals.page(NO_SESSION, "users", after, size);
            if (page.isEmpty()) {
                return all;
            }
            assertThat(page).hasSizeLessThanOrEqualTo(size.documents());
            page.forEach(each -> all.add(each.body().orElseThrow()));
            after = Optional.of(page.get(page.size() - 1).key());
        }
    }

    @Test
    void aNameThatStandsTwiceIsNotLostUnseen() {
        byte[] twice = {
            26, 0, 0, 0, 0x10, '_', 'i', 'd', 0, 1, 0, 0, 0, 0x10, 'a', 0, 1, 0, 0, 0, 0x10, 'a', 0, 2, 0, 0, 0, 0
        };
        twice[0] = (byte) twice.length;
        Original original = MongodbOriginals.original(new RawBsonDocument(twice));
        assertThat(original.body()).isEmpty();
        assertThat(original.problem()).isEqualTo("a name stands twice in it");
        assertThat(original.key()).isEqualTo("{\"_id\": {\"$numberInt\": \"1\"}}");
    }

    @Test
    void namesAreTakenAsTheyAre() {
        BsonDocument document = new BsonDocument("~a", new BsonInt32(1)).append("$b", new BsonInt32(2));
        assertThat(BodyReading.original(document)).isEqualTo(Body.of(Map.of("~a", 1, "$b", 2)));
    }
}

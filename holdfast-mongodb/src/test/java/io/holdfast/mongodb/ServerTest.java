package io.holdfast.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.CreateCollectionOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ValidationOptions;
import io.holdfast.config.DatabaseUrl;
import io.holdfast.config.Endpoint;
import io.holdfast.engine.Engine;
import io.holdfast.engine.Session;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.Phase;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** CON-3, ERR-2, CFG-6: a replica set that {@code HOLDFAST_TEST_MONGODB_URI} names. */
@Tag("docgw")
final class ServerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Engine engine = new MongodbEngine();

    private static String address() {
        String address = System.getenv("HOLDFAST_TEST_MONGODB_URI");
        assertThat(address).as("HOLDFAST_TEST_MONGODB_URI").isNotBlank();
        return address;
    }

    private static Endpoint endpoint() {
        DatabaseUrl url = DatabaseUrl.parse(address()).url();
        return Endpoint.at(
                "test",
                new DatabaseUrl("mongodb", false, url.host(), url.port(), "holdfast_test", url.parameters())
                        .toString());
    }

    private Failure failing(Runnable work) {
        return engine.classify(catchThrowable(work::run), Phase.BODY);
    }

    @Test
    void theFactsTellTheDeployment() throws Exception {
        try (Session session = engine.open(endpoint(), PATIENCE)) {
            Map<String, Engine.Fact> facts = new TreeMap<>();
            engine.facts(session, endpoint()).forEach(fact -> facts.put(fact.name(), fact));

            assertThat(facts.get("deployment").value()).startsWith("replica set ");
            assertThat(facts.get("role").value()).isEqualTo("primary");
            assertThat(facts.get("transactions").value()).isEqualTo("yes");
            assertThat(facts.get("document-limit").value()).isEqualTo("16 MiB");
            assertThat(facts.get("clock").value()).isEqualTo("as here");
            assertThat(facts.values()).extracting(Engine.Fact::level).containsOnly(Engine.Level.OK);
        }
    }

    @Test
    void whatTheServerRefusesIsSorted() {
        try (MongoClient client = MongoClients.create(address())) {
            var database = client.getDatabase("holdfast_test");
            database.drop();
            database.createCollection(
                    "people",
                    new CreateCollectionOptions()
                            .validationOptions(new ValidationOptions().validator(Filters.type("email", "string"))));
            MongoCollection<Document> people = database.getCollection("people");
            people.createIndex(
                    Indexes.ascending("email"), new IndexOptions().unique(true).name("by_email"));
            people.insertOne(new Document("_id", 1).append("email", "ada@example.org"));

            Failure there = failing(() -> people.insertOne(new Document("_id", 2).append("email", "ada@example.org")));
            assertThat(there.kind()).isEqualTo(ErrorKind.UNIQUE_VIOLATION);
            assertThat(there.sentence()).doesNotContain("ada@example.org");
            assertThat(failing(() -> people.insertOne(new Document("_id", 3).append("email", 5)))
                            .kind())
                    .isEqualTo(ErrorKind.CHECK_VIOLATION);
            assertThat(failing(() -> database.createCollection("people")).kind())
                    .isEqualTo(ErrorKind.ALREADY_EXISTS);
            assertThat(failing(() -> database.runCommand(new Document("noSuchCommand", 1)))
                            .kind())
                    .isEqualTo(ErrorKind.UNSUPPORTED);
        }
    }

    @Test
    void aReplicaSetOfAnotherNameIsNotReached() {
        Endpoint other =
                Endpoint.at("test", endpoint().url().toString().replaceAll("replicaSet=[^&]+", "replicaSet=another"));

        Failure failure =
                engine.classify(catchThrowable(() -> engine.open(other, Duration.ofSeconds(2))), Phase.CONNECT);

        assertThat(failure.kind()).isEqualTo(ErrorKind.CONNECTION);
    }
}

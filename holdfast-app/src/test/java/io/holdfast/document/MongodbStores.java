package io.holdfast.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.holdfast.config.DatabaseUrl;
import io.holdfast.config.Endpoint;
import io.holdfast.engine.Engine;
import io.holdfast.engine.Engines;
import io.holdfast.engine.Session;
import io.holdfast.engine.document.CollectionModel;
import io.holdfast.engine.document.DocumentStore;
import java.time.Duration;
import java.util.UUID;
import org.bson.Document;

/** Stores in a database of its own, of the replica set that {@code HOLDFAST_TEST_MONGODB_URI} names. */
final class MongodbStores implements Stores {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Engine engine = Engines.onClassPath().named("mongodb");
    private final MongoClient plain;
    private final MongoDatabase database;
    private final Session session;

    private MongodbStores(String address) throws Exception {
        String name = "holdfast_" + UUID.randomUUID().toString().substring(0, 8);
        DatabaseUrl url = DatabaseUrl.parse(address).url();
        plain = MongoClients.create(address);
        database = plain.getDatabase(name);
        session = engine.open(
                Endpoint.at(
                        "documents",
                        new DatabaseUrl("mongodb", false, url.host(), url.port(), name, url.parameters()).toString()),
                PATIENCE);
    }

    static MongodbStores fresh() throws Exception {
        String address = System.getenv("HOLDFAST_TEST_MONGODB_URI");
        assertThat(address).as("HOLDFAST_TEST_MONGODB_URI").isNotBlank();
        return new MongodbStores(address);
    }

    @Override
    public DocumentStore store(CollectionModel collection) {
        return engine.documentStores().orElseThrow().store(session, "documents", collection);
    }

    @Override
    public void refusePoison(String collection) {
        database.runCommand(new Document("collMod", collection)
                .append("validator", new Document("body.poison", new Document("$exists", false))));
    }

    @Override
    public void close() {
        session.close();
        database.drop();
        plain.close();
    }
}

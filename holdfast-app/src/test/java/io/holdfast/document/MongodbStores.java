package io.holdfast.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import io.holdfast.config.DatabaseUrl;
import io.holdfast.config.Endpoint;
import io.holdfast.database.Database;
import io.holdfast.engine.document.CollectionModel;
import io.holdfast.engine.document.DocumentStore;
import java.nio.file.Path;
import java.util.UUID;
import org.bson.Document;

/** Stores in a database of its own, of the replica set that {@code HOLDFAST_TEST_MONGODB_URI} names. */
final class MongodbStores implements Stores {
    private final Database database;
    private final MongoDatabase plain;

    private MongodbStores(Database database) {
        this.database = database;
        this.plain = database.client(MongoClient.class)
                .getDatabase(database.config().url().path());
    }

    static MongodbStores fresh(Path folder) {
        return new MongodbStores(Place.open(folder, place()));
    }

    /** A database that nobody else uses. */
    static Endpoint place() {
        String address = System.getenv("HOLDFAST_TEST_MONGODB_URI");
        assertThat(address).as("HOLDFAST_TEST_MONGODB_URI").isNotBlank();
        DatabaseUrl url = DatabaseUrl.parse(address).url();
        String name = "holdfast_" + UUID.randomUUID().toString().substring(0, 8);
        return Endpoint.at(
                "documents",
                new DatabaseUrl("mongodb", false, url.host(), url.port(), name, url.parameters()).toString());
    }

    @Override
    public DocumentStore store(CollectionModel collection) {
        return Documents.store(database, collection);
    }

    @Override
    public void refusePoison(String collection) {
        plain.runCommand(new Document("collMod", collection)
                .append("validator", new Document("body.poison", new Document("$exists", false))));
    }

    @Override
    public void close() {
        plain.drop();
        database.close();
    }
}

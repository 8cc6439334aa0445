package io.holdfast.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.holdfast.config.DatabaseUrl;
import io.holdfast.config.Endpoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import org.bson.Document;

/** A database of its own on the replica set that {@code HOLDFAST_TEST_MONGODB_URI} names, and a folder of migrations. */
final class MongodbPlace implements AutoCloseable {
    private final MongoClient plain;
    private final MongoDatabase database;
    private final Fixture app;

    private MongodbPlace(Path folder, String address) {
        String name = "holdfast_mig_" + UUID.randomUUID().toString().substring(0, 8);
        DatabaseUrl url = DatabaseUrl.parse(address).url();
        this.plain = MongoClients.create(address);
        this.database = plain.getDatabase(name);
        String place = new DatabaseUrl("mongodb", false, url.host(), url.port(), name, url.parameters()).toString();
        this.app = Fixture.at(folder, Endpoint.at("app", place));
    }

    static MongodbPlace in(Path folder) {
        String address = System.getenv("HOLDFAST_TEST_MONGODB_URI");
        assertThat(address).as("HOLDFAST_TEST_MONGODB_URI").isNotBlank();
        return new MongodbPlace(folder, address);
    }

    Fixture app() {
        return app;
    }

    MongoDatabase database() {
        return database;
    }

    /** The history, a line for each: kind, version or name, and state. */
    List<String> history() {
        List<String> lines = new ArrayList<>();
        for (Document line :
                database.getCollection("holdfast_schema_history").find().sort(new Document("_id", 1))) {
            String title = line.get("version") == null ? line.getString("name") : line.getString("version");
            lines.add("%s %s %s".formatted(line.getString("kind"), title, line.getString("state")));
        }
        return lines;
    }

    /** The collections that are not Holdfast's. */
    List<String> collections() {
        return new TreeSet<>(database.listCollectionNames().into(new ArrayList<>()))
                .stream().filter(name -> !name.startsWith("holdfast_")).toList();
    }

    List<Document> documents(String collection) {
        return database.getCollection(collection)
                .find()
                .sort(new Document("_id", 1))
                .into(new ArrayList<>());
    }

    List<String> indexes(String collection) {
        return database.getCollection(collection)
                .listIndexes()
                .map(index -> index.getString("name"))
                .into(new ArrayList<>());
    }

    /** As if its ten seconds were over. */
    void endLease() {
        database.getCollection("holdfast_migration_lock")
                .updateOne(
                        new Document("_id", "holdfast_schema_history"),
                        new Document("$set", new Document("until", new Date(0))));
    }

    @Override
    public void close() {
        database.drop();
        plain.close();
    }
}

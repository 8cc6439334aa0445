package io.holdfast.app.mongodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import io.holdfast.config.ConfigLoader;
import io.holdfast.config.DatabaseConfig;
import io.holdfast.config.DatabaseUrl;
import io.holdfast.database.Database;
import io.holdfast.engine.Engines;
import io.holdfast.event.Events;
import io.holdfast.resilience.Time;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bson.Document;

/**
 * A database of its own at the replica set that {@code HOLDFAST_TEST_MONGODB_URI} names, and a plain client of the driver
 * beside it, to arrange and to look.
 */
final class Opened implements AutoCloseable {
    private final MongoClient beside;
    private final String name = "holdfast_" + UUID.randomUUID().toString().substring(0, 8);
    private final DatabaseUrl url;

    Opened() {
        String address = System.getenv("HOLDFAST_TEST_MONGODB_URI");
        assertThat(address).as("HOLDFAST_TEST_MONGODB_URI").isNotBlank();
        url = DatabaseUrl.parse(address).url();
        beside = MongoClients.create(address);
    }

    int port() {
        return url.port();
    }

    /** Its address at another port, where somebody stands before the server. */
    String at(int port) {
        return "mongodb://127.0.0.1:%d/%s?directConnection=true".formatted(port, name);
    }

    String address() {
        return at(port());
    }

    /** How {@code address} is declared, with {@code settings}, key and value in turn. */
    static DatabaseConfig declared(Path folder, String address, String... settings) {
        Map<String, String> flags = new LinkedHashMap<>();
        flags.put("home", folder.resolve("home").toString());
        flags.put("databases.app.url", address);
        for (int i = 0; i < settings.length; i += 2) {
            flags.put("databases.app." + settings[i], settings[i + 1]);
        }
        return ConfigLoader.withoutFile(folder)
                .withFlags(flags)
                .load()
                .config()
                .databases()
                .get("app");
    }

    static Database open(DatabaseConfig config, Events events) {
        return Database.open(config, Engines.onClassPath().named("mongodb"), Time.real(), events);
    }

    Database open(Path folder, String... settings) {
        return open(declared(folder, address(), settings), new Events());
    }

    /** The things of it, through {@code database}. */
    MongoCollection<Document> things(Database database) {
        return database.client(MongoClient.class).getDatabase(name).getCollection("things");
    }

    /** The things of it, as they are. */
    MongoCollection<Document> things() {
        return plain().getCollection("things");
    }

    MongoDatabase plain() {
        return beside.getDatabase(name);
    }

    MongoDatabase admin() {
        return beside.getDatabase("admin");
    }

    /** Has the next {@code command} fail as {@code data} says. */
    void failOnce(String command, Document data) {
        admin().runCommand(new Document("configureFailPoint", "failCommand")
                .append("mode", new Document("times", 1))
                .append("data", data.append("failCommands", List.of(command))));
    }

    @Override
    public void close() {
        admin().runCommand(new Document("configureFailPoint", "failCommand").append("mode", "off"));
        plain().drop();
        beside.close();
    }
}

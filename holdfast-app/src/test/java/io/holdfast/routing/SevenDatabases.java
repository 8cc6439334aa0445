package io.holdfast.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.holdfast.app.migrate.NewMigration;
import io.holdfast.config.ConfigLoader;
import io.holdfast.config.DatabaseConfig;
import io.holdfast.config.DatabaseUrl;
import io.holdfast.config.Endpoint;
import io.holdfast.database.Database;
import io.holdfast.database.Operation;
import io.holdfast.document.Documents;
import io.holdfast.engine.Engine;
import io.holdfast.engine.Engines;
import io.holdfast.engine.document.Body;
import io.holdfast.engine.document.CollectionModel;
import io.holdfast.engine.document.Envelope;
import io.holdfast.error.ErrorKind;
import io.holdfast.event.Events;
import io.holdfast.resilience.Time;
import io.holdfast.schema.MigrationListener;
import io.holdfast.schema.MigrationOptions;
import io.holdfast.schema.Migrations;
import io.holdfast.testkit.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** The databases with a role, as a test declares them, and what is really in them. */
final class SevenDatabases implements AutoCloseable {
    private final Map<Role, Database> databases = new EnumMap<>(Role.class);
    private final Path folder;

    SevenDatabases(Path folder) {
        this.folder = folder;
    }

    /** All seven in files of {@code folder}. */
    static SevenDatabases inFiles(Path folder) {
        var seven = new SevenDatabases(folder);
        for (Role role : Role.values()) {
            seven.with(role, role.database() + ".db");
        }
        return seven;
    }

    /** All seven on the PostgreSQL of the tests. */
    static SevenDatabases onPostgresql(Path folder) {
        var seven = new SevenDatabases(folder);
        for (Role role : Role.values()) {
            seven.with(role, EmbeddedPostgres.shared().freshDatabase());
        }
        return seven;
    }

    /** All seven on the replica set that the environment names. */
    static SevenDatabases inMongodb(Path folder) {
        String address = System.getenv("HOLDFAST_TEST_MONGODB_URI");
        assertThat(address).as("HOLDFAST_TEST_MONGODB_URI").isNotBlank();
        DatabaseUrl url = DatabaseUrl.parse(address).url();
        String mine = UUID.randomUUID().toString().substring(0, 8);
        var seven = new SevenDatabases(folder);
        for (Role role : Role.values()) {
            String name = "%s_%s".formatted(role.database(), mine);
            var own = new DatabaseUrl("mongodb", false, url.host(), url.port(), name, url.parameters());
            seven.with(role, Endpoint.at("any", own.toString()));
        }
        return seven;
    }

    SevenDatabases with(Role role, String file) {
        Path path = folder.resolve(file);
        try {
            if (Files.notExists(path)) {
                Files.createFile(path);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return with(role, Endpoint.at("any", "sqlite:" + path));
    }

    SevenDatabases with(Role role, Endpoint place) {
        databases.put(role, open(role.declaredName(), place));
        return this;
    }

    private Database open(String name, Endpoint place) {
        Map<String, String> flags = new TreeMap<>();
        String at = "databases." + name;
        flags.put("home", folder.resolve("home").toString());
        flags.put(at + ".url", place.url().toString());
        flags.put(at + ".migrations.locations", scripts(name).toString());
        flags.put(at + ".await", "100ms");
        flags.put(at + ".pool.size", "2");
        flags.put(at + ".pool.min-idle", "0");
        flags.put(at + ".pool.acquire-timeout", "1s");
        place.credentials().ifPresent(known -> {
            flags.put(at + ".user", known.user());
            flags.put(at + ".password", known.password().reveal());
        });
        Map<String, DatabaseConfig> declared = ConfigLoader.withoutFile(folder)
                .withFlags(flags)
                .load()
                .config()
                .databases();
        DatabaseConfig config = declared.values().iterator().next();
        return Database.open(config, Engines.onClassPath().named(place.url().engine()), Time.real(), new Events());
    }

    private Path scripts(String name) {
        return folder.resolve("db").resolve(name);
    }

    /** Writes the migration of the schema of each database. */
    void writeScripts() {
        databases.forEach((role, database) -> {
            Engine engine = Engines.onClassPath().of(database.config().url());
            RoleScript script = RoleScript.of(role, engine, Time.real());
            NewMigration.make(database.config(), "schema", up -> script.up(), up -> script.down());
        });
    }

    /** Brings the schema of each database to {@code version}. */
    void migrate(String version) {
        databases
                .values()
                .forEach(database -> Migrations.of(
                                database.config(),
                                Engines.onClassPath().of(database.config().url()),
                                Time.real(),
                                MigrationListener.SILENT)
                        .to(MigrationOptions.USUAL.to(version).losingData()));
    }

    Map<Role, Database> databases() {
        return databases;
    }

    Database database(Role role) {
        return databases.get(role);
    }

    RoutedStores stores() {
        return RoutedStores.open(databases, RoutingOptions.USUAL);
    }

    void execute(Role role, String sql) {
        database(role).call("prepare-test", session -> {
            try (Statement statement = session.connection().createStatement()) {
                return statement.execute(sql);
            } catch (SQLException failure) {
                throw new AssertionError(failure);
            }
        });
    }

    /** The ids in {@code role}'s table of {@code category}, by nothing but SQL, or the plain client. */
    List<String> ids(Role role, Category category) {
        String table = category.collection();
        if (isMongodb(role)) {
            return plain(role)
                    .getCollection(table)
                    .distinct("_id", String.class)
                    .into(new ArrayList<>());
        }
        return database(role).call(Operation.read("look"), session -> {
            try (Statement statement = session.connection().createStatement();
                    ResultSet rows = statement.executeQuery("select id from " + table)) {
                List<String> ids = new ArrayList<>();
                while (rows.next()) {
                    ids.add(rows.getString(1));
                }
                return ids;
            }
        });
    }

    /** The number of documents of users; fails if one of them, in any state, is where it must not be. */
    int searched() {
        int found = 0;
        for (Role role : databases.keySet()) {
            for (Category category : role.keeps()) {
                List<String> ids = ids(role, category);
                var store = Documents.store(database(role), role.collection(category));
                for (String id : ids) {
                    assertBelongs(role, id, store.get(id).orElseThrow());
                }
                found += ids.size();
            }
        }
        return found;
    }

    private static void assertBelongs(Role role, String id, Envelope envelope) {
        String type = role == Role.EXTERNAL_USERS ? "external" : "internal";
        assertThat(id).as(role.database()).startsWith(type + "_");
        Body body = envelope.body().orElse(Body.of(Map.of("user_type", type, "user_id", id)));
        assertThat(body.at("user_type")).as(role.database()).contains(type);
        assertThat(id).as(role.database()).startsWith((String)
                body.at("user_id").orElseThrow());
    }

    private boolean isMongodb(Role role) {
        return database(role).config().url().engine().equals("mongodb");
    }

    private MongoDatabase plain(Role role) {
        Database database = database(role);
        return database.client(MongoClient.class)
                .getDatabase(database.config().url().path());
    }

    /** Has the collection of {@code model} without what its database is to refuse. */
    void makeWithoutRules(Role role, CollectionModel model) {
        if (isMongodb(role)) {
            plain(role).getCollection(model.name()).drop();
        } else {
            execute(role, "drop table " + model.name());
        }
        Documents.store(database(role), model).ensure();
    }

    /** Has every question to {@code table} of {@code role} fail from now on; the kind of those failures. */
    ErrorKind lose(Role role, String table) {
        if (isMongodb(role)) {
            database(role).close(); // a collection that is gone is made again by the next write
            return ErrorKind.CANCELLED;
        }
        execute(role, "drop table " + table);
        return ErrorKind.NOT_FOUND;
    }

    @Override
    public void close() {
        databases.values().forEach(Database::close);
        databases.keySet().stream().filter(this::isMongodb).forEach(this::drop);
    }

    private void drop(Role role) {
        try (MongoClient beside = MongoClients.create(System.getenv("HOLDFAST_TEST_MONGODB_URI"))) {
            beside.getDatabase(database(role).config().url().path()).drop();
        }
    }
}

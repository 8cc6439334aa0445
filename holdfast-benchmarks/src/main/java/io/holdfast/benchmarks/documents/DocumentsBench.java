package io.holdfast.benchmarks.documents;

import com.mongodb.client.MongoClients;
import io.holdfast.benchmarks.measure.Bench;
import io.holdfast.benchmarks.measure.Declared;
import io.holdfast.benchmarks.measure.Figure;
import io.holdfast.benchmarks.measure.PrivateServer;
import io.holdfast.benchmarks.measure.Run;
import io.holdfast.benchmarks.measure.TemporaryFolder;
import io.holdfast.config.DatabaseUrl;
import io.holdfast.config.Endpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** BEN-1, DOC-1: what a document costs the caller, beside the plain driver of the same engine. */
public final class DocumentsBench implements Bench {
    private static final Path DISK = Path.of("target");
    private static final String REPLICA_SET = "HOLDFAST_TEST_MONGODB_URI";

    /** The bench. */
    public DocumentsBench() {}

    @Override
    public String name() {
        return "documents";
    }

    @Override
    public String summary() {
        return "documents beside the plain driver of each engine (3 min, with --quick half a one)";
    }

    @Override
    public List<Figure> measure(Run run) throws Exception {
        run.note(
                "the time of the caller's processor for each operation, medians of interleaved rounds of 50: a body of about 700"
                        + " bytes of JSON among 2,000; find reads the 20 of a city; change reads and replaces one");
        List<Figure> figures = new ArrayList<>(sqlite(run));
        figures.addAll(postgresql(run));
        String address = System.getenv(REPLICA_SET);
        if (address == null) {
            run.note("MongoDB is left out: %s names no replica set".formatted(REPLICA_SET));
        } else {
            figures.addAll(mongodb(run, address));
        }
        return figures;
    }

    private static List<Figure> sqlite(Run run) throws Exception {
        try (TemporaryFolder folder = TemporaryFolder.in(DISK)) {
            Path file = Files.createFile(folder.path().resolve("app.db"));
            try (Contestant ours = Ours.in(Declared.open(Endpoint.at("bench", "sqlite:" + file)));
                    Contestant plain = plainSqlite(folder.path().resolve("plain.db"))) {
                return new Contest(run, "sqlite", ours, plain).figures();
            }
        }
    }

    /** As durable as ours. */
    private static Contestant plainSqlite(Path file) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        try (Statement statement = connection.createStatement()) {
            statement.execute("pragma journal_mode = wal");
            statement.execute("pragma synchronous = full");
        }
        return new PlainSql(connection, "text", "?");
    }

    private static List<Figure> postgresql(Run run) throws Exception {
        try (PrivateServer server = PrivateServer.start()) {
            Endpoint endpoint = server.database("bench");
            try (Contestant ours = Ours.in(Declared.open(endpoint));
                    Contestant plain = new PlainSql(connection(endpoint), "jsonb", "?::jsonb")) {
                return new Contest(run, "postgresql", ours, plain).figures();
            }
        }
    }

    private static Connection connection(Endpoint endpoint) throws SQLException {
        var login = new Properties();
        endpoint.credentials().ifPresent(known -> {
            login.setProperty("user", known.user());
            login.setProperty("password", known.password().reveal());
        });
        return DriverManager.getConnection("jdbc:" + endpoint.url(), login);
    }

    private static List<Figure> mongodb(Run run, String address) throws Exception {
        String name = "holdfast_bench";
        DatabaseUrl url = DatabaseUrl.parse(address).url();
        Endpoint endpoint = Endpoint.at(
                "bench", new DatabaseUrl("mongodb", false, url.host(), url.port(), name, url.parameters()).toString());
        try (Contestant ours = Ours.in(Declared.open(endpoint));
                Contestant plain = new PlainMongodb(MongoClients.create(address), name)) {
            return new Contest(run, "mongodb", ours, plain).figures();
        }
    }
}

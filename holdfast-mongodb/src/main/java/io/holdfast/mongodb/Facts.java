package io.holdfast.mongodb;

import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoDatabase;
import io.holdfast.config.Endpoint;
import io.holdfast.engine.Engine.Fact;
import io.holdfast.engine.Engine.Level;
import io.holdfast.engine.tls.TlsFacts;
import io.holdfast.mongodb.tls.MongodbServers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;

/** What {@code holdfast check} shows of a MongoDB database; asks nothing for which a user needs a role. */
final class Facts {
    /** More is a clock that somebody should set. */
    private static final Duration FAR_APART = Duration.ofSeconds(2);

    private static final int COMMAND_NOT_FOUND = 59;

    private final MongoDatabase database;
    private final Endpoint endpoint;
    private final List<Fact> facts = new ArrayList<>();

    Facts(MongoDatabase database, Endpoint endpoint) {
        this.database = database;
        this.endpoint = endpoint;
    }

    List<Fact> list() {
        version();
        Instant asked = Instant.now();
        Document hello = hello();
        clock(hello, asked, Instant.now());
        deployment(hello);
        user();
        limits(hello);
        facts.addAll(new TlsFacts(new MongodbServers(), endpoint, Instant.now()).facts());
        return List.copyOf(facts);
    }

    /** Servers before 4.4.2 know the older word for it alone. */
    private Document hello() {
        try {
            return database.runCommand(new Document("hello", 1));
        } catch (MongoCommandException unknown) {
            if (unknown.getErrorCode() != COMMAND_NOT_FOUND) {
                throw unknown;
            }
            return database.runCommand(new Document("isMaster", 1));
        }
    }

    private void ok(String name, String value) {
        facts.add(new Fact(name, value, Level.OK, ""));
    }

    private void version() {
        String version = database.runCommand(new Document("buildInfo", 1)).getString("version");
        ok("version", "MongoDB " + version);
    }

    /** Transactions, and writes that are repeated without being doubled, need a replica set or a sharded cluster. */
    private void deployment(Document hello) {
        String set = hello.getString("setName");
        boolean sharded = "isdbgrid".equals(hello.getString("msg"));
        if (set == null && !sharded) {
            facts.add(new Fact(
                    "deployment",
                    "one server that is no replica set: no transactions, and nothing is repeated by itself",
                    Level.WARNING,
                    "make it a replica set, of one member if need be"));
            return;
        }
        boolean takesWrites = hello.getBoolean("isWritablePrimary", hello.getBoolean("ismaster", false));
        ok("deployment", sharded ? "sharded" : "replica set %s, of %d".formatted(set, members(hello)));
        ok("role", takesWrites ? "primary" : "secondary, takes no writes");
        boolean transactions = hello.get("logicalSessionTimeoutMinutes") != null;
        ok("transactions", transactions ? "yes" : "no");
    }

    private static int members(Document hello) {
        List<String> hosts = hello.getList("hosts", String.class, List.of());
        List<String> passive = hello.getList("passives", String.class, List.of());
        return hosts.size() + passive.size();
    }

    private void user() {
        List<Document> users = asked(
                        new Document("connectionStatus", 1), "user", "use a server that tells who is logged in")
                .map(status -> status.get("authInfo", Document.class))
                .map(info -> info.getList("authenticatedUsers", Document.class, List.of()))
                .orElse(List.of());
        users.forEach(user -> ok("user", "%s of %s".formatted(user.getString("user"), user.getString("db"))));
        Document list = new Document("listCollections", 1).append("nameOnly", true);
        asked(list, "collections", "grant the user the role readWrite on this database")
                .ifPresent(any -> ok("collections", "can be listed"));
    }

    /** What the server answers; if it refuses that, a fact says so. */
    private Optional<Document> asked(Document command, String name, String advice) {
        try {
            return Optional.of(database.runCommand(command));
        } catch (MongoCommandException refused) {
            String why = "the server does not tell (code %d)".formatted(refused.getErrorCode());
            facts.add(new Fact(name, why, Level.WARNING, advice));
            return Optional.empty();
        }
    }

    private void limits(Document hello) {
        Object size = hello.get("maxBsonObjectSize");
        if (size instanceof Number bytes) {
            ok("document-limit", "%d MiB".formatted(bytes.longValue() >> 20));
        }
    }

    /** The server's clock was read between the question and the answer; only what lies outside of that is a difference. */
    private void clock(Document hello, Instant asked, Instant answered) {
        Date local = hello.getDate("localTime");
        if (local == null) {
            return;
        }
        Instant server = local.toInstant();
        Duration behind = Duration.between(server, asked);
        Duration ahead = Duration.between(answered, server);
        Duration apart = behind.compareTo(ahead) > 0 ? behind : ahead;
        boolean near = apart.compareTo(FAR_APART) <= 0;
        facts.add(new Fact(
                "clock",
                near
                        ? "as here"
                        : "%.2f s %s".formatted(apart.toMillis() / 1000.0, behind.isNegative() ? "ahead" : "behind"),
                near ? Level.OK : Level.WARNING,
                near ? "" : "set the clocks of this machine and of the server by the same source (NTP)"));
    }
}

package io.holdfast.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.holdfast.app.output.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CFG-6, ERR-1, CLI-1: what the command does with a MongoDB, and says of what it cannot do with one yet. */
final class MongodbTest {
    private final MongoServer server = new MongoServer(new MemoryBackend());
    private final String url = "mongodb://127.0.0.1:" + server.bind().getPort() + "/app";
    private final Path folder;
    private final Shell shell;

    MongodbTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.shell = new Shell(folder);
        Files.writeString(folder.resolve("holdfast.yaml"), "home: home\ndatabases:\n  app:\n    url: " + url + "\n");
    }

    @AfterEach
    void stop() {
        server.shutdownNow();
    }

    @Test
    void aServerThatIsNoReplicaSetIsFoundWanting() {
        Shell.Result check = shell.run("check");

        assertThat(check.code()).as(check.err()).isEqualTo(ExitCode.FINDING);
        assertThat(check.out())
                .containsPattern("version +MongoDB ")
                .contains("one server that is no replica set")
                .contains("make it a replica set");
        assertThat(check.err()).doesNotContain("Exception");
    }

    @Test
    void documentsAreShownWithoutTheirSecrets() {
        try (MongoClient client = MongoClients.create(url)) {
            client.getDatabase("app")
                    .getCollection("users")
                    .insertOne(new Document("_id", "ada")
                            .append("ver", 3L)
                            .append("st", "LIVE")
                            .append("applied", List.of())
                            .append("bk", 0L)
                            .append("created_at", Date.from(Instant.parse("2026-01-02T03:04:05Z")))
                            .append("body", new Document("visits", 7).append("password", "hunter2")));
        }

        assertThat(shell.run("documents", "count", "app", "users", "--where", "visits=7")
                        .out())
                .isEqualTo("1\n");
        assertThat(shell.run("documents", "find", "app", "users").out())
                .containsPattern("ada +3 +2026-01-02T03:04:05Z")
                .doesNotContain("hunter2");
        Shell.Result get = shell.run("documents", "get", "app", "users", "ada");
        assertThat(get.err()).isEmpty();
        assertThat(get.out()).contains("\"visits\" : 7").doesNotContain("hunter2");
        server.shutdownNow();
        assertThat(shell.run("documents", "get", "app", "users", "ada").code()).isEqualTo(ExitCode.UNREACHABLE);
    }

    @Test
    void aServerThatIsAwayIsUnreachable() {
        server.shutdownNow();

        Shell.Result check = shell.run("check", "--url", url);

        assertThat(check.code()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(check.out() + check.err())
                .contains("no server of the MongoDB deployment that fits could be reached")
                .doesNotContain("Exception");
    }

    @Test
    void anAddressWithoutADatabaseIsRefused() {
        Shell.Result check = shell.run("check", "--url", url.replace("/app", ""));

        assertThat(check.out() + check.err()).contains("the address names no database");
    }

    @Test
    void aCodeIsExplained() {
        assertThat(shell.run("explain", "mongodb:11000").out())
                .contains("DuplicateKey (11000)")
                .contains("there is a document with this key already");
    }

    @Test
    void whatCannotBeDoneYetIsSaid() throws IOException {
        Files.createDirectories(folder.resolve("db"));
        for (String[] command :
                new String[][] {{"migrate", "status"}, {"transfer", "--from", url, "--to", "sqlite:x.db"}}) {
            Shell.Result result = shell.run(command);

            assertThat(result.code()).as(result.out()).isNotEqualTo(ExitCode.DONE);
            assertThat(result.err()).contains("hint:").doesNotContain("Exception");
        }
    }
}

package io.holdfast.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.holdfast.app.output.ExitCode;
import io.holdfast.config.DatabaseUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** MIG-1 to MIG-4, CLI-1, CLI-2: migrations of MongoDB from the command line. */
@Tag("docgw")
final class MigrateMongodbTest {
    private final String name = "holdfast_mig_" + UUID.randomUUID().toString().substring(0, 8);
    private final String address = String.valueOf(System.getenv("HOLDFAST_TEST_MONGODB_URI"));

    @TempDir
    private Path folder;

    private Shell shell;

    @BeforeEach
    void declare() throws IOException {
        assertThat(address).as("HOLDFAST_TEST_MONGODB_URI").startsWith("mongodb");
        shell = new Shell(folder);
        DatabaseUrl url = DatabaseUrl.parse(address).url();
        var place = new DatabaseUrl("mongodb", false, url.host(), url.port(), name, url.parameters());
        Files.createDirectories(folder.resolve("db/app"));
        Files.writeString(
                folder.resolve("holdfast.yaml"),
                "databases:\n  app:\n    url: %s\n    migrations: db/app\n".formatted(place));
        file("V1__orders.json", "[\n  {\"create\": \"orders\", \"validator\": {\"n\": {\"$exists\": true}}}\n]\n");
        file("U1__orders.json", "[{\"drop\": \"orders\"}]\n");
    }

    @AfterEach
    void drop() {
        try (MongoClient plain = MongoClients.create(address)) {
            plain.getDatabase(name).drop();
        }
    }

    private void file(String file, String text) throws IOException {
        Files.writeString(folder.resolve("db/app").resolve(file), text);
    }

    @Test
    void aDatabaseIsMovedForwardAndBack() throws IOException {
        assertThat(shell.run("migrate", "up", "--dry-run").out()).isEqualTo("""
                -- app: 1 to be applied or undone; version now: none

                -- apply V1__orders.json, command by command, not in one transaction
                {"create": "orders", "validator": {"n": {"$exists": true}}}
                """);
        Shell.Result up = shell.run("migrate", "up", "--create");
        assertThat(up.code()).as(up.err()).isEqualTo(ExitCode.DONE);
        assertThat(up.out()).isEqualTo("app: 1 applied, version 1, before none\n");

        Shell.Result fresh = shell.run("migrate", "new", "one order");
        assertThat(fresh.out()).contains("V2__one_order.json", "U2__one_order.json");
        file("V2__one_order.json", "[\n  {\"insert\": \"orders\", \"documents\": [{\"_id\": 1}]}\n]\n");
        Shell.Result refused = shell.run("migrate", "up");
        assertThat(refused.code()).isEqualTo(ExitCode.FAILED);
        assertThat(refused.err())
                .contains("V2__one_order.json:2, command 1 of 1: insert of orders: number 1 of it: ")
                .contains("nothing of this file is left")
                .doesNotContain("Exception");

        file("V2__one_order.json", "[\n  {\"insert\": \"orders\", \"documents\": [{\"_id\": 1, \"n\": 1}]}\n]\n");
        file("U2__one_order.json", "[{\"delete\": \"orders\", \"deletes\": [{\"q\": {\"_id\": 1}, \"limit\": 1}]}]");
        assertThat(shell.run("migrate", "up").code()).isEqualTo(ExitCode.DONE);
        assertThat(shell.run("migrate", "status").out())
                .startsWith("app: version 2, 0 pending\n")
                .containsPattern("2 +one order +applied +yes");
        assertThat(shell.run("migrate", "validate").code()).isEqualTo(ExitCode.DONE);

        Shell.Result losing = shell.run("migrate", "to", "0");
        assertThat(losing.code()).isEqualTo(ExitCode.DECISION);
        assertThat(losing.err()).contains("U2__one_order.json:1: 1 documents of orders", "--allow-data-loss");
        assertThat(shell.run("migrate", "to", "0", "--allow-data-loss").out()).contains("2 undone, version none");
    }
}

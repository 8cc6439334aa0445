package io.holdfast.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.app.output.ExitCode;
import io.holdfast.app.output.Interruption;
import io.holdfast.config.Endpoint;
import io.holdfast.engine.Engines;
import io.holdfast.engine.SqlSession;
import io.holdfast.testkit.CallerThreads;
import io.holdfast.testkit.EmbeddedPostgres;
import io.holdfast.testkit.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** MIG-2, CLI-1, CLI-2, SEC-1: how the command ends that migrates, what it then says, and what it keeps to itself. */
final class MigrateEndsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String SECRET = "s3cret-Pa55";

    private final Path folder;
    private final Shell shell;

    MigrateEndsTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.shell = new Shell(folder);
        Files.createDirectories(folder.resolve("db"));
    }

    private void declare(String url, String... settings) throws IOException {
        String more = settings.length == 0 ? "" : "      " + String.join("\n      ", settings) + "\n";
        Files.writeString(
                folder.resolve("holdfast.yaml"),
                "databases:\n  app:\n    url: %s\n    migrations:\n      locations: db\n%s".formatted(url, more));
    }

    private void file(String name, String text) throws IOException {
        Files.writeString(folder.resolve("db").resolve(name), text);
    }

    private static String ask(Endpoint place, String query) {
        try (var session = (SqlSession) Engines.onClassPath().of(place.url()).open(place, PATIENCE);
                Statement statement = session.connection().createStatement();
                ResultSet answer = statement.executeQuery(query)) {
            return answer.next() ? answer.getString(1) : "";
        } catch (Exception failure) {
            throw new AssertionError(query, failure);
        }
    }

    @Test
    @Scenario(52)
    void eachEndHasItsCode() throws IOException {
        declare("sqlite:app.db");
        file("V1__make.sql", "create table t (n integer);\n");

        assertThat(shell.run("migrate", "up").code()).as("7").isEqualTo(ExitCode.UNREACHABLE);
        assertThat(shell.run("migrate", "sideways").code()).as("2").isEqualTo(ExitCode.USAGE);
        assertThat(shell.run("migrate", "up", "--create").code()).as("0").isEqualTo(ExitCode.DONE);
        assertThat(shell.run("migrate", "status", "--exit-code").code()).as("0").isEqualTo(ExitCode.DONE);
        file("V2__more.sql", "create table u (n integer);\ninsert into nowhere values (1);\n");
        assertThat(shell.run("migrate", "status", "--exit-code").code())
                .as("10")
                .isEqualTo(ExitCode.PENDING);
        assertThat(shell.run("migrate", "validate").code()).as("3").isEqualTo(ExitCode.FINDING);
        assertThat(shell.run("migrate", "up").code()).as("4").isEqualTo(ExitCode.FAILED);
        file("V1__make.sql", "create table t (n bigint);\n");
        assertThat(shell.run("migrate", "up").code()).as("3").isEqualTo(ExitCode.FINDING);
        file("V1__make.sql", "create table t (n integer);\n");
        file("V2__more.sql", "insert into t values (1);\n");
        file("U2__more.sql", "delete from t;\n");
        assertThat(shell.run("migrate", "up").code()).as("0").isEqualTo(ExitCode.DONE);
        assertThat(shell.run("migrate", "down").code()).as("8").isEqualTo(ExitCode.DECISION);
    }

    @Test
    @Scenario({16, 52})
    void whoDoesNotGetTheLockEndsAsBusy() throws Exception {
        Endpoint place = EmbeddedPostgres.shared().freshDatabase();
        declare(Addresses.of(place), "lock-wait: 200ms");
        file("V1__slow.sql", "create table t (n integer);\nselect pg_sleep(600);\n");
        ExecutorService threads = CallerThreads.open();
        var interruption = new Interruption();
        try {
            Future<Shell.Result> slow = threads.submit(() -> shell.run(interruption, "migrate", "up"));
            awaitSleep(place);

            Shell.Result busy = shell.run("migrate", "up");

            assertThat(busy.code()).as(busy.err()).isEqualTo(ExitCode.BUSY);
            assertThat(busy.err()).contains("another runner of migrations is at work", "hint: ");
            interruption.request();
            slow.get(30, TimeUnit.SECONDS);
        } finally {
            threads.shutdownNow();
        }
    }

    private static void awaitSleep(Endpoint place) {
        await().atMost(PATIENCE)
                .until(() -> ask(
                                place,
                                "select count(*) from pg_stat_activity where wait_event = 'PgSleep' and datname ="
                                        + " current_database()")
                        .equals("1"));
    }

    @Test
    @Scenario(55)
    void whatIsInterruptedIsStoppedAndUndoneAndTheLockIsFree() throws Exception {
        Endpoint place = EmbeddedPostgres.shared().freshDatabase();
        declare(Addresses.of(place), "lock-wait: 1s");
        file("V1__slow.sql", "create table t (n integer);\nselect pg_sleep(600);\n");
        ExecutorService threads = CallerThreads.open();
        var interruption = new Interruption();
        try {
            Future<Shell.Result> run = threads.submit(() -> shell.run(interruption, "migrate", "up"));
            awaitSleep(place);

            assertThat(interruption.request()).isEqualTo(Interruption.Answer.CLEANING_UP);

            Shell.Result stopped = run.get(30, TimeUnit.SECONDS);
            assertThat(stopped.code()).as(stopped.err()).isEqualTo(ExitCode.INTERRUPTED);
            assertThat(stopped.err()).doesNotContain("\tat ");
        } finally {
            threads.shutdownNow();
        }
        assertThat(ask(place, "select to_regclass('t')")).isNull();
        file("V1__slow.sql", "create table t (n integer);\n");
        assertThat(shell.run("migrate", "up").code()).isEqualTo(ExitCode.DONE);
    }

    @Test
    @Scenario(53)
    void noSecretIsInADocumentOrInAMessage() throws Exception {
        Endpoint place = EmbeddedPostgres.shared().freshDatabase();
        String user = "masked_" + System.nanoTime();
        EmbeddedPostgres.shared()
                .execute(
                        place,
                        "create role %s login password '%s'".formatted(user, SECRET),
                        "grant all on schema public to " + user);
        declare(Addresses.as(user, SECRET, place));
        file("V1__make.sql", "create table t (n integer);\n");

        for (String[] command : new String[][] {
            {"migrate", "status", "--json"}, {"migrate", "up", "--json"}, {"migrate", "validate", "--json"}
        }) {
            Shell.Result result = shell.run(command);
            assertThat(result.out() + result.err()).doesNotContain(SECRET);
            JsonNode document = JsonMapper.shared().readTree(result.out());
            assertThat(document.at("/databases/0/database").asString()).isEqualTo("app");
        }
        file("V2__leaks.sql", "insert into nowhere values ('%s');\n".formatted(SECRET));
        Shell.Result failed = shell.run("migrate", "up", "--json");
        assertThat(failed.code()).isEqualTo(ExitCode.FAILED);
        assertThat(failed.out() + failed.err()).contains("V2__leaks.sql:1").doesNotContain(SECRET);

        declare(Addresses.as(user, "wr0ng-Pa55", place));
        Shell.Result refused = shell.run("migrate", "status", "--json");
        assertThat(refused.code()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(refused.out() + refused.err()).doesNotContain("wr0ng-Pa55");
    }

    @Test
    void twoSetsInOneDatabaseAreTwoDatabasesOfTheConfiguration() throws IOException {
        Endpoint place = EmbeddedPostgres.shared().freshDatabase();
        String one = "  %s:\n    url: %s\n    migrations: { locations: db/%s, schema: %s }\n";
        Files.writeString(
                folder.resolve("holdfast.yaml"),
                "databases:\n"
                        + one.formatted("billing", Addresses.of(place), "billing", "billing")
                        + one.formatted("shop", Addresses.of(place) + "?currentSchema=shop,public", "shop", "shop"));
        Files.createDirectories(folder.resolve("db/billing"));
        Files.createDirectories(folder.resolve("db/shop"));
        file("billing/V3__make.sql", "create table t (billing integer);\n");
        file("shop/V5__make.sql", "create table t (shop integer);\n");

        Shell.Result up = shell.run("migrate", "up");

        assertThat(up.code()).as(up.err()).isEqualTo(ExitCode.DONE);
        assertThat(up.out())
                .contains("billing: 1 applied, version 3, before none", "shop: 1 applied, version 5, before none");
        assertThat(ask(
                        place,
                        "select string_agg(schemaname || '.' || tablename, ' ' order by 1) from (select * from"
                                + " pg_tables where schemaname in ('billing', 'shop', 'public') order by 1, 2) as t"))
                .contains("billing.t", "shop.t", "billing.holdfast_schema_history", "shop.holdfast_schema_history")
                .doesNotContain("public.");
        assertThat(shell.run("migrate", "validate").code()).isEqualTo(ExitCode.DONE);
        assertThat(shell.run("migrate", "down", "--database", "shop").err())
                .contains("nothing undoes it; expected a file U5__make.sql");
    }
}

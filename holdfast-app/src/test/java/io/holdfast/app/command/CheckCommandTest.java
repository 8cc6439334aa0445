package io.holdfast.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.app.demo.SampleDatabase;
import io.holdfast.app.output.ExitCode;
import io.holdfast.config.Endpoint;
import io.holdfast.testkit.Canaries;
import io.holdfast.testkit.EmbeddedPostgres;
import io.holdfast.testkit.fault.PostgresProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CFG-6, CLI-1. */
final class CheckCommandTest {
    private final Path folder;
    private final Shell shell;

    CheckCommandTest(@TempDir Path folder) {
        this.folder = folder;
        this.shell = new Shell(folder);
    }

    @Test
    void everyDeclaredDatabaseIsInTheTable() throws Exception {
        SampleDatabase.of(100).writeTo(folder.resolve("app.db"));
        declare("app", "sqlite:app.db");

        Shell.Result result = shell.run("check");

        assertThat(result.code()).as(result.out() + result.err()).isEqualTo(ExitCode.DONE);
        assertThat(result.out()).contains("app", "reachable", "version", "free-space", "all as it should be");
    }

    @Test
    void aDatabaseThatCannotBeReachedEndsWithSevenAndTheOthersAreShown() throws Exception {
        SampleDatabase.of(100).writeTo(folder.resolve("app.db"));
        declare(
                "app",
                "sqlite:app.db",
                "shop",
                "postgresql://nobody:%s@127.0.0.1:1/x".formatted(Canaries.PLAIN_PASSWORD));

        Shell.Result table = shell.run("check");
        Shell.Result json = shell.run("check", "--json");

        assertThat(table.code()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(table.out()).contains("quick-check").containsPattern("shop +reachable +no +error");
        assertThat(json.code()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(json.out()).contains("\"exit-code\" : 7", "\"kind\" : \"connection\"");
        Canaries.assertAbsentFrom(table.out() + table.err() + json.out() + json.err());
    }

    @Test
    void aStandbyIsAskedTooAndWhetherItIsACopy() throws Exception {
        try (PostgresProcess primary = PostgresProcess.fresh();
                PostgresProcess standby = primary.standby();
                PostgresProcess stranger = PostgresProcess.fresh()) {
            Shell.Result copy = shell.run(pair(primary, standby));
            assertThat(copy.code()).as(copy.out() + copy.err()).isIn(ExitCode.DONE, ExitCode.FINDING);
            assertThat(copy.out())
                    .containsPattern("app, standby +role +standby, takes no writes")
                    .containsPattern("copy-of-primary +yes");

            Shell.Result other = shell.run(pair(primary, stranger));
            assertThat(other.code()).isEqualTo(ExitCode.FINDING);
            assertThat(other.out()).containsPattern("copy-of-primary +no: it has another system identifier +error");

            standby.promote();
            Shell.Result both = shell.run(pair(primary, standby));
            assertThat(both.code()).isEqualTo(ExitCode.FINDING);
            assertThat(both.out())
                    .containsPattern("copy-of-primary +no longer: both take writes, on timelines 1 and 2 +error");

            primary.kill();
            Shell.Result alone = shell.run(pair(primary, standby));
            assertThat(alone.code()).isEqualTo(ExitCode.UNREACHABLE);
            assertThat(alone.out()).containsPattern("copy-of-primary +unknown: the primary does not answer");
        }
    }

    private static String[] pair(PostgresProcess primary, PostgresProcess standby) {
        return new String[] {
            "check",
            "--set",
            "databases.app.url=" + address(primary),
            "--set",
            "databases.app.standby=" + address(standby)
        };
    }

    private static String address(PostgresProcess server) {
        Endpoint endpoint = server.endpoint("postgres");
        var credentials = endpoint.credentials().orElseThrow();
        return "postgresql://%s:%s@127.0.0.1:%d/postgres"
                .formatted(credentials.user(), credentials.password().reveal(), server.port());
    }

    @Test
    void whatIsFoundEndsWithThree() throws Exception {
        Path file = folder.resolve("app.db");
        SampleDatabase.of(1_000).writeTo(file);
        damage(file);

        Shell.Result result = shell.run("check", "--url", "sqlite:app.db");

        assertThat(result.code()).as(result.out()).isEqualTo(ExitCode.FINDING);
        assertThat(result.out()).contains("quick-check", "error");
    }

    @Test
    void aFileIsLookedAtAndLeftAsItIs() throws Exception {
        Path file = folder.resolve("app.db");
        SampleDatabase.of(100).writeTo(file);
        byte[] before = Files.readAllBytes(file);

        assertThat(shell.run("check", "--url", "sqlite:app.db").code()).isEqualTo(ExitCode.DONE);

        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void aServerIsAskedForItsVersionAndPrivileges() {
        Shell.Result result = shell.run(
                "check", "--url", Addresses.of(EmbeddedPostgres.shared().freshDatabase()));

        assertThat(result.out())
                .contains("PostgreSQL", "create-schema", "free-space")
                .containsPattern("support +until 20")
                .containsPattern("read +all 0 tables")
                .containsPattern("create-table +yes")
                .containsPattern("clock +as here");
    }

    @Test
    void itTellsOfThisMachineOfPendingMigrationsAndOfDrift() throws Exception {
        Files.createDirectories(folder.resolve("m"));
        Files.writeString(folder.resolve("m/V1__a.sql"), "create table a (id integer primary key);");
        Files.writeString(
                folder.resolve("holdfast.yaml"), "databases: { app: { url: 'sqlite:app.db', migrations: m } }");
        assertThat(shell.run("migrate", "up", "--create").code()).isEqualTo(ExitCode.DONE);

        Shell.Result good = shell.run("check");
        assertThat(good.code()).as(good.out()).isEqualTo(ExitCode.DONE);
        assertThat(good.out())
                .containsPattern("- +home-writable +yes +ok")
                .containsPattern("- +home-free-space +[0-9]+ MiB +ok")
                .containsPattern("migrations +all 1 applied")
                .containsPattern("drift +none");

        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("app.db"))) {
            connection.createStatement().execute("create table by_hand (n integer)");
        }
        assertThat(shell.run("check").out()).containsPattern("drift +.*by_hand.* warning");

        Files.writeString(folder.resolve("m/V2__b.sql"), "create table b (id integer primary key);");
        Shell.Result pending = shell.run("check", "--json");
        assertThat(pending.code()).isEqualTo(ExitCode.FINDING);
        assertThat(pending.out()).contains("1 applied, 1 pending", "holdfast migrate up", "\"machine\"");
    }

    @Test
    void aUserWhoMayNotReadOrMakeTablesIsTold() throws Exception {
        Endpoint place = EmbeddedPostgres.shared().freshDatabase();
        EmbeddedPostgres.shared()
                .execute(
                        place,
                        "create table seen (n integer)",
                        "create table hidden (n integer)",
                        "create role looker login password 'looker'",
                        "grant select on seen to looker");
        String url = Addresses.of(place).replaceAll("//[^@]*@", "//looker:looker@");

        Shell.Result result = shell.run("check", "--url", url);

        assertThat(result.code()).isEqualTo(ExitCode.FINDING);
        assertThat(result.out())
                .containsPattern("create-table +no")
                .containsPattern("read +1 of 2 tables not +warning")
                .containsPattern("write +2 of 2 tables not +warning");
    }

    @Test
    void withoutADeclaredDatabaseItSaysHowToDeclareOne() {
        Shell.Result result = shell.run("check");

        assertThat(result.code()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("no database is declared", "hint: run holdfast init");
    }

    private void declare(String... namesAndUrls) throws Exception {
        StringBuilder text = new StringBuilder("databases:\n");
        for (int i = 0; i < namesAndUrls.length; i += 2) {
            text.append("  %s: { url: '%s' }%n".formatted(namesAndUrls[i], namesAndUrls[i + 1]));
        }
        Files.writeString(folder.resolve("holdfast.yaml"), text);
    }

    /** Overwrites the middle of the file, and leaves its header and length as they are. */
    private static void damage(Path file) throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        for (int at = bytes.length / 2; at < bytes.length / 2 + 20_000; at++) {
            bytes[at] = (byte) 0xA5;
        }
        Files.write(file, bytes, StandardOpenOption.TRUNCATE_EXISTING);
    }
}

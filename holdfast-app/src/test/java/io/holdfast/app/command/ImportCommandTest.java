package io.holdfast.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.app.output.ExitCode;
import io.holdfast.app.output.Interruption;
import io.holdfast.config.Endpoint;
import io.holdfast.engine.Engines;
import io.holdfast.engine.SqlSession;
import io.holdfast.routing.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DOC-11, CLI-1: the command that imports. */
final class ImportCommandTest {
    private static final List<String> USUAL =
            List.of("lifecycle", "import", "--from", "sqlite:old.db", "users", "analyses", "hr");

    private final Path folder;
    private final Shell shell;

    ImportCommandTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.shell = new Shell(folder);
        for (Role role : Role.values()) {
            Files.createFile(folder.resolve(role.database() + ".db"));
            shell.with(role.urlVariable(), "sqlite:" + role.database() + ".db");
        }
    }

    @BeforeEach
    void makeTheSource() throws Exception {
        Files.createFile(folder.resolve("old.db"));
        execute("create table users (user_id text primary key, user_type text, created_at text, salary integer)");
        execute("create table analyses (id integer primary key, user_id text, user_type text, result json)");
        execute("create table hr (user_id text primary key, grade text)");
        execute(
                "insert into users values ('ada', 'internal', '2020-01-01', 12345), ('eve', 'external', '2020-01-01', 1)");
        execute("insert into users values ('bob', 'internal', datetime('now'), 2)");
        execute("insert into analyses values (7, 'ada', 'internal', '{\"score\": 1.5}')");
        execute("insert into hr values ('ada', 'A')");
    }

    private void execute(String sql) throws Exception {
        Endpoint place = Endpoint.at("old", "sqlite:" + folder.resolve("old.db"));
        try (var session = (SqlSession) Engines.onClassPath().named("sqlite").open(place, Duration.ofSeconds(5));
                Statement statement = session.connection().createStatement()) {
            statement.execute(sql);
        }
    }

    private Shell.Result run(String... more) {
        return shell.run(Stream.concat(USUAL.stream(), Arrays.stream(more)).toArray(String[]::new));
    }

    private String found(String database, String collection, String id) {
        return shell.run("documents", "get", database, collection, id).out();
    }

    @Test
    void theUsualCollectionsNeedNothingButTheirNames() {
        Shell.Result result = run();

        assertThat(result.code()).as(result.err() + result.out()).isEqualTo(ExitCode.DONE);
        assertThat(result.out())
                .containsPattern("users +users +3 +external_users 1, raseen_temp_user 1, raseen_main_user 1 +0 +0")
                .containsPattern("hr +hr_records +1 +raseen_main_hr 1 +0 +0")
                .contains("compared with the source: 5 equal, 0 missing, 0 different, 0 changed since");
        assertThat(result.err()).contains("copying users: 3 rows", "verifying users: 3 rows");
        assertThat(found("raseen-main-user", "analyses", "internal_ada/7")).contains("\"score\" : 1.5");
        assertThat(found("srie-main-hr", "hr_records", "internal_ada")).contains("\"grade\" : \"A\"");
        assertThat(found("raseen-temp-user", "users", "internal_bob")).contains("\"user_type\" : \"internal\"");
        assertThat(shell.run("audit", "search").out()).contains("lifecycle-import");

        Shell.Result again = run("--json");
        assertThat(again.code()).as(again.err()).isEqualTo(ExitCode.DONE);
        assertThat(again.out()).startsWith("{").contains("\"already-there\" : 3", "\"imported\" : { }");
    }

    @Test
    void aPlanChangesNothingAndSaysWhatWouldBeRefused() throws Exception {
        execute("insert into users values ('unknown', null, '2020-01-01', 3)");

        Shell.Result result = run("--plan");

        assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.FINDING);
        assertThat(result.out())
                .containsPattern(
                        "users +users +4 +[0-9]+ +all +external_users 1, raseen_temp_user 1, raseen_main_user 1 +0 +1")
                .contains(
                        "refused, users: 1, each does not say clearly whether its user is internal or external",
                        "it would take about 1 s");
        assertThat(folder.resolve(".holdfast")).doesNotExist();
        assertThat(shell.run("documents", "count", "raseen-main-user", "users").code())
                .isEqualTo(ExitCode.UNREACHABLE);
        assertThat(run("--plan", "--json").out()).contains("\"scan\" : \"complete\"", "\"ambiguous-type\" : 1");
    }

    @Test
    void whatIsRefusedIsListedWithoutWhatItHolds() throws Exception {
        execute("insert into users values ('unknown', null, '2020-01-01', 98765)");

        Shell.Result result = run();

        assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.PARTIAL);
        Path file = Path.of(result.out()
                .lines()
                .filter(line -> line.startsWith("refused documents: "))
                .findFirst()
                .orElseThrow()
                .replace("refused documents: ", ""));
        assertThat(Files.readString(file))
                .isEqualTo(
                        "{\"collection\":\"users\",\"id\":\"{\\\"user_id\\\":\\\"unknown\\\"}\",\"reason\":\"ambiguous-type\","
                                + "\"detail\":\"nothing says it\"}\n");
    }

    @Test
    void fieldsAndTypesCanBeNamed() throws Exception {
        execute("create table staff (login text primary key, joined text)");
        execute("insert into staff values ('cyd', '2020-01-01')");

        Shell.Result result = shell.run(
                "lifecycle",
                "import",
                "--from",
                "sqlite:old.db",
                "staff=users",
                "--as",
                "internal",
                "--id",
                "staff:login",
                "--created",
                "joined",
                "--no-verify");

        assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.DONE);
        assertThat(result.out()).contains("not compared");
        assertThat(found("raseen-main-user", "users", "internal_cyd")).contains("\"login\" : \"cyd\"");
        assertThat(found("srie-main-user", "users", "internal_cyd")).contains("\"login\" : \"cyd\"");
    }

    @Test
    void aDifferenceEndsWithItsOwnCode() throws Exception {
        run();
        execute("update users set salary = 6 where user_id = 'ada'");

        Shell.Result changed = run();

        assertThat(changed.code())
                .as("what is there has other content, which is refused")
                .isEqualTo(ExitCode.PARTIAL);
        assertThat(changed.out()).contains("each has the id of another document that is there already");
    }

    @Test
    void whatIsMeantHasToBeClear() {
        assertThat(shell.run("lifecycle").code()).isEqualTo(ExitCode.USAGE);
        Shell.Result kind = shell.run("lifecycle", "import", "--from", "sqlite:old.db", "things");
        assertThat(kind.code()).isEqualTo(ExitCode.USAGE);
        assertThat(kind.err())
                .contains("it is not said what the documents of things are", "write things=users, things=analyses");
        assertThat(run("--id", "things:login").err()).contains("--id things:login names no field of a collection");
        assertThat(run("--as", "staff").err()).contains("users are of the type internal or external; found staff");
        Shell without = new Shell(folder);
        for (Role role : Role.values()) {
            if (role != Role.SRIE_MAIN_USER) {
                without.with(role.urlVariable(), "sqlite:" + role.database() + ".db");
            }
        }
        Shell.Result missing = without.run(USUAL.toArray(String[]::new));
        assertThat(missing.code()).isEqualTo(ExitCode.USAGE);
        assertThat(missing.err()).contains("no database is declared for srie_main_user", "set SRIE_MAIN_USER_URL");
    }

    @Test
    void oneThatIsStoppedGoesOnWhereItWas() {
        Interruption stopped = new Interruption();
        stopped.request();

        Shell.Result result = shell.run(stopped, USUAL.toArray(String[]::new));

        assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(result.err()).contains("stopped after a whole batch", "it goes on where it was");
        Shell.Result next = run("--json");
        assertThat(next.code()).as(next.err()).isEqualTo(ExitCode.DONE);
        assertThat(next.out()).contains("\"start\" : \"resumed\"");
    }
}

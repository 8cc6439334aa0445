package io.holdfast.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.app.demo.SampleDatabase;
import io.holdfast.app.output.ExitCode;
import io.holdfast.config.Endpoint;
import io.holdfast.engine.Receiver;
import io.holdfast.testkit.Canaries;
import io.holdfast.testkit.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CLI-1, CFG-2, CFG-3, XFER-2, XFER-4: each bad input is one clear sentence with a hint, and nothing was touched. */
final class BadInputTest {
    private static final EmbeddedPostgres SERVER = EmbeddedPostgres.shared();

    private final Path folder;
    private final Shell shell;
    private final Endpoint target = SERVER.freshDatabase();
    private final TargetPicture picture = new TargetPicture(target);

    BadInputTest(@TempDir Path folder) {
        this.folder = folder;
        this.shell = new Shell(folder);
    }

    @BeforeEach
    void makeTheSources() throws Exception {
        SampleDatabase.of(1_000).writeTo(folder.resolve("good.db"));
        byte[] good = Files.readAllBytes(folder.resolve("good.db"));
        byte[] noise = new byte[good.length];
        new Random(1).nextBytes(noise);
        Files.createDirectory(folder.resolve("directory.db"));
        Files.writeString(folder.resolve("text.db"), "id,name\n1,Ada\n".repeat(500));
        Files.write(folder.resolve("encrypted.db"), noise);
        Files.write(folder.resolve("truncated.db"), Arrays.copyOf(good, good.length / 2));
        Files.writeString(folder.resolve("empty.db"), "");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("misfit.db"));
                var statement = connection.createStatement()) {
            statement.executeUpdate("create table t (id integer primary key, note text)");
            statement.executeUpdate("insert into t (note) values ('fine'), (x'00ff')");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            missing.db   | UNREACHABLE | there is no file
            directory.db | UNREACHABLE | is a directory
            text.db      | FINDING     | not a
            encrypted.db | FINDING     | encrypted
            truncated.db | FINDING     | truncated
            empty.db     | UNREACHABLE | holds no tables
            misfit.db    | DECISION    | t.note
            """)
    void aSourceThatCannotBeMoved(String source, ExitCode code, String sentence) throws Exception {
        expect(code, sentence, "transfer", "--from", "sqlite:" + source, "--to", Addresses.of(target));
    }

    @Test
    void aTargetThatCannotBeReached() throws Exception {
        expect(
                ExitCode.UNREACHABLE,
                "127.0.0.1",
                transfer("postgresql://u:%s@127.0.0.1:1/x".formatted(Canaries.PLAIN_PASSWORD)));
    }

    @Test
    void aWrongPassword() throws Exception {
        expect(ExitCode.UNREACHABLE, "password", transfer(Addresses.as("postgres", Canaries.PASSWORD, target)));
    }

    @Test
    void noRightToCreate() throws Exception {
        String user = "poor_" + target.url().path();
        SERVER.execute(target, "create role %s login password '%s'".formatted(user, Canaries.PLAIN_PASSWORD));

        expect(ExitCode.FAILED, "may not", transfer(Addresses.as(user, Canaries.PLAIN_PASSWORD, target)));
    }

    @Test
    void aSchemaThatHoldsObjects() throws Exception {
        SERVER.execute(target, "create table mine (id int)");

        expect(ExitCode.DECISION, "public", transfer(Addresses.of(target)));
    }

    @Test
    void twoRunsAtOnce() throws Exception {
        Receiver receiver = SERVER.engine().receiver().orElseThrow();
        try (Receiver.Staging staging = receiver.prepare(target, "public", "another")) {
            assertThat(staging).isNotNull();
            expect(ExitCode.BUSY, "another transfer", transfer(Addresses.of(target)));
        }
    }

    @Test
    void aTypeThatDoesNotExist() throws Exception {
        String[] line = transfer(Addresses.of(target));
        String[] more = Arrays.copyOf(line, line.length + 2);
        more[line.length] = "--column";
        more[line.length + 1] = "users.name=varchat";

        expect(ExitCode.USAGE, "varchat", more);
    }

    @Test
    void aReportThatCannotBeWrittenIsFoundBeforeTheWork() throws Exception {
        expect(
                ExitCode.USAGE,
                "report cannot be written",
                "transfer",
                "--from",
                "sqlite:good.db",
                "--to",
                Addresses.of(target),
                "--report",
                "nowhere/report.md");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            good.db             | no database called good.db is declared
            oracle://db/app     | the database's address
            mongodb://db/app    | mongodb
            """)
    void aSourceThatIsNoDatabaseOfOurs(String source, String sentence) throws Exception {
        expect(ExitCode.USAGE, sentence, "transfer", "--from", source, "--to", Addresses.of(target));
    }

    @Test
    void aConfigurationWithTenMistakes() throws Exception {
        Files.writeString(folder.resolve("holdfast.yaml"), """
                hom: x
                databases:
                  App: { url: 'sqlite:a.db' }
                  one: { urk: 'sqlite:b.db' }
                  two:
                    url: oracle://x
                    pool: { size: many, min-idel: 1 }
                    await: soon
                  three:
                    url: sqlite:c.db
                    required: perhaps
                    timeouts: { connect: 5 }
                    password: ${file:nowhere/secret}
                """);
        Shell.Result result = expect(ExitCode.USAGE, "10 problems", transfer(Addresses.of(target)));

        assertThat(result.err().lines().filter(line -> line.startsWith("  "))).hasSize(10);
    }

    @Test
    void aSecretFileThatIsMissing() throws Exception {
        Files.writeString(folder.resolve("holdfast.yaml"), """
                databases: { app: { url: 'postgresql://u@127.0.0.1/x', password: '${file:secrets/app}' } }
                """);

        expect(ExitCode.USAGE, "secrets/app", "check");
    }

    private static String[] transfer(String to) {
        return new String[] {"transfer", "--from", "sqlite:good.db", "--to", to};
    }

    private Shell.Result expect(ExitCode code, String sentence, String... line) throws Exception {
        Map<String, String> sources = files();
        String before = picture.take();

        Shell.Result result = shell.run(line);

        assertThat(result.code()).as(result.err()).isEqualTo(code);
        assertThat(result.err()).contains("holdfast: ", sentence, "hint: ").doesNotContain("\tat ", "Exception");
        assertThat(files()).as("the folder of the source").isEqualTo(sources);
        assertThat(picture.take()).as("the target").isEqualTo(before);
        Canaries.assertAbsentFrom(result.out() + result.err());
        return result;
    }

    /** Every file but those of Holdfast itself, with its content. */
    private Map<String, String> files() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.startsWith(folder.resolve(".holdfast"))) {
                    contents.put(file.toString(), Arrays.hashCode(Files.readAllBytes(file)) + "");
                }
            }
        }
        return contents;
    }
}

package io.holdfast.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.app.demo.SampleDatabase;
import io.holdfast.app.output.ExitCode;
import io.holdfast.config.Endpoint;
import io.holdfast.engine.SqlSession;
import io.holdfast.testkit.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CLI-1, XFER-1, XFER-3, XFER-5. */
final class TransferCommandTest {
    private final Path folder;
    private final Shell shell;
    private final Endpoint target = EmbeddedPostgres.shared().freshDatabase();

    TransferCommandTest(@TempDir Path folder) {
        this.folder = folder;
        this.shell = new Shell(folder);
    }

    @BeforeEach
    void makeTheSource() throws Exception {
        SampleDatabase.of(1_000).writeTo(folder.resolve("app.db"));
    }

    @Test
    void aPlanTouchesNothingAndNamesWhatIsNotTranslated() throws Exception {
        Shell.Result result = shell.run("transfer", "--from", "sqlite:app.db", "--to", address(), "--plan");

        assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.DONE);
        assertThat(result.out()).startsWith("# Transfer plan").contains("CREATE TABLE", "assessor_load");
        assertThat(count("select count(*) from pg_namespace where nspname !~ '^pg_|^information_schema$|^public$'"))
                .isZero();
        assertThat(folder.resolve(".holdfast")).doesNotExist();
    }

    @Test
    void dataArrivesAndTheReportLiesInTwoFiles() throws Exception {
        Shell.Result result =
                shell.run("transfer", "--from", "sqlite:app.db", "--to", address(), "--report", "moved.md");

        assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.DONE);
        assertThat(result.out()).contains("published: 4 tables, 1,000 rows", "not translated: view assessor_load");
        assertThat(result.err()).contains("copying users: 100 rows", "published");
        assertThat(folder.resolve("moved.md")).content().startsWith("# Transfer report");
        assertThat(folder.resolve("moved.json")).content().contains("\"status\" : \"published\"");
        assertThat(count("select count(*) from submissions")).isEqualTo(400);
    }

    @Test
    void theSameTransferAgainHasNothingToDo() {
        shell.run("transfer", "--from", "sqlite:app.db", "--to", address());

        Shell.Result again = shell.run("transfer", "--from", "sqlite:app.db", "--to", address());

        assertThat(again.code()).as(again.err()).isEqualTo(ExitCode.DONE);
        assertThat(again.out()).startsWith("nothing to do");
    }

    @Test
    void jsonIsOneDocumentAndNothingElse() {
        Shell.Result result = shell.run("transfer", "--json", "--from", "sqlite:app.db", "--to", address());

        assertThat(result.code()).isEqualTo(ExitCode.DONE);
        assertThat(result.out()).startsWith("{").endsWith("}" + System.lineSeparator());
    }

    @Test
    void itIsOnRecordFromItsBeginningToItsEnd() throws Exception {
        shell.run("transfer", "--from", "sqlite:app.db", "--to", address());

        String record = recorded();

        assertThat(record).contains("transfer", "app.db").containsSubsequence("BEGUN", "DONE");
    }

    @Test
    void aTypeChosenByHandIsUsed() throws Exception {
        shell.run("transfer", "--from", "sqlite:app.db", "--to", address(), "--column", "assessments.confidence=text");

        assertThat(count("select count(*) from information_schema.columns where column_name = 'confidence'"
                        + " and data_type = 'text'"))
                .isEqualTo(1);
    }

    @Test
    void anEmbeddedServerIsATargetLikeAnyOther() {
        Shell.Result result = shell.run("transfer", "--from", "sqlite:app.db", "--to", "embedded:postgresql:server");

        assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.DONE);
        assertThat(folder.resolve("server/data")).isDirectory();

        Shell.Result check = shell.run("check", "--url", "embedded:postgresql:server");

        assertThat(check.code()).as(check.err() + check.out()).isEqualTo(ExitCode.DONE);
        assertThat(check.out()).contains("PostgreSQL 18");
    }

    private String address() {
        return Addresses.of(target);
    }

    private String recorded() throws Exception {
        StringBuilder all = new StringBuilder();
        try (var files = Files.walk(folder.resolve(".holdfast"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }

    private long count(String sql) throws Exception {
        try (var session = (SqlSession) EmbeddedPostgres.shared().engine().open(target, Duration.ofSeconds(10));
                Statement statement = session.connection().createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}

package io.holdfast.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.schema.Fixture.Kind;
import io.holdfast.schema.run.RunStep;
import io.holdfast.testkit.Scenario;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** MIG-3, MIG-4, MIG-5: what can become of a file of SQLite while it is migrated, and how its statements are cut. */
final class SqliteFilesTest {
    @TempDir
    private Path folder;

    private Fixture app() {
        return Kind.SQLITE.in(folder).file("V1__make.sql", "create table t (n integer);\ninsert into t values (1);");
    }

    private Path file() {
        return folder.resolve("app.db");
    }

    private static void fails(ErrorKind kind, ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        HoldfastException.class,
                        failure -> assertThat(failure.kind()).as("%s", failure).isEqualTo(kind));
    }

    @Test
    @Scenario(45)
    void everythingBehindATriggerWithACaseIsRun() {
        Fixture app = app().file(
                        "V2__trigger.sql",
                        "create table log (what text);\ncreate trigger noted after insert on t begin\n  insert into log values (case when new.n > 5 then 'big; end' else 'small' end);\n  update log set what = case what when 'small' then 'tiny' else what end;\nend;\ninsert into t values (2); insert into t values (9);\ncreate table behind (n integer);");

        app.open().up(MigrationOptions.USUAL);

        assertThat(app.read("select what from log order by rowid")).containsExactly("tiny", "big; end");
        assertThat(app.schema()).anyMatch(line -> line.contains("behind"));
    }

    @Test
    @Scenario(46)
    void aReaderKeepsWhatItSeesAndDoesNotStopTheMigration() throws Exception {
        Fixture app = app();
        app.open().up(MigrationOptions.USUAL);
        app.execute("pragma journal_mode = wal");
        app.file("V2__more.sql", "alter table t add column m integer;\ninsert into t values (2, 2);");
        try (Connection reader = app.connection();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            assertThat(count(statement)).isEqualTo(1);

            assertThat(app.open().up(MigrationOptions.USUAL).steps()).hasSize(1);

            assertThat(count(statement)).as("what the reader has begun to read").isEqualTo(1);
            reader.commit();
            assertThat(count(statement)).isEqualTo(2);
        }
    }

    private static int count(Statement statement) throws Exception {
        try (ResultSet answer = statement.executeQuery("select count(*) from t")) {
            answer.next();
            return answer.getInt(1);
        }
    }

    @Test
    @Scenario(46)
    void aFileThatIsDeletedBeforeItIsOpenedIsNotMadeAnew() throws IOException {
        Migrations migrations = app().open();
        Files.delete(file());

        fails(ErrorKind.NOT_FOUND, () -> migrations.up(MigrationOptions.USUAL));
        assertThat(file()).doesNotExist();
    }

    @Test
    @Scenario(46)
    void aFileThatIsDeletedMeanwhileIsNoSuccess() {
        Fixture app = app();
        Migrations migrations = app.open(MigrationListener.SILENT, step -> {
            if (step == RunStep.BEGUN) {
                delete(file());
            }
        });

        assertThatThrownBy(() -> migrations.up(MigrationOptions.USUAL)).isInstanceOf(HoldfastException.class);
        assertThat(file()).doesNotExist();
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    @Scenario(47)
    void aFileThatIsNoDatabaseIsRefusedAndStaysAsItIs() throws IOException {
        Fixture app = app();
        Files.writeString(file(), "this is no database, whatever its name says\n".repeat(200));
        byte[] before = Files.readAllBytes(file());

        fails(ErrorKind.CORRUPT, () -> app.open().up(MigrationOptions.USUAL));
        fails(ErrorKind.CORRUPT, () -> app.open().status());
        assertThat(Files.readAllBytes(file())).isEqualTo(before);
    }

    @Test
    @Scenario(47)
    void aFileWhosePagesAreBrokenIsRefusedBeforeAnythingIsApplied() throws IOException {
        Fixture app = app().file(
                        "V2__fill.sql",
                        "insert into t with recursive n(i) as (select 1 union all select i + 1"
                                + " from n where i < 5000) select i from n;");
        app.open().up(MigrationOptions.USUAL);
        app.file("V3__more.sql", "create table more (n integer);\ninsert into more select n from t;");
        byte[] whole = Files.readAllBytes(file());
        byte[] noise = new byte[1024];
        Arrays.fill(noise, (byte) 0xA5);
        try (var channel = Files.newByteChannel(file(), StandardOpenOption.WRITE)) {
            channel.position(100);
            channel.write(ByteBuffer.wrap(noise));
        }
        byte[] broken = Files.readAllBytes(file());
        assertThat(broken).isNotEqualTo(whole);

        assertThatThrownBy(() -> app.open().up(MigrationOptions.USUAL))
                .isInstanceOfSatisfying(HoldfastException.class, failure -> {
                    assertThat(failure.kind()).isEqualTo(ErrorKind.CORRUPT);
                    assertThat(failure.failure().hint()).containsAnyOf("backup", "recover", "check");
                });
        assertThat(Files.readAllBytes(file())).isEqualTo(broken);
    }
}

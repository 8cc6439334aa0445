package io.holdfast.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.holdfast.config.DatabaseUrl;
import io.holdfast.config.Endpoint;
import io.holdfast.engine.Session;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.Phase;
import io.holdfast.error.RetryClass;
import io.holdfast.sqlite.jdbc.ManagedConnection;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ERR-1, ERR-2, CON-9, XFER-9: each bad file has its own sentence, and reading leaves a file as it was. */
class OpeningTest {
    private static final String MANY_ROWS =
            "insert into t with recursive n(i) as (select 1 union all select i + 1 from n where i < 2000)"
                    + " select i, hex(randomblob(40)) from n";

    @TempDir
    Path folder;

    @Test
    void aMissingFileIsNamedAndNotMade() {
        Path missing = folder.resolve("nowhere.db");
        Failure failure = failureOf(new TestFile(missing), "rw");
        assertThat(failure.kind()).isEqualTo(ErrorKind.NOT_FOUND);
        assertThat(failure.sentence()).contains("there is no file").contains("nowhere.db");
        assertThat(failure.hint()).isNotEmpty();
        assertThat(missing).doesNotExist();
    }

    @Test
    void aDirectoryIsNoDatabase() {
        Failure failure = failureOf(new TestFile(folder), "ro");
        assertThat(failure.kind()).isEqualTo(ErrorKind.NOT_FOUND);
        assertThat(failure.sentence()).contains("is a directory");
    }

    @Test
    void aFileOfSomethingElseIsNoDatabase() throws IOException {
        for (String content : new String[] {"hello", "x".repeat(10_000)}) {
            Path path = folder.resolve("letter.db");
            Files.writeString(path, content);
            Failure failure = failureOf(new TestFile(path), "rw");
            assertThat(failure.kind()).isEqualTo(ErrorKind.CORRUPT);
            assertThat(failure.sentence()).contains("not a SQLite database, or it is encrypted");
            assertThat(path).hasContent(content);
        }
    }

    @Test
    void anEmptyFileIsAnEmptyDatabase() throws Exception {
        Path path = Files.createFile(folder.resolve("empty.db"));
        assertThat(new TestFile(path).model().tables()).isEmpty();
    }

    @Test
    void aFileCutAtAPageIsCutOff() throws Exception {
        TestFile file = TestFile.in(folder, "create table t(a, b)", MANY_ROWS);
        cutTo(file, 8192);
        assertThat(failureOf(file, "ro").sentence()).contains("is cut off");
    }

    @Test
    void aFileCutInsideItsLastPageIsCutOff() throws Exception {
        TestFile file = TestFile.in(folder, "create table t(a, b)", MANY_ROWS);
        cutTo(file, Files.size(file.path()) - 100);
        Failure failure = failureOf(file, "ro");
        assertThat(failure.kind()).isEqualTo(ErrorKind.CORRUPT);
        assertThat(failure.sentence()).contains("is cut off");
    }

    @Test
    void aFileWhosePagesLieInTheLogIsNotCutOff() throws Exception {
        TestFile file = TestFile.in(folder, "pragma journal_mode = wal", "create table t(a, b)");
        Path copy = Files.createDirectory(folder.resolve("copy")).resolve("test.db");
        try (Connection writer = file.connect();
                Statement statement = writer.createStatement()) {
            statement.execute("pragma wal_autocheckpoint = 0");
            statement.execute(MANY_ROWS);
            Files.copy(file.path(), copy);
            Files.copy(folder.resolve("test.db-wal"), copy.resolveSibling("test.db-wal"));
        }
        byte[] before = Files.readAllBytes(copy);
        byte[] log = Files.readAllBytes(copy.resolveSibling("test.db-wal"));
        try (Session session = new TestFile(copy).reading()) {
            assertThat(Queries.number(((SqliteSession) session).connection(), "select count(*) from t"))
                    .isEqualTo(2000);
        }
        assertThat(Files.readAllBytes(copy)).isEqualTo(before);
        assertThat(Files.readAllBytes(copy.resolveSibling("test.db-wal"))).isEqualTo(log);
    }

    @Test
    void aDamagedSchemaIsDamageAndNotACut() throws Exception {
        TestFile file = TestFile.in(
                folder,
                "create table t(a, b)",
                "pragma writable_schema = on",
                "update sqlite_schema set sql = 'create table t(('");
        Failure failure = failureOf(file, "ro");
        assertThat(failure.kind()).isEqualTo(ErrorKind.CORRUPT);
        assertThat(failure.sentence()).contains("malformed").doesNotContain("cut off");
    }

    @Test
    void aDeadWritersJournalAsksForAWriter() throws Exception {
        TestFile file = TestFile.in(folder, "create table t(a, b)", MANY_ROWS);
        Path copy = Files.createDirectory(folder.resolve("copy")).resolve("test.db");
        try (Connection writer = file.connect();
                Statement statement = writer.createStatement()) {
            statement.execute("pragma cache_size = 2");
            statement.execute("begin");
            statement.execute("update t set b = hex(randomblob(40))");
            Files.copy(file.path(), copy);
            Files.copy(folder.resolve("test.db-journal"), copy.resolveSibling("test.db-journal"));
            statement.execute("rollback");
        }
        Failure failure = failureOf(new TestFile(copy), "ro");
        assertThat(failure.kind()).isEqualTo(ErrorKind.READ_ONLY);
        assertThat(failure.sentence()).contains("only a writer can undo it");
        try (Session session = new TestFile(copy).writing()) {
            assertThat(session.ping(TestFile.PATIENCE)).isTrue();
        }
    }

    @Test
    void readingLeavesEveryFileAsItWas() throws Exception {
        for (String journal : new String[] {"delete", "wal"}) {
            TestFile file = TestFile.named(
                    Files.createDirectory(folder.resolve(journal)).resolve("a.db"),
                    "pragma journal_mode = " + journal,
                    "create table t(a, b)",
                    MANY_ROWS);
            Map<String, String> before = contents(file.path().getParent());
            assertThat(before).hasSize(1);
            file.model();
            assertThat(contents(file.path().getParent())).isEqualTo(before);
        }
    }

    @Test
    void aReadingSessionTakesNoWrites() throws Exception {
        TestFile file = TestFile.in(folder, "create table t(a)");
        try (Session session = file.reading()) {
            Connection connection = ((SqliteSession) session).connection();
            Throwable refused = catchThrowable(() -> Queries.run(connection, "insert into t values (1)"));
            assertThat(new SqliteEngine().classify(refused, Phase.BODY).kind()).isEqualTo(ErrorKind.READ_ONLY);
        }
    }

    @Test
    void aWritingSessionIsDurableAndHeedsForeignKeys() throws Exception {
        TestFile file = TestFile.in(folder, "create table t(a)");
        try (Session session = file.writing()) {
            Connection connection = ((SqliteSession) session).connection();
            assertThat(Queries.text(connection, "pragma journal_mode")).isEqualTo("wal");
            assertThat(Queries.number(connection, "pragma synchronous")).isEqualTo(2);
            assertThat(Queries.number(connection, "pragma foreign_keys")).isEqualTo(1);
            assertThat(connection.unwrap(ManagedConnection.class).patience()).isEqualTo(TestFile.PATIENCE);
        }
    }

    @Test
    void oddNamesAreOnlyNames() throws Exception {
        for (String name : new String[] {"a?mode=memory.db", "b #1 %41.db", "ü ñ.db", "c;d'e\"f&g=h.db"}) {
            TestFile file = TestFile.named(folder.resolve(name), "create table t(a)");
            assertThat(file.path()).exists();
            assertThat(file.model().tables()).hasSize(1);
        }
    }

    @Test
    void aLinkLeadsToTheFileWithItsLog() throws Exception {
        TestFile file = TestFile.in(folder, "create table t(a)");
        Path link = Files.createSymbolicLink(
                Files.createDirectory(folder.resolve("elsewhere")).resolve("l.db"), file.path());
        try (Session session = new TestFile(link).reading()) {
            assertThat(session.ping(TestFile.PATIENCE)).isTrue();
        }
    }

    @Test
    void anUnknownModeOrParameterIsRefused() throws SQLException {
        TestFile file = TestFile.in(folder, "create table t(a)");
        assertThat(failureOf(file, "rwc").kind()).isEqualTo(ErrorKind.CONFIGURATION);
        var url = new DatabaseUrl("sqlite", false, "", 0, file.path().toString(), Map.of("cache", "shared"));
        Throwable refused = catchThrowable(
                () -> new SqliteEngine().open(new Endpoint("test", url, Optional.empty()), TestFile.PATIENCE));
        assertThat(new SqliteEngine().classify(refused, Phase.CONNECT).sentence())
                .contains("cache");
    }

    @Test
    void aPingNoticesThatTheFileIsGoneOrAnother() throws Exception {
        TestFile file = TestFile.in(folder, "create table t(a)");
        try (Session session = file.writing()) {
            assertThat(session.ping(TestFile.PATIENCE)).isTrue();
            Path aside = folder.resolve("aside.db");
            Files.move(file.path(), aside);
            assertThat(session.ping(TestFile.PATIENCE)).isFalse();
            TestFile.in(folder, "create table other(a)");
            assertThat(session.ping(TestFile.PATIENCE)).isFalse();
        }
    }

    @Test
    void aLockedDatabaseIsBusyAndAlive() throws Exception {
        TestFile file = TestFile.in(folder, "create table t(a)");
        try (Session session = file.reading();
                Connection writer = file.connect();
                Statement statement = writer.createStatement()) {
            statement.execute("begin exclusive");
            assertThat(session.ping(java.time.Duration.ofMillis(20))).isTrue();
            Connection connection = ((SqliteSession) session).connection();
            ((SqliteSession) session).limit(java.time.Duration.ofMillis(20));
            Throwable busy = catchThrowable(() -> Queries.number(connection, "select count(*) from t"));
            Failure failure = new SqliteEngine().classify(busy, Phase.BODY);
            assertThat(failure.kind()).isEqualTo(ErrorKind.LOCKED);
            assertThat(failure.retry()).isEqualTo(RetryClass.REPLAY);
            statement.execute("rollback");
        }
    }

    @Test
    void closingTwiceDoesNothing() throws Exception {
        Session session = TestFile.in(folder, "create table t(a)").reading();
        session.close();
        session.close();
    }

    private Failure failureOf(TestFile file, String mode) {
        Throwable thrown = catchThrowable(() ->
                new SqliteEngine().open(file.endpoint(mode), TestFile.PATIENCE).close());
        assertThat(thrown).isNotNull();
        return new SqliteEngine().classify(thrown, Phase.CONNECT);
    }

    private static void cutTo(TestFile file, long size) throws IOException {
        try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.WRITE)) {
            channel.truncate(size);
        }
    }

    private static Map<String, String> contents(Path folder) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                contents.put(
                        file.getFileName().toString(),
                        new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return contents;
    }
}

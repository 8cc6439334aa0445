package io.holdfast.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.holdfast.database.Database;
import io.holdfast.database.Operation;
import io.holdfast.engine.SqlSession;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.event.Availability;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CON-3, CON-6: a database whose file is deleted, replaced or damaged while it is open is noticed by the next look. */
final class LostFileTest {
    private static final Duration NOTICED = Duration.ofSeconds(5);

    @TempDir
    private Path folder;

    private Path file;
    private Database database;

    @BeforeEach
    void open() throws SQLException {
        file = folder.resolve("app.db");
        make(file);
        database = new TestFile(file).declared();
        assertThat(count()).isEqualTo(2_000);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aFileThatIsDeletedIsNoticedAndItsReturnToo() throws IOException {
        Path away = Files.move(file, folder.resolve("away.db"));
        awaitAvailability(Availability.DOWN);
        assertThat(failure())
                .hasMessageContaining("there is no file")
                .extracting(HoldfastException::kind)
                .isEqualTo(ErrorKind.NOT_FOUND);

        Files.move(away, file);
        awaitAvailability(Availability.READY);
        assertThat(count()).isEqualTo(2_000);
    }

    @Test
    void aFileThatIsReplacedIsOpenedAnew() throws Exception {
        Path other = folder.resolve("other.db");
        make(other);
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + other);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("delete from numbers where n > 10");
        }
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);

        await().atMost(NOTICED).until(() -> count() == 10);
    }

    @Test
    void aFileThatIsCutOffIsNoLongerUsed() throws IOException {
        try (var content = new RandomAccessFile(file.toFile(), "rw")) {
            content.setLength(content.length() / 2);
        }
        awaitAvailability(Availability.DOWN);
        assertThat(failure().kind()).isEqualTo(ErrorKind.CORRUPT);
    }

    private HoldfastException failure() {
        return catchThrowableOfType(HoldfastException.class, this::count);
    }

    private long count() {
        return database.call(Operation.read("count"), LostFileTest::count);
    }

    private static long count(SqlSession session) throws SQLException {
        try (Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery("select count(*) from numbers")) {
            row.next();
            return row.getLong(1);
        }
    }

    private void awaitAvailability(Availability availability) {
        await().atMost(NOTICED).until(() -> database.availability() == availability);
    }

    private static void make(Path path) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + path);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("create table numbers (n integer primary key, filler text)");
            statement.executeUpdate("with recursive c(n) as (select 1 union all select n + 1 from c where n < 2000)"
                    + " insert into numbers select n, hex(randomblob(50)) from c");
        }
    }
}

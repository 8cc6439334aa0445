package io.holdfast.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CLI-1: the sample that the demonstration moves. */
final class SampleDatabaseTest {
    @TempDir
    private Path folder;

    @Test
    void theSameSizeGivesTheSameBytes() throws Exception {
        SampleDatabase.of(1_000).writeTo(folder.resolve("one.db"));
        SampleDatabase.of(1_000).writeTo(folder.resolve("two.db"));

        assertThat(Files.readAllBytes(folder.resolve("one.db")))
                .isEqualTo(Files.readAllBytes(folder.resolve("two.db")));
    }

    @Test
    void itHoldsAsManyRowsAsItSays() throws Exception {
        SampleDatabase sample = SampleDatabase.of(1_003);
        Path file = folder.resolve("sample.db");

        sample.writeTo(file);
        sample.writeTo(file);

        assertThat(sample.tables().values().stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(1_003);
        for (var table : sample.tables().entrySet()) {
            assertThat(number(file, "select count(*) from " + table.getKey()))
                    .isEqualTo(table.getValue().longValue());
        }
    }

    @Test
    void theSmallestSampleIsWholeToo() throws Exception {
        Path file = folder.resolve("small.db");

        SampleDatabase.of(100).writeTo(file);

        assertThat(number(file, "select count(*) from pragma_foreign_key_check"))
                .isZero();
    }

    @Test
    void itHoldsWhatMakesAMoveInteresting() throws Exception {
        Path file = folder.resolve("sample.db");
        SampleDatabase.of(2_000).writeTo(file);

        assertThat(number(file, "select count(*) from pragma_foreign_key_check"))
                .isZero();
        assertThat(number(file, "select count(*) from sqlite_master where type in ('view', 'trigger')"))
                .isEqualTo(2);
        assertThat(number(file, "select count(*) from users where avatar is null"))
                .isPositive();
        assertThat(number(file, "select count(*) from users where name glob '*[^ -~]*'"))
                .isPositive();
        assertThat(number(file, "select count(*) from submissions where not json_valid(metadata)"))
                .isZero();
        assertThat(number(file, "select seq - (select max(id) from users) from sqlite_sequence where name = 'users'"))
                .isEqualTo(7);
    }

    private static long number(Path file, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}

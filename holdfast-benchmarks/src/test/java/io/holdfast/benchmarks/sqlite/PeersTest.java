package io.holdfast.benchmarks.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("BEN-1: the peers have the settings that the document says")
class PeersTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"FULL, 2", "NORMAL, 1"})
    void connectionsWaitForTheLockAndWriteALog(Synchronous synchronous, String level) throws SQLException {
        Ledger ledger = Ledger.create(folder.resolve("ledger.db"));
        try (HikariDataSource pool = new HikariDataSource(Peers.pool(ledger.file(), synchronous));
                Connection pooled = pool.getConnection();
                Connection writer = Peers.writer(ledger.file(), synchronous)) {
            assertThat(pool.getMaximumPoolSize()).isEqualTo(8);
            assertSettings(pooled, level);
            assertSettings(writer, level);
        }
    }

    @Test
    void aReaderCannotWrite() throws SQLException {
        Ledger ledger = Ledger.create(folder.resolve("ledger.db"));
        try (Connection reader = Peers.reader(ledger.file())) {
            assertThat(pragma(reader, "busy_timeout")).isEqualTo("5000");
            assertThatThrownBy(() -> Ledger.book(reader, new Booking(0, 1, 2, 3)))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("readonly");
        }
    }

    private static void assertSettings(Connection connection, String level) throws SQLException {
        assertThat(pragma(connection, "journal_mode")).isEqualTo("wal");
        assertThat(pragma(connection, "synchronous")).isEqualTo(level);
        assertThat(pragma(connection, "busy_timeout")).isEqualTo("5000");
    }

    private static String pragma(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("pragma " + name)) {
            row.next();
            return row.getString(1);
        }
    }
}

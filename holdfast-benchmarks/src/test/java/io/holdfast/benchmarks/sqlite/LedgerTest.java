package io.holdfast.benchmarks.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("BEN-1: a turn whose file does not hold what was acknowledged is no measurement")
class LedgerTest {
    @TempDir
    private Path folder;

    private Ledger ledger = new Ledger(Path.of(""));

    @BeforeEach
    void twoBookingsOfOneWriterAndOneOfTheOther() throws SQLException {
        ledger = Ledger.create(folder.resolve("ledger.db"));
        try (Connection connection = Peers.writer(ledger.file(), Synchronous.FULL)) {
            Peers.bookImmediately(connection, new Booking(0, 1, 5, 6));
            Peers.bookImmediately(connection, new Booking(0, 2, 6, 6));
            Peers.bookImmediately(connection, new Booking(1, 1, 6, 999));
        }
    }

    @Test
    void itHoldsWhatWasAcknowledged() {
        assertThatCode(() -> ledger.check("somebody", List.of(2L, 1L))).doesNotThrowAnyException();
    }

    @Test
    void anAmountIsMoved() throws SQLException {
        try (Connection reader = Peers.reader(ledger.file())) {
            assertThat(Ledger.balance(reader, 5)).isEqualTo(997);
            assertThat(Ledger.balance(reader, 6)).isEqualTo(1_000);
            assertThat(Ledger.balance(reader, 999)).isEqualTo(1_003);
        }
    }

    @Test
    void aLostRowIsFound() throws SQLException {
        execute("delete from bookings where writer = 1");
        assertFails("somebody acknowledged 1 bookings of writer 1; the file has 0 rows for 0");
    }

    @Test
    void aRowTooManyIsFound() throws SQLException {
        execute("insert into bookings (writer, number) values (1, 2)");
        assertFails("somebody acknowledged 1 bookings of writer 1; the file has 2 rows for 2");
    }

    @Test
    void aDoubledRowInPlaceOfALostOneIsFound() throws SQLException {
        execute("update bookings set number = 1");
        assertFails("somebody acknowledged 2 bookings of writer 0; the file has 2 rows for 1");
    }

    @Test
    void aLostUpdateIsFound() throws SQLException {
        execute("update accounts set balance = balance + 1 where id = 7");
        assertFails("somebody lost an update: the accounts hold 1000001");
    }

    private void assertFails(String message) {
        assertThatThrownBy(() -> ledger.check("somebody", List.of(2L, 1L))).hasMessage(message);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = Peers.writer(ledger.file(), Synchronous.FULL);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

package io.holdfast.benchmarks.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("BEN-1: what counts as busy")
class BusyTest {
    private static final int BUSY_SNAPSHOT = 517;
    private static final Booking BOOKING = new Booking(0, 1, 2, 3);

    @TempDir
    private Path folder;

    @Test
    void aReaderThatWantsToWriteAfterAnotherCommitIsBusy() throws SQLException {
        Ledger ledger = Ledger.create(folder.resolve("ledger.db"));
        try (Connection late = Peers.writer(ledger.file(), Synchronous.NORMAL);
                Connection soon = Peers.writer(ledger.file(), Synchronous.NORMAL)) {
            late.setAutoCommit(false);
            Ledger.balance(late, 2);
            Peers.bookImmediately(soon, BOOKING);
            assertThat(Busy.is(failureOf(late, BOOKING))).isTrue();
        }
    }

    @Test
    void aLockThatAnotherHasIsBusyAndAMistakeIsNot() throws SQLException {
        Ledger ledger = Ledger.create(folder.resolve("ledger.db"));
        try (Connection owner = Peers.writer(ledger.file(), Synchronous.NORMAL);
                Connection other = DriverManager.getConnection("jdbc:sqlite:" + ledger.file());
                Statement begin = owner.createStatement();
                Statement impatient = other.createStatement()) {
            impatient.execute("pragma busy_timeout = 0");
            begin.execute("begin immediate");
            assertThat(Busy.is(failureOf(other, BOOKING))).isTrue();
            begin.execute("drop table bookings");
            assertThat(Busy.is(failureOf(owner, BOOKING))).isFalse();
        }
    }

    @Test
    void holdfastSaysItWithTheCodeThatItGot() {
        Failure locked = Failure.of(ErrorKind.LOCKED, "the file is locked");
        assertThat(Busy.is(locked.withCodes(null, BUSY_SNAPSHOT).exception())).isTrue();
        assertThat(Busy.is(locked.exception())).isFalse();
        assertThat(Busy.is(new IllegalStateException("busy"))).isFalse();
    }

    private static SQLException failureOf(Connection connection, Booking booking) {
        return catchThrowableOfType(SQLException.class, () -> Ledger.book(connection, booking));
    }
}

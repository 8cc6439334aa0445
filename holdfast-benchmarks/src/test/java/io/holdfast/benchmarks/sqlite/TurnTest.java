package io.holdfast.benchmarks.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.resilience.Ticker;
import io.holdfast.resilience.Time;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("BEN-1, CON-9: what is measured of a turn")
class TurnTest {
    private static final Duration WARM_UP = Duration.ofMillis(50);
    private static final Duration MEASURED = Duration.ofMillis(300);
    private static final int SQLITE_BUSY = 5;

    @TempDir
    private Path folder;

    private final Time time = Time.real();

    static List<Contestant.Entry> everybody() {
        return Contest.contestants();
    }

    @ParameterizedTest
    @MethodSource("everybody")
    void theFileHoldsWhatWasAcknowledged(Contestant.Entry entry) throws Exception {
        Ledger ledger = Ledger.create(folder.resolve("ledger.db"));
        Turn turn;
        try (Contestant contestant = entry.open(ledger.file(), Synchronous.FULL)) {
            turn = Turn.of(contestant, WARM_UP, MEASURED, time);
        }
        ledger.check(entry.name(), turn.acknowledged());
        assertThat(turn.acknowledged()).hasSize(8);
        assertThat(sum(turn.acknowledged())).isPositive();
    }

    @Test
    void whatWasBusyIsCountedAndTriedAgain() throws Exception {
        Set<Booking> seen = Collections.newSetFromMap(new ConcurrentHashMap<>());
        Turn turn = Turn.of(
                (Writing) booking -> {
                    if (seen.add(booking)) {
                        throw busy();
                    }
                },
                WARM_UP,
                MEASURED,
                time);
        assertThat(turn.busy()).isPositive();
        assertThat(turn.attempts()).isGreaterThan(turn.busy());
        assertThat(sum(turn.acknowledged())).isEqualTo(seen.size());
        assertThat(turn.commits()).isPositive();
        assertThat(turn.reads()).isPositive();
        assertThat(turn.fairness()).isBetween(0.0, 100.0);
        assertThat(turn.millis()).allMatch(millis -> millis >= 1);
    }

    @Test
    void aStarvedWriterIsSeenInTheFairnessAndInTheLongestWrite() throws Exception {
        Ticker ticker = time.ticker();
        long end = ticker.nanos() + WARM_UP.plus(MEASURED.multipliedBy(4)).toNanos();
        Turn turn = Turn.of(
                (Writing) booking -> {
                    if (booking.writer() == 3 && ticker.nanos() - end < 0) {
                        throw busy();
                    }
                },
                WARM_UP,
                MEASURED,
                time);
        assertThat(turn.fairness()).isZero();
        assertThat(turn.acknowledged().get(3)).isEqualTo(1);
        assertThat(Collections.max(turn.millis())).isGreaterThan(MEASURED.toMillis());
    }

    @Test
    void anyOtherFailureEndsIt() {
        var failure = new SQLException("the disk is full");
        Writing broken = booking -> {
            throw failure;
        };
        assertThatThrownBy(() -> Turn.of(broken, WARM_UP, MEASURED, time)).hasCause(failure);
    }

    @Test
    void aPageOnTheBareDiskTakesTime() throws Exception {
        List<Double> millis = BareDisk.millis(folder.resolve("pages"), WARM_UP, time);
        assertThat(millis).isNotEmpty().allMatch(each -> each > 0);
        assertThat(folder.resolve("pages")).hasSize(4L << 20);
    }

    private static long sum(List<Long> counts) {
        return counts.stream().mapToLong(Long::longValue).sum();
    }

    private static SQLException busy() {
        return new SQLException("busy", null, SQLITE_BUSY);
    }

    /** One whose reads are of no interest, and which has nothing to close. */
    @FunctionalInterface
    private interface Writing extends Contestant {
        @Override
        void write(Booking booking) throws SQLException;

        @Override
        default long read(int account) {
            return account;
        }

        @Override
        default void close() {}
    }
}

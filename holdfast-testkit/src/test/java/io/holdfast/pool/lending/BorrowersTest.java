package io.holdfast.pool.lending;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.testkit.SettableClock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** CON-10: who has the connections is known without looking at everybody. */
class BorrowersTest {
    private final SettableClock clock = SettableClock.atNoon();
    private final Borrowers borrowers = new Borrowers(20, clock);

    @Test
    void oneInSixtyFourIsNotedWhileThePoolIsAtEase() {
        assertThat(noted(640, 10)).isEqualTo(10);
    }

    @Test
    void everyoneOfTheLastQuarterIsNoted() {
        assertThat(noted(64, 5)).isEqualTo(1);
        assertThat(noted(64, 4)).isEqualTo(64);
    }

    @Test
    void aPoolThatIsAlwaysBusyDoesNotPayForEveryone() {
        assertThat(noted(1_000, 0)).isEqualTo(1_000);
        assertThat(noted(6_400, 0)).as("one in 64 again").isBetween(100L, 120L);
        clock.advance(Duration.ofSeconds(1));
        assertThat(noted(500, 0)).isEqualTo(500);
    }

    @Test
    void everyoneIsNotedForTenMinutesAfterSomebodyWasTurnedAway() {
        borrowers.watchAll();
        assertThat(noted(64, 10)).isEqualTo(64);
        clock.advance(Duration.ofMinutes(9));
        assertThat(noted(64, 10)).isEqualTo(64);
        clock.advance(Duration.ofMinutes(2));
        assertThat(noted(64, 10)).isEqualTo(1);
    }

    @Test
    void theFiveWhoHaveThemLongestAreNamedWithTheirPlace() {
        List<Loan> loans = IntStream.rangeClosed(1, 7)
                .mapToObj(number -> new Loan(
                        "worker-" + number,
                        Duration.ofSeconds(number * 5L),
                        number == 7 ? Optional.of("Report.java:12") : Optional.empty()))
                .toList();

        assertThat(Borrowers.describe(loans))
                .isEqualTo("held longest by thread worker-7 for 35 s at Report.java:12; by thread worker-6 for 30 s;"
                        + " by thread worker-5 for 25 s; by thread worker-4 for 20 s; by thread worker-3 for 15 s");
        assertThat(Borrowers.describe(List.of())).isEqualTo("they have just come back");
    }

    private long noted(int borrowings, int free) {
        return IntStream.range(0, borrowings)
                .mapToObj(each -> borrowers.trace(free, clock.nanos()))
                .filter(Objects::nonNull)
                .count();
    }
}

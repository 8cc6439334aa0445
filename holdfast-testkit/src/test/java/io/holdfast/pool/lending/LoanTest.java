package io.holdfast.pool.lending;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** CON-6: whoever keeps a connection is named. */
class LoanTest {
    @Test
    void aThreadIsCalledByItsName() {
        var loan = Loan.to(
                new Thread("importer"), Duration.ofMillis(300), Optional.of("com.example.Shop.buy(Shop.java:7)"));

        assertThat(loan).hasToString("by thread importer for 300 ms at com.example.Shop.buy(Shop.java:7)");
    }

    /** As virtual threads are, as a rule. */
    @Test
    void aThreadWithoutANameIsCalledByTheNumberThatADumpShows() {
        Thread nameless = new Thread("");

        assertThat(Loan.to(nameless, Duration.ofSeconds(12), Optional.empty()))
                .hasToString("by thread #%d for 12 s".formatted(nameless.getId()));
    }
}

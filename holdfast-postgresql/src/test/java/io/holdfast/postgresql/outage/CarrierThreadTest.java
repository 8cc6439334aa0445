package io.holdfast.postgresql.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.testkit.EmbeddedPostgres;
import io.holdfast.testkit.KeptCarriers;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** CON-6: callers on virtual threads wait without keeping the threads that carry them. */
class CarrierThreadTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void neitherTheWaitForAConnectionNorThatForAnAnswerKeepsACarrier() {
        try (App app = App.on(
                                EmbeddedPostgres.shared().freshDatabase(),
                                "pool.size",
                                "4",
                                "pool.acquire-timeout",
                                "20s")
                        .withNumbers();
                Load first = Load.once(50, number -> writeAndRead(app, number))) {
            await().atMost(PATIENCE).until(() -> first.ended() == 50); // classes are loaded by now, which does keep one

            assertThat(KeptCarriers.during(() -> crowd(app))).isEmpty();
        }
    }

    private static void crowd(App app) {
        try (Load load = Load.once(200, number -> writeAndRead(app, 1_000 + number))) {
            load.stop();
            assertThat(load.failures()).isEmpty();
        }
    }

    private static void writeAndRead(App app, long number) {
        app.writeInTransaction(number);
        app.read("select 1 from pg_sleep(0.02)");
    }
}

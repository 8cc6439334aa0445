package io.holdfast.postgresql.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.example.shop.Shop;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.event.Availability;
import io.holdfast.event.Event;
import io.holdfast.testkit.EmbeddedPostgres;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** CON-6: whoever keeps connections is named. */
class LeakTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void aPoolThatWasLeakedDryNamesTheLeakingPlace() throws Exception {
        try (App app = open("pool.acquire-timeout", "300ms");
                Shop shop = new Shop(app.database().dataSource())) {
            for (int leak = 0; leak < 4; leak++) {
                shop.forgetToClose();
            }

            assertThatThrownBy(() -> app.read("select 1")).isInstanceOfSatisfying(HoldfastException.class, failure -> {
                assertThat(failure.kind()).isEqualTo(ErrorKind.POOL_EXHAUSTED);
                assertThat(failure.failure().sentence())
                        .startsWith("all 4 connections to app were in use for 300 ms")
                        .contains("by thread main")
                        .contains("com.example.shop.Shop.forgetToClose(Shop.java:");
                assertThat(failure.failure().hint()).contains("databases.app.pool.size");
            });
            assertThat(app.database().availability()).isEqualTo(Availability.READY);
        }
    }

    @Test
    void aConnectionThatIsAwayTooLongIsToldOnceAndItsPlaceFromThenOn() throws Exception {
        try (App app = open("pool.leak-threshold", "200ms", "probe.every", "100ms");
                Shop shop = new Shop(app.database().dataSource())) {
            await().atMost(PATIENCE).until(() -> {
                shop.forgetToClose();
                await().until(() -> !app.events(Event.ConnectionLeaked.class).isEmpty());
                return true;
            });
            shop.forgetToClose();
            await().atMost(PATIENCE)
                    .until(() -> app.events(Event.ConnectionLeaked.class).size() == 2);

            assertThat(app.events(Event.ConnectionLeaked.class).get(1).sentence())
                    .contains("com.example.shop.Shop.forgetToClose(Shop.java:")
                    .contains("by thread main");
            shop.close();
            assertThat(app.read("select 1")).isEqualTo(1);
            assertThat(app.events(Event.ConnectionLeaked.class)).hasSize(2);
        }
    }

    @Test
    void manyWhoBorrowAndGiveBackAreNoLeak() throws Exception {
        try (App app = open("pool.leak-threshold", "1s", "probe.every", "50ms")) {
            List<Connection> held = new ArrayList<>();
            for (int each = 0; each < 3; each++) {
                held.add(app.database().dataSource().getConnection());
            }
            for (Connection connection : held) {
                connection.close();
            }
            long start = System.nanoTime();
            try (Load load = Load.of(4, number -> app.read("select " + number))) {
                await().atMost(PATIENCE)
                        .until(() -> load.calls().size() > 500 && System.nanoTime() - start > 1_500_000_000L);
                load.stop();
                assertThat(load.failures()).isEmpty();
            }
            assertThat(app.events(Event.ConnectionLeaked.class)).isEmpty();
        }
    }

    private static App open(String... settings) {
        List<String> all = new ArrayList<>(List.of("pool.size", "4"));
        all.addAll(List.of(settings));
        return App.on(EmbeddedPostgres.shared().freshDatabase(), all.toArray(String[]::new));
    }
}

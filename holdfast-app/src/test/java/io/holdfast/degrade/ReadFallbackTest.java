package io.holdfast.degrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.holdfast.Holdfast;
import io.holdfast.config.ConfigLoader;
import io.holdfast.config.Endpoint;
import io.holdfast.config.QueueConfig;
import io.holdfast.degrade.Answer.Origin;
import io.holdfast.engine.SqlSession;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.event.Availability;
import io.holdfast.resilience.Pauser;
import io.holdfast.resilience.Time;
import io.holdfast.testkit.SettableClock;
import io.holdfast.testkit.fault.PostgresProcess;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DEG-1: reads of a database whose server is killed answer with what was declared for that, or fail at once. */
final class ReadFallbackTest {
    private static final Duration OLDEST = Duration.ofMinutes(5);

    @TempDir
    private Path folder;

    private final SettableClock clock = SettableClock.atNoon();

    private static Integer price(SqlSession session, String sku) throws SQLException {
        try (PreparedStatement query = session.connection().prepareStatement("select price from item where sku = ?")) {
            query.setString(1, sku);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private Holdfast open(Endpoint place) {
        Map<String, String> flags = new TreeMap<>();
        flags.put("home", folder.resolve("home").toString());
        flags.put("databases.shop.url", place.url().toString());
        flags.put("databases.shop.probe.every", "50ms");
        place.credentials().ifPresent(known -> {
            flags.put("databases.shop.user", known.user());
            flags.put("databases.shop.password", known.password().reveal());
        });
        return Holdfast.open(
                ConfigLoader.withoutFile(folder).withFlags(flags).load().config());
    }

    @Test
    void theLastGoodAnswerThenWhatWasDeclaredThenAFailureAtOnce() {
        try (PostgresProcess server = PostgresProcess.fresh()) {
            Endpoint place = server.endpoint("shop");
            server.execute(place, "create table item (sku text, price integer)", "insert into item values ('a', 7)");
            var time = new Time(clock, clock, Pauser.real(), new Random(1));
            try (Holdfast holdfast = open(place);
                    var operations = new Operations(
                            folder.resolve("home"), QueueConfig.USUAL, holdfast::database, time, holdfast.events())) {
                ReadOperation<String, Integer> none = operations.read("price", "shop", ReadFallbackTest::price);
                ReadOperation<String, Integer> fixed = none.orElse(-1);
                ReadOperation<String, Integer> computed = none.orElse(String::length);
                ReadOperation<String, Integer> both = none.orLastGood(OLDEST).orElse(-1);
                ReadOperation<String, Integer> lastGood = none.orLastGood(OLDEST);
                assertThat(both.ask("a")).isEqualTo(new Answer<>(7, Origin.DATABASE, Duration.ZERO));
                assertThat(lastGood.ask("a").isFresh()).isTrue();

                server.kill();
                await().atMost(Duration.ofSeconds(30)).until(() -> holdfast.availability() == Availability.DOWN);

                clock.advance(OLDEST);
                assertThat(both.ask("a")).isEqualTo(new Answer<>(7, Origin.LAST_GOOD, OLDEST));
                assertThat(both.ask("b"))
                        .as("a question that was never answered")
                        .isEqualTo(new Answer<>(-1, Origin.FALLBACK, Duration.ZERO));
                assertThat(fixed.ask("a")).isEqualTo(new Answer<>(-1, Origin.FALLBACK, Duration.ZERO));
                assertThat(computed.ask("four").value()).isEqualTo(4);
                assertFailsAtOnce(none);

                clock.advance(Duration.ofNanos(1));
                assertThat(both.ask("a").origin())
                        .as("a last good answer that is too old")
                        .isEqualTo(Origin.FALLBACK);
                assertFailsAtOnce(lastGood);

                server.start();
                await().atMost(Duration.ofSeconds(30)).until(() -> holdfast.availability() == Availability.READY);
                assertThat(both.ask("a")).isEqualTo(new Answer<>(7, Origin.DATABASE, Duration.ZERO));
            }
        }
    }

    private static void assertFailsAtOnce(ReadOperation<String, Integer> read) {
        long began = System.nanoTime();
        assertThatThrownBy(() -> read.ask("a"))
                .isInstanceOfSatisfying(HoldfastException.class, failure -> {
                    assertThat(failure.kind()).isEqualTo(ErrorKind.CONNECTION);
                    assertThat(failure.failure().hint())
                            .contains("try again in a while; what needs no database goes on");
                })
                .hasMessageContaining("price is not possible now: the database shop is away");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void aQueryThatFailsForAReasonOfItsOwnIsNotAnsweredFromElsewhere() {
        try (PostgresProcess server = PostgresProcess.fresh();
                Holdfast holdfast = open(server.endpoint("shop"))) {
            ReadOperation<String, Integer> price = holdfast.operations()
                    .read("price", "shop", ReadFallbackTest::price)
                    .orElse(-1);

            assertThatThrownBy(() -> price.ask("a"))
                    .isInstanceOfSatisfying(
                            HoldfastException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(ErrorKind.NOT_FOUND));
        }
    }
}

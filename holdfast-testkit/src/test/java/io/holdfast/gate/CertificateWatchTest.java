package io.holdfast.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.Declared;
import io.holdfast.ScriptedEngine;
import io.holdfast.config.Endpoint;
import io.holdfast.engine.Certificates;
import io.holdfast.event.Event;
import io.holdfast.event.Events;
import io.holdfast.resilience.Deadline;
import io.holdfast.resilience.Time;
import io.holdfast.testkit.RecordingPauser;
import io.holdfast.testkit.SettableClock;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** CON-7: certificates that come near their end are spoken of in time, once for each stage. */
class CertificateWatchTest {
    private static final Duration SIX_HOURS = Duration.ofHours(6);

    private final SettableClock clock = SettableClock.atNoon();
    private final ScriptedEngine engine = new ScriptedEngine();
    private final Shelf shelf = new Shelf();
    private final List<Event.CertificateExpires> told = new CopyOnWriteArrayList<>();
    private final Traffic traffic = traffic();
    private final CertificateWatch watch = traffic.primary().certificates();

    private Traffic traffic() {
        var events = new Events();
        events.listen(event -> {
            if (event instanceof Event.CertificateExpires expires) {
                told.add(expires);
            }
        });
        engine.needs(shelf);
        return new Traffic(
                Declared.required("app"),
                engine,
                new Time(clock, clock, new RecordingPauser(clock), new Random(1)),
                events,
                Preparation.NONE);
    }

    @BeforeEach
    void begin() {
        traffic.begin();
    }

    @AfterEach
    void close() {
        traffic.close(Deadline.after(Duration.ZERO, clock));
    }

    @Test
    void itIsToldOnceForEachStageOnTheWayToTheEnd() {
        shelf.server = clock.instant().plus(Duration.ofDays(40));
        List<Integer> daysLeft = new ArrayList<>();
        for (int look = 0; look < 4 * 42; look++) {
            int before = told.size();
            watch.look(shelf);
            if (told.size() > before) {
                daysLeft.add(
                        (int) Duration.between(clock.instant(), shelf.server).toDays());
            }
            clock.advance(SIX_HOURS);
        }
        assertThat(daysLeft).containsExactly(30, 7, 1, 0);
        assertThat(told)
                .extracting(Event.CertificateExpires::sentence)
                .containsExactly(
                        "the certificate of the primary (CN=db) expires on 2026-02-10, in 30 days",
                        "the certificate of the primary (CN=db) expires on 2026-02-10, in 7 days",
                        "the certificate of the primary (CN=db) expires on 2026-02-10, in a day",
                        "the certificate of the primary (CN=db) expired on 2026-02-10");
    }

    @Test
    void aCertificateOfItsOwnIsToldOfToo() {
        shelf.client = clock.instant().plus(Duration.ofHours(5));
        watch.look(shelf);

        assertThat(told).singleElement().satisfies(event -> {
            assertThat(event.database()).isEqualTo("app");
            assertThat(event.server()).isEqualTo("primary");
            assertThat(event.notAfter()).isEqualTo(shelf.client);
            assertThat(event.sentence())
                    .isEqualTo(
                            "the client certificate that is shown to the primary (CN=app) expires on 2026-01-01, in 5 hours");
        });
    }

    @Test
    void aRenewedCertificateIsToldOfAnewWhenItsOwnEndComesNear() {
        shelf.server = clock.instant().plus(Duration.ofDays(5));
        watch.look(shelf);
        shelf.server = clock.instant().plus(Duration.ofDays(90));
        watch.look(shelf);
        assertThat(expiry()).isEqualTo(Certificates.Expiry.FAR);
        clock.advance(Duration.ofDays(84));
        watch.look(shelf);

        assertThat(told).hasSize(2);
        assertThat(expiry()).isEqualTo(Certificates.Expiry.WITHIN_A_WEEK);
    }

    @Test
    void theStatusTellsTheTimeThatIsLeftNow() {
        shelf.server = clock.instant().plus(Duration.ofDays(31));
        watch.look(shelf);
        assertThat(expiry()).isEqualTo(Certificates.Expiry.FAR);
        clock.advance(Duration.ofDays(2));
        assertThat(expiry()).isEqualTo(Certificates.Expiry.WITHIN_A_MONTH);
        clock.advance(Duration.ofDays(30));
        assertThat(expiry()).isEqualTo(Certificates.Expiry.PAST);
    }

    @Test
    void itIsLookedAtFourTimesADayAndSoonerAfterAFailure() {
        shelf.server = clock.instant().plus(Duration.ofDays(400));
        watch.lookIfDue();
        await().until(() -> shelf.looks.get() == 1 && !watch.status().isEmpty());
        clock.advance(SIX_HOURS.minusSeconds(1));
        watch.lookIfDue();
        assertThat(shelf.looks).hasValue(1);
        shelf.fails = true;
        clock.advance(Duration.ofSeconds(1));
        Instant second = clock.instant();
        watch.lookIfDue();
        await().until(() -> shelf.looks.get() == 2);
        await().until(() -> {
            clock.advance(Duration.ofMinutes(1));
            watch.lookIfDue();
            return shelf.looks.get() > 2;
        });
        assertThat(Duration.between(second, clock.instant())).isLessThan(SIX_HOURS);
        assertThat(watch.status()).as("what was seen before stays known").hasSize(1);
    }

    @Test
    void theWatchOfAServerAsksForItByItself() {
        shelf.server = clock.instant().plus(Duration.ofDays(3));
        var step = new Watch(traffic.primary(), traffic);
        clock.advance(step.step());
        step.step();
        step.step();
        await().until(() -> told.size() == 1);
    }

    private Certificates.Expiry expiry() {
        return traffic.status().servers().get(0).certificates().get(0).expiry();
    }

    /** Certificates that expire as a test says. */
    private static final class Shelf implements Certificates {
        private final AtomicInteger looks = new AtomicInteger();
        private volatile Instant server = Instant.MAX;
        private volatile Instant client = Instant.MAX;
        private volatile boolean fails;

        @Override
        public Optional<Shown> server(Endpoint endpoint, Duration timeout) throws SQLException {
            looks.incrementAndGet();
            if (fails) {
                throw new SQLException("nobody shows anything", "08001");
            }
            return shown("CN=db", server);
        }

        @Override
        public Optional<Shown> client(Endpoint endpoint) {
            return shown("CN=app", client);
        }

        private static Optional<Shown> shown(String subject, Instant notAfter) {
            return notAfter.equals(Instant.MAX)
                    ? Optional.empty()
                    : Optional.of(new Shown(subject, List.of(), notAfter));
        }
    }
}

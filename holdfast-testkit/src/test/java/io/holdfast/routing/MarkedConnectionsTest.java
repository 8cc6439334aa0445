package io.holdfast.routing;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import io.holdfast.CapturedLog;
import io.holdfast.event.Availability;
import io.holdfast.event.Event;
import io.holdfast.event.Events;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** DOC-7: connection failures carry the marker of the database's role. */
final class MarkedConnectionsTest {
    private static Event state(String database, Availability state, String sentence) {
        return new Event.StateChanged(database, state, 3, Duration.ofSeconds(1), sentence);
    }

    @Test
    void whatCannotBeReachedIsMarkedByItsRole() {
        var events = new Events();
        try (CapturedLog log = new CapturedLog("io.holdfast.routing");
                Events.Subscription told = events.listen(new MarkedConnections())) {
            assertThat(told).isNotNull();

            events.publish(state("external-users", Availability.DOWN, "the connection was refused"));
            events.publish(state("srie-main-hr", Availability.DEGRADED, "its standby is down"));
            events.publish(state("raseen-temp-user", Availability.READY, ""));
            events.publish(state("app", Availability.DOWN, "the connection was refused"));

            assertThat(log.lines())
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .containsExactly(
                            "🌐 [EXTERNAL] external_users is down: the connection was refused",
                            "🔐 [INTERNAL] srie_main_hr is degraded: its standby is down",
                            "🔐 [INTERNAL] raseen_temp_user is ready");
            assertThat(log.warnings()).hasSize(2);
        }
    }
}

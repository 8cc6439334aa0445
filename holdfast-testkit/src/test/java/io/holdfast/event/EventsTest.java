package io.holdfast.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** AUD-5: a failing listener never fails an operation. */
class EventsTest {
    private static final Event EVENT = new Event.StateChanged("app", Availability.READY, 1, Duration.ZERO, "");

    private final Events events = new Events();
    private final List<String> heard = new ArrayList<>();

    @Test
    void listenersHearInTheOrderInWhichTheyCame() {
        events.listen(event -> heard.add("first " + event.database()));
        events.listen(event -> heard.add("second " + event.database()));

        events.publish(EVENT);

        assertThat(heard).containsExactly("first app", "second app");
    }

    @Test
    void aListenerThatThrowsDisturbsNobody() {
        events.listen(event -> {
            throw new IllegalStateException("password=hush");
        });
        events.listen(event -> {
            throw new AssertionError();
        });
        events.listen(event -> heard.add("last"));

        events.publish(EVENT);

        assertThat(heard).containsExactly("last");
    }

    @Test
    void whoStoppedListeningHearsNothing() {
        Events.Subscription subscription = events.listen(event -> heard.add("late"));
        subscription.close();
        subscription.close();

        events.publish(EVENT);

        assertThat(heard).isEmpty();
    }
}

package io.holdfast.routing;

import io.holdfast.event.Availability;
import io.holdfast.event.Event;
import io.holdfast.log.Log;
import java.util.Map;
import java.util.function.Consumer;

/** Logs with the marker of its role when a database cannot be reached, and when it can be again. */
public final class MarkedConnections implements Consumer<Event> {
    private static final Log LOG = Log.of(MarkedConnections.class);

    /** To be told of all events; those of other databases are passed over. */
    public MarkedConnections() {}

    @Override
    public void accept(Event event) {
        Role.ofDeclared(event.database()).ifPresent(role -> {
            if (event instanceof Event.StateChanged changed) {
                state(role, changed);
            }
        });
    }

    private static void state(Role role, Event.StateChanged changed) {
        Map<String, Object> values = Map.of("database", role.database(), "state", changed.state());
        if (changed.state() == Availability.READY) {
            LOG.info("%s %s is ready".formatted(role.marker(), role.database()), values);
        } else {
            LOG.warn(
                    "%s %s is %s: %s"
                            .formatted(role.marker(), role.database(), shown(changed.state()), changed.sentence()),
                    values,
                    null);
        }
    }

    private static String shown(Availability state) {
        return switch (state) {
            case READY -> "ready";
            case DEGRADED -> "degraded";
            case DOWN -> "down";
        };
    }
}

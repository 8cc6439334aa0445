package io.holdfast.health;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** What the meters of a SQLite database called app say. */
record Readings(MeterRegistry registry) {

    double pool(String name) {
        return registry.get("hikaricp.connections" + name)
                .tag("pool", "holdfast-app")
                .gauge()
                .value();
    }

    double up() {
        return registry.get("holdfast.db.up")
                .tags("db", "app", "engine", "sqlite", "server", "primary")
                .gauge()
                .value();
    }

    double state(String state) {
        return registry.get("holdfast.db.state")
                .tags("db", "app", "state", state)
                .gauge()
                .value();
    }

    double failovers(String to) {
        return counter("holdfast.failover", "calls", "writes", "to", to);
    }

    double counter(String name, String... tags) {
        return registry.get(name).tag("db", "app").tags(tags).counter().count();
    }

    double total(String name) {
        return registry.get(name).functionCounter().count();
    }

    Timer timer(String name) {
        return registry.get("hikaricp.connections" + name)
                .tag("pool", "holdfast-app")
                .timer();
    }
}

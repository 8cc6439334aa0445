package io.holdfast.health;

import io.holdfast.database.Database;
import io.holdfast.error.ErrorKind;
import io.holdfast.event.Availability;
import io.holdfast.event.Event;
import io.holdfast.pool.ServerName;
import io.micrometer.core.instrument.Tags;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The meters of a database as a whole. What is counted by {@link EventMeters} later begins here, at 0. */
final class DatabaseMeters {
    /** What work is usually repeated after; another kind begins to be counted when it is seen. */
    private static final Set<ErrorKind> REPEATED = EnumSet.of(
            ErrorKind.CONNECTION, ErrorKind.READ_ONLY, ErrorKind.DEADLOCK, ErrorKind.SERIALIZATION, ErrorKind.LOCKED);

    private final Meters meters;
    private final Database database;
    private final Tags tags;
    private final List<ServerName> servers;

    DatabaseMeters(Meters meters, Database database) {
        this.meters = meters;
        this.database = database;
        this.tags = Tags.of("db", database.name());
        this.servers = ServerMeters.servers(database);
    }

    void make() {
        for (Availability state : Availability.values()) {
            meters.gauge(
                    Metric.STATE,
                    tags.and("state", EventMeters.word(state)),
                    database,
                    asked -> asked.availability() == state ? 1 : 0);
        }
        meters.gauge(
                Metric.CALLERS_WAITING, tags, database, asked -> asked.status().waiting());
        if (servers.size() > 1) {
            meters.gauge(
                    Metric.SPLIT_BRAIN, tags, database, asked -> asked.status().isSplit() ? 1 : 0);
        }
        servers.forEach(server -> new ServerMeters(meters, database, server).make());
        makeCounters();
    }

    private void makeCounters() {
        for (Event.Rerouted.Calls calls : Event.Rerouted.Calls.values()) {
            ways().forEach(to -> meters.counter(Metric.FAILOVER, EventMeters.failover(tags, calls, to)));
        }
        REPEATED.forEach(kind -> meters.counter(Metric.RETRIES, EventMeters.retries(tags, kind)));
        meters.counter(Metric.DEADLOCKS, tags);
        meters.counter(Metric.TRANSACTIONS_IDLE, tags);
        for (Event.CredentialsChanged.Outcome outcome : Event.CredentialsChanged.Outcome.values()) {
            servers.forEach(server -> meters.counter(
                    Metric.CREDENTIALS_CHANGES, EventMeters.credentials(tags, server.toString(), outcome)));
        }
    }

    private Stream<String> ways() {
        return Stream.concat(servers.stream().map(ServerName::toString), Stream.of(""));
    }
}

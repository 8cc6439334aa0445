package io.holdfast.health;

import io.holdfast.database.Database;
import io.holdfast.pool.PoolListener;
import io.holdfast.pool.ServerName;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The timers of a database's connections. They are made beforehand: on the way of a call, nothing is looked up. */
record PoolTimes(Map<ServerName, Timer> acquire, Map<ServerName, Timer> usage, Map<ServerName, Timer> creation)
        implements PoolListener {

    static PoolTimes of(Database database, Meters meters) {
        return new PoolTimes(
                timers(Metric.ACQUIRE, database, meters),
                timers(Metric.USAGE, database, meters),
                timers(Metric.CREATION, database, meters));
    }

    private static Map<ServerName, Timer> timers(Metric metric, Database database, Meters meters) {
        Map<ServerName, Timer> timers = new EnumMap<>(ServerName.class);
        for (ServerName server : ServerMeters.servers(database)) {
            timers.put(server, meters.timer(metric, ServerMeters.poolTags(database, server)));
        }
        return timers;
    }

    @Override
    public void acquired(ServerName server, long nanos) {
        record(acquire, server, nanos);
    }

    @Override
    public void used(ServerName server, long nanos) {
        record(usage, server, nanos);
    }

    @Override
    public void created(ServerName server, long nanos) {
        record(creation, server, nanos);
    }

    private static void record(Map<ServerName, Timer> timers, ServerName server, long nanos) {
        Timer timer = timers.get(server);
        if (timer != null) {
            timer.record(nanos, TimeUnit.NANOSECONDS);
        }
    }
}

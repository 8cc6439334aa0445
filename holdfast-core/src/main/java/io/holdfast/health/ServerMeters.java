package io.holdfast.health;

import io.holdfast.config.PoolConfig;
import io.holdfast.database.Database;
import io.holdfast.gate.GateStatus.ServerStatus;
import io.holdfast.pool.PoolCounts;
import io.holdfast.pool.PoolStatus;
import io.holdfast.pool.ServerName;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The meters of one server of a database, and of the pool it has at the moment: after an outage that is another one, and
 * during it there is none.
 */
final class ServerMeters {
    private final Meters meters;
    private final Database database;
    private final ServerName server;

    ServerMeters(Meters meters, Database database, ServerName server) {
        this.meters = meters;
        this.database = database;
        this.server = server;
    }

    /** The servers that {@code database} is declared with. */
    static List<ServerName> servers(Database database) {
        return database.config().standby().isPresent()
                ? List.of(ServerName.PRIMARY, ServerName.STANDBY)
                : List.of(ServerName.PRIMARY);
    }

    /** What the pool to {@code server} is called in the tag {@code pool}. */
    static String pool(Database database, ServerName server) {
        return "holdfast-" + database.name() + (server == ServerName.PRIMARY ? "" : "-" + server);
    }

    /** HikariCP's tag, and no other: a name must have the same tags wherever it comes from. */
    static Tags poolTags(Database database, ServerName server) {
        return Tags.of("pool", pool(database, server));
    }

    void make() {
        Tags tags = Tags.of("db", database.name(), "server", server.toString());
        meters.gauge(
                Metric.UP,
                tags.and("engine", database.config().url().engine()),
                database,
                answered(status -> status.up() ? 1 : 0));
        total(Metric.FAILED, tags, PoolCounts::failed);
        total(Metric.TURNED_AWAY, tags, PoolCounts::turnedAway);
        total(Metric.LEAKED, tags, PoolCounts::leaked);
        makePool(poolTags(database, server));
    }

    private void makePool(Tags tags) {
        gauge(Metric.CONNECTIONS, tags, PoolStatus::total);
        gauge(Metric.ACTIVE, tags, PoolStatus::active);
        gauge(Metric.IDLE, tags, PoolStatus::idle);
        gauge(Metric.PENDING, tags, PoolStatus::waiting);
        meters.gauge(
                Metric.MAX, tags, database, declared -> declared.config().pool().size());
        meters.gauge(
                Metric.MIN,
                tags,
                database,
                declared -> minIdle(declared.config().pool()));
        total(Metric.TIMEOUT, tags, PoolCounts::timedOut);
    }

    private static int minIdle(PoolConfig pool) {
        return Math.min(pool.minIdle(), pool.size());
    }

    private void gauge(Metric metric, Tags tags, ToDoubleFunction<PoolStatus> value) {
        meters.gauge(
                metric,
                tags,
                database,
                answered(status -> status.pool().stream().mapToDouble(value).sum()));
    }

    private void total(Metric metric, Tags tags, ToDoubleFunction<PoolCounts> value) {
        meters.total(metric, tags, database, answered(status -> value.applyAsDouble(status.counts())));
    }

    /** What {@code question} says of this server. It holds no database, so that it keeps none alive. */
    private ToDoubleFunction<Database> answered(ToDoubleFunction<ServerStatus> question) {
        ServerName asked = server;
        return asking -> asking.status().servers().stream()
                .filter(status -> status.name() == asked)
                .mapToDouble(question)
                .sum();
    }
}

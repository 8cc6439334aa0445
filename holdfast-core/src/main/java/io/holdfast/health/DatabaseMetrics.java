package io.holdfast.health;

import io.holdfast.database.Database;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.event.Events;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Databases and their connections as meters of Micrometer.
 *
 * <pre>{@code
 * try (var metrics = DatabaseMetrics.of(holdfast.databases(), holdfast.events())) {
 *     metrics.bindTo(registry);
 *     …
 * }
 * }</pre>
 *
 * <p>Pools are measured under HikariCP's names, with its tag {@code pool}, which is {@code holdfast-app} for the database
 * app and {@code holdfast-app-standby} for its standby. What a pool does not know has names that begin with
 * {@code holdfast}; {@code docs/metrics.md} lists them all. No tag holds a user, an address or a statement.
 *
 * <p>It can be bound to several registries, and closing it takes everything out of all of them. Safe for use by many
 * threads.
 */
public final class DatabaseMetrics implements MeterBinder, AutoCloseable {
    private final List<Database> databases;
    private final Events events;
    private final Buckets buckets;
    private final Map<MeterRegistry, Binding> bindings = new LinkedHashMap<>();

    private DatabaseMetrics(List<Database> databases, Events events, Buckets buckets) {
        this.databases = databases;
        this.events = events;
        this.buckets = buckets;
    }

    /**
     * The metrics of {@code databases}; nothing is measured before they are bound.
     *
     * @param events where the databases announce what happens
     * @throws io.holdfast.error.HoldfastException of kind CONFIGURATION if two pools would have the same name
     */
    public static DatabaseMetrics of(List<Database> databases, Events events) {
        refuseSharedNames(databases);
        return new DatabaseMetrics(List.copyOf(databases), events, Buckets.NONE);
    }

    /** Micrometer would take two pools of one name for one pool, and show the first. */
    private static void refuseSharedNames(List<Database> databases) {
        Set<String> known = new HashSet<>();
        databases.stream()
                .flatMap(database ->
                        ServerMeters.servers(database).stream().map(server -> ServerMeters.pool(database, server)))
                .filter(pool -> !known.add(pool))
                .findFirst()
                .ifPresent(pool -> {
                    throw Failure.of(ErrorKind.CONFIGURATION, "two pools would be measured as %s".formatted(pool))
                            .withHint("give each database once, and give none the name of another with -standby behind")
                            .exception();
                });
    }

    /** A copy whose timers also count in ten fixed buckets, for percentiles that are computed elsewhere. */
    public DatabaseMetrics withBuckets() {
        return new DatabaseMetrics(databases, events, Buckets.TEN);
    }

    /** Measures into {@code registry} from now on; once, however often it is said. */
    @Override
    public synchronized void bindTo(MeterRegistry registry) {
        bindings.computeIfAbsent(registry, bound -> new Binding(databases, events, new Meters(bound, buckets)));
    }

    /** Takes its meters out of every registry, and listens no more. Harmless when repeated. */
    @Override
    public synchronized void close() {
        bindings.values().forEach(Binding::close);
        bindings.clear();
    }
}

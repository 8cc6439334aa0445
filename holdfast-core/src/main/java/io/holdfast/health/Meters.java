package io.holdfast.health;

import io.holdfast.database.Database;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.HashSet;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * Makes meters in one registry, and removes those that it made. What is asked of a database is asked anew each time that
 * somebody reads, and a database that nobody else holds is not kept alive for that. Safe for use by many threads.
 */
final class Meters implements AutoCloseable {
    private final MeterRegistry registry;
    private final Buckets buckets;
    private final Set<Meter> made = new HashSet<>();
    private boolean closed;

    Meters(MeterRegistry registry, Buckets buckets) {
        this.registry = registry;
        this.buckets = buckets;
    }

    /** What {@code database} says now. */
    void gauge(Metric metric, Tags tags, Database database, ToDoubleFunction<Database> value) {
        keep(Gauge.builder(metric.id(), database, value)
                .description(metric.description())
                .tags(tags)
                .register(registry));
    }

    /** What {@code database} has counted itself. */
    void total(Metric metric, Tags tags, Database database, ToDoubleFunction<Database> value) {
        keep(FunctionCounter.builder(metric.id(), database, value)
                .description(metric.description())
                .tags(tags)
                .register(registry));
    }

    Timer timer(Metric metric, Tags tags) {
        return keep(buckets.in(Timer.builder(metric.id()))
                .description(metric.description())
                .tags(tags)
                .register(registry));
    }

    /** A counter that stands at 0 until something happens: whoever watches for an increase needs to see where it began. */
    void counter(Metric metric, Tags tags) {
        count(metric, tags, 0);
    }

    /** Counts one more; something that happened just now may come after the end. */
    void count(Metric metric, Tags tags) {
        count(metric, tags, 1);
    }

    private synchronized void count(Metric metric, Tags tags, int more) {
        if (!closed) {
            keep(Counter.builder(metric.id())
                            .description(metric.description())
                            .tags(tags)
                            .register(registry))
                    .increment(more);
        }
    }

    private synchronized <M extends Meter> M keep(M meter) {
        made.add(meter);
        return meter;
    }

    /** Removes them; harmless when repeated. */
    @Override
    public synchronized void close() {
        closed = true;
        made.forEach(registry::remove);
        made.clear();
    }
}

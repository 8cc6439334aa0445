package io.holdfast.benchmarks.queue;

import io.holdfast.Holdfast;
import io.holdfast.config.Endpoint;
import io.holdfast.config.HoldfastConfig;
import io.holdfast.degrade.DeferrableWrite;
import io.holdfast.degrade.QueueFolder;
import io.holdfast.disk.Disk;
import io.holdfast.resilience.Time;
import java.nio.file.Path;

/** Holdfast's queue with its usual settings, in front of a database that is away. */
final class Ours implements Contestant {
    /** What it is called in samples; it is no peer. */
    static final String NAME = "Holdfast";

    private final HoldfastConfig config;
    private final Holdfast holdfast;
    private final DeferrableWrite<Order> orders;

    private Ours(HoldfastConfig config) {
        this.config = config;
        this.holdfast = Holdfast.open(config);
        this.orders = holdfast.operations().deferrable(new Order.Write());
    }

    /** One in front of {@code place}, where nobody answers. */
    static Ours before(Endpoint place, Path folder) {
        return new Ours(Shop.config(folder, place));
    }

    @Override
    public void keep(Order order) {
        if (orders.write(order.customer(), order).isApplied()) {
            throw new IllegalStateException("the database is not away");
        }
    }

    @Override
    public long kept() {
        return QueueFolder.in(Disk.local(), config.home(), config.queue(), Time.real())
                .status()
                .waiting();
    }

    @Override
    public void close() {
        holdfast.close();
    }
}

package io.holdfast.health;

import io.holdfast.database.Database;
import io.holdfast.event.Events;
import io.holdfast.pool.PoolListener;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The meters of some databases in one registry, and what feeds them. */
final class Binding implements AutoCloseable {
    private final Meters meters;
    private final List<PoolListener.Subscription> times = new ArrayList<>();
    private final Events.Subscription told;

    Binding(List<Database> databases, Events events, Meters meters) {
        this.meters = meters;
        for (Database database : databases) {
            new DatabaseMeters(meters, database).make();
            times.add(database.listen(PoolTimes.of(database, meters)));
        }
        var names = databases.stream().map(Database::name).collect(Collectors.toUnmodifiableSet());
        this.told = events.listen(new EventMeters(meters, names));
    }

    @Override
    public void close() {
        told.close();
        times.forEach(PoolListener.Subscription::close);
        meters.close();
    }
}

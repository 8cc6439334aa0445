package io.holdfast.health;

import io.holdfast.config.DatabaseConfig;
import io.holdfast.database.Database;
import io.holdfast.event.Availability;
import io.holdfast.gate.GateStatus;
import io.holdfast.signal.Signal;
import io.holdfast.signal.Signal.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What databases and their servers show of themselves, as signals: {@code database.state}, {@code split.brain} where there
 * is a standby, and for each server that answers {@code pool.exhausted} and {@code pool.leaks}, and for each whose
 * connections need certificates {@code certificate.expiry}.
 *
 * <p>The subject is the database's name; that of its standby has {@code standby} behind it. A signal that is as it should
 * be is given, too, so that whoever was alarmed sees that it is over.
 */
public final class DatabaseSignals implements Supplier<List<Signal>> {
    private final List<Database> databases;

    private DatabaseSignals(List<Database> databases) {
        this.databases = databases;
    }

    /** The signals of {@code databases}, in their order. */
    public static DatabaseSignals of(List<Database> databases) {
        return new DatabaseSignals(List.copyOf(databases));
    }

    /** What is seen now. */
    @Override
    public List<Signal> get() {
        return databases.stream()
                .flatMap(database -> of(database.config(), database.availability(), database.status()).stream())
                .toList();
    }

    static List<Signal> of(DatabaseConfig config, Availability availability, GateStatus status) {
        List<Signal> signals = new ArrayList<>();
        signals.add(state(config, availability, status));
        if (config.standby().isPresent()) {
            signals.add(split(config, status));
        }
        status.servers().forEach(server -> signals.addAll(new ServerSignals(config, server).all()));
        return signals;
    }

    private static Signal state(DatabaseConfig config, Availability availability, GateStatus status) {
        return switch (availability) {
            case READY -> new Signal("database.state", config.name(), Level.OK, "ready", "");
            case DEGRADED ->
                new Signal(
                        "database.state", config.name(), Level.WARNING, "degraded: " + status.problem(), status.fix());
            case DOWN ->
                new Signal(
                        "database.state",
                        config.name(),
                        config.required() ? Level.ERROR : Level.WARNING,
                        "down: " + status.problem(),
                        status.fix());
        };
    }

    private static Signal split(DatabaseConfig config, GateStatus status) {
        return status.isSplit()
                ? new Signal(
                        "split.brain",
                        config.name(),
                        Level.ERROR,
                        "both servers take writes, and nothing is written to either because of it",
                        "stop the one that is not to go on, or make it a standby of the other")
                : new Signal("split.brain", config.name(), Level.OK, "no two servers take writes", "");
    }
}

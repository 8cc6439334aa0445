package io.holdfast.benchmarks.migrations;

import io.holdfast.benchmarks.measure.Figure;
import io.holdfast.benchmarks.measure.PrivateServer;
import io.holdfast.config.Endpoint;
import io.holdfast.testkit.fault.FaultProxy;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often a client waits for PostgreSQL's answer for each migration, counted on the way: what a run of many takes more
 * than a run of few. No load changes it.
 */
final class RoundTrips {
    private static final int FEW = 12;
    private static final int MANY = 60;
    private static final double MOST = 5;

    private final PrivateServer server;
    private final Path folder;

    /** Those to {@code server}; the migrations are written into {@code folder}. */
    RoundTrips(PrivateServer server, Path folder) {
        this.server = server;
        this.folder = folder;
    }

    /** Those of everybody. */
    Figure figure() throws Exception {
        MigrationSet few = MigrationSet.write(folder.resolve("few"), FEW);
        MigrationSet many = MigrationSet.write(folder.resolve("many"), MANY);
        Map<String, Double> all = new LinkedHashMap<>();
        for (Contestant.Entry entry : Contestant.all()) {
            double more = answers(entry, many) - answers(entry, few);
            all.put(entry.name(), more / (MANY - FEW));
        }
        double ours = all.getOrDefault(Ours.NAME, Double.NaN);
        all.remove(Ours.NAME);
        return new Figure("migrations.postgresql-calls", "calls", ours, all, "at most 5", ours <= MOST);
    }

    private double answers(Contestant.Entry entry, MigrationSet migrations) throws Exception {
        Endpoint database = server.database("calls_%d_%d".formatted(number(entry), migrations.count()));
        try (FaultProxy proxy = FaultProxy.to(database)) {
            entry.way().bringUpToDate(Target.postgresql(proxy.endpoint(database)), migrations);
            return proxy.answers();
        }
    }

    private static int number(Contestant.Entry entry) {
        return Contestant.all().stream().map(Contestant.Entry::name).toList().indexOf(entry.name());
    }
}

package io.holdfast.app.check;

import io.holdfast.config.DatabaseConfig;
import io.holdfast.config.Endpoint;
import io.holdfast.config.MigrationsConfig.OnDrift;
import io.holdfast.config.MigrationsConfig.OnStart;
import io.holdfast.engine.Engine;
import io.holdfast.engine.Engine.Fact;
import io.holdfast.engine.Engine.Level;
import io.holdfast.error.HoldfastException;
import io.holdfast.resilience.Time;
import io.holdfast.schema.DriftReport;
import io.holdfast.schema.MigrationListener;
import io.holdfast.schema.MigrationStatus;
import io.holdfast.schema.Migrations;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a database has the schema that its migrations give, and whether its user may give it that.
 *
 * @param endpoint where it is now
 */
record SchemaFacts(Engine engine, DatabaseConfig database, Endpoint endpoint) {

    /**
     * What there is to say; nothing where no migrations are declared.
     *
     * @param known what the database has said of itself
     */
    List<Fact> list(List<Fact> known) {
        if (!database.migrations().areDeclared() || engine.migrator().isEmpty()) {
            return List.of();
        }
        List<Fact> facts = new ArrayList<>();
        Migrations migrations = Migrations.of(database, engine, Time.real(), MigrationListener.SILENT)
                .at(endpoint);
        try {
            MigrationStatus status = migrations.status();
            facts.add(standing(status));
            boolean may = known.stream()
                    .noneMatch(fact ->
                            fact.name().equals("create-table") && fact.value().equals("no"));
            boolean applies = database.migrations().onStart() == OnStart.APPLY;
            if (!may && (applies || status.pending() > 0)) {
                facts.add(
                        new Fact(
                                "migrate",
                                "not by this user",
                                status.pending() > 0 ? Level.ERROR : Level.WARNING,
                                "GRANT CREATE ON SCHEMA to the user, or set migrations.on-start to validate and migrate as another"));
            }
            if (status.pending() == 0 && status.problems().isEmpty() && comparesHere()) {
                facts.add(drift(migrations.drift()));
            }
        } catch (HoldfastException failure) {
            facts.add(new Fact(
                    "migrations",
                    failure.failure().sentence(),
                    Level.ERROR,
                    failure.failure().hint()));
        }
        return facts;
    }

    private static Fact standing(MigrationStatus status) {
        if (!status.problems().isEmpty()) {
            return new Fact(
                    "migrations",
                    status.problems().get(0),
                    Level.ERROR,
                    "holdfast migrate status shows everything that is to be put right");
        }
        long applied = status.migrations().size() - status.pending();
        return status.pending() == 0
                ? new Fact("migrations", "all %d applied".formatted(applied), Level.OK, "")
                : new Fact(
                        "migrations",
                        "%d applied, %d pending".formatted(applied, status.pending()),
                        Level.WARNING,
                        "apply them with holdfast migrate up");
    }

    /** Only where no server has to be started for it. */
    private boolean comparesHere() {
        return database.migrations().drift() != OnDrift.OFF
                && ((database.url().host().isEmpty() && !database.url().embedded())
                        || database.migrations().scratch().isPresent());
    }

    private static Fact drift(DriftReport report) {
        String first = report.sentences().isEmpty() ? "" : report.sentences().get(0);
        if (!report.compared()) {
            return new Fact("drift", "not compared: " + first, Level.WARNING, "holdfast migrate validate tells more");
        }
        return report.matters()
                ? new Fact("drift", first, Level.WARNING, "holdfast migrate validate shows all of it")
                : new Fact("drift", "none", Level.OK, "");
    }
}

package io.holdfast.schema;

import io.holdfast.config.Endpoint;
import io.holdfast.engine.SchemaDifference;
import io.holdfast.engine.SchemaModel;
import io.holdfast.engine.SchemaReader;
import io.holdfast.engine.Session;
import io.holdfast.error.Phase;
import io.holdfast.schema.drift.Differences;
import io.holdfast.schema.drift.Ours;
import io.holdfast.schema.history.Ledger;
import io.holdfast.schema.plan.Scripts;
import io.holdfast.schema.run.Conditions;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Reads and compares structures, without what tools keep about them. */
final class Structures {
    private final Conditions conditions;
    private final SchemaReader reader;
    private final Ledger history;
    private final Ours ours;
    private final Duration timeout;

    /**
     * Those of the schema in which {@code history} is.
     *
     * @param timeout longest wait for a server to answer
     */
    Structures(Conditions conditions, Ledger history, Duration timeout) {
        this.conditions = conditions;
        this.reader = conditions.engine().schemaReader().orElseThrow();
        this.history = history;
        this.ours = new Ours(history.name(), conditions.config().unmanaged());
        this.timeout = timeout;
    }

    /** The structure of the database at {@code endpoint}. */
    SchemaModel read(Endpoint endpoint) {
        try (Session session = conditions.engine().open(endpoint, timeout)) {
            SchemaModel whole = reader.read(session, history.schema().orElse("main"));
            return ours.without(whole);
        } catch (Exception failure) {
            throw conditions.sorting().sort(failure, Phase.BODY, "migrate");
        }
    }

    /**
     * In what {@code found} is not as {@code expected}.
     *
     * @param incomparable the kinds of things of which the declarations are not compared
     */
    List<SchemaDifference> differences(SchemaModel expected, SchemaModel found, Set<String> incomparable) {
        var scripts = new Scripts(conditions.migrator());
        return Differences.in(history.schema().orElse(""), reader.alterations(), scripts::plain, incomparable)
                .between(expected, found);
    }
}

package io.holdfast.routing;

import io.holdfast.document.CollectionScript;
import io.holdfast.engine.Engine;
import io.holdfast.engine.Migrator;
import io.holdfast.engine.ScriptForm;
import io.holdfast.event.TimeOrderedIds;
import io.holdfast.resilience.Time;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The migration that makes what the database of a role keeps, for those whose applications may not do so by themselves
 * ({@link RoutingOptions.Making#REFUSED}): its identity record, its collections, their indexes and rules.
 *
 * @param up the text of the file that makes it
 * @param down the text of the one that takes it away
 */
public record RoleScript(String up, String down) {

    /** Writes it for a database of {@code engine}; asks none. Each one is for one database, since it has an id of its own. */
    public static RoleScript of(Role role, Engine engine, Time time) {
        List<String> up = new ArrayList<>();
        List<String> down = new ArrayList<>();
        String instance = new TimeOrderedIds(time.clock(), time.random()).next().toString();
        Instant now = time.clock().instant();
        add(CollectionScript.of(engine, Identity.COLLECTION, List.of(Identity.draft(role, instance)), now), up, down);
        role.keeps().stream()
                .sorted()
                .map(category -> CollectionScript.of(engine, role.collection(category), List.of(), now))
                .forEach(script -> add(script, up, down));
        Collections.reverse(down);
        ScriptForm form = engine.migrator().map(Migrator::form).orElse(ScriptForm.SQL);
        return new RoleScript(text(form, up), text(form, down));
    }

    private static void add(CollectionScript script, List<String> up, List<String> down) {
        up.addAll(script.making());
        down.add(script.dropping());
    }

    private static String text(ScriptForm form, List<String> pieces) {
        return switch (form) {
            case SQL -> String.join(";\n\n", pieces) + ";\n";
            case COMMANDS -> "[\n  " + String.join(",\n  ", pieces) + "\n]\n";
        };
    }
}

package io.holdfast.schema.drift;

import io.holdfast.engine.SchemaModel;
import io.holdfast.engine.SchemaModel.Other;
import io.holdfast.engine.SchemaModel.Table;
import java.util.Locale;
import java.util.Set;

/** What tools keep about a schema in the schema itself: no part of what its migrations give. */
public final class Ours {
    private static final Set<String> OF_OTHER_TOOLS =
            Set.of("flyway_schema_history", "databasechangelog", "databasechangeloglock");

    private final String history;

    /** {@code history} is the table of the history. */
    public Ours(String history) {
        this.history = history;
    }

    /** {@code model} without it. */
    public SchemaModel without(SchemaModel model) {
        return new SchemaModel(
                model.tables().stream().filter(table -> !isOurs(table)).toList(),
                model.others().stream().filter(other -> !isOurs(other)).toList());
    }

    private boolean isOurs(Table table) {
        return isOurs(table.name());
    }

    private boolean isOurs(Other other) {
        return isOurs(other.table()) || isOurs(other.name().replace("\"", ""));
    }

    private boolean isOurs(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.equals(history.toLowerCase(Locale.ROOT))
                || lower.startsWith("holdfast_")
                || OF_OTHER_TOOLS.contains(lower);
    }
}

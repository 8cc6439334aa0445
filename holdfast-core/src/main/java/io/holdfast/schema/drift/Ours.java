package io.holdfast.schema.drift;

import io.holdfast.database.OwnTables;
import io.holdfast.engine.SchemaModel;
import io.holdfast.engine.SchemaModel.Other;
import io.holdfast.engine.SchemaModel.Table;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What others keep in a schema: tools that look after it, and whoever was declared to. */
public final class Ours {
    private static final Set<String> OF_TOOLS =
            Set.of("holdfast_schema_history", "flyway_schema_history", "databasechangelog", "databasechangeloglock");

    private final String history;
    private final List<Pattern> unmanaged;

    /**
     * What is there beside a schema.
     *
     * @param history the table of the history
     * @param unmanaged names of what others keep there; an asterisk stands for any letters
     */
    public Ours(String history, List<String> unmanaged) {
        this.history = history.toLowerCase(Locale.ROOT);
        this.unmanaged = unmanaged.stream().map(Ours::pattern).toList();
    }

    private static Pattern pattern(String name) {
        String form = Pattern.quote(name.strip()).replace("*", "\\E.*\\Q");
        return Pattern.compile(form, Pattern.CASE_INSENSITIVE);
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
        return lower.equals(history)
                || OF_TOOLS.contains(lower)
                || OwnTables.NAMES.contains(lower)
                || unmanaged.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }
}

package io.holdfast.app.admin;

import io.holdfast.app.output.Table;
import io.holdfast.flag.Flag;
import io.holdfast.flag.FlagChange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Flags and their changes, for people and for programs. */
public final class FlagText {
    private FlagText() {}

    /** A flag as maps and lists. */
    public static Map<String, Object> document(Flag flag) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", flag.name());
        document.put("type", flag.type().word());
        document.put("value", flag.value());
        document.put("version", flag.version());
        document.put("actor", flag.actor());
        document.put("at", flag.at());
        return document;
    }

    /** A change as maps and lists. */
    public static Map<String, Object> document(FlagChange change) {
        Map<String, Object> document = document(change.flag());
        change.before().ifPresent(before -> document.put("before", before));
        document.put("reason", change.reason());
        document.put("action", change.action());
        return document;
    }

    /** Flags in columns. */
    public static Table table(List<Flag> flags) {
        Table table = new Table("NAME", "VALUE", "TYPE", "VERSION", "SET BY", "AT");
        flags.forEach(flag -> table.row(
                flag.name(), flag.value(), flag.type().word(), Long.toString(flag.version()), flag.actor(), flag.at()));
        return table;
    }

    /** Changes in columns. */
    public static Table changes(List<FlagChange> changes) {
        Table table = new Table("VERSION", "BEFORE", "AFTER", "TYPE", "SET BY", "AT", "ID", "WHY");
        changes.forEach(change -> table.row(
                Long.toString(change.flag().version()),
                change.before().orElse(""),
                change.flag().value(),
                change.flag().type().word(),
                change.flag().actor(),
                change.flag().at(),
                change.action(),
                change.reason()));
        return table;
    }
}

package io.holdfast.sqlite.sql;

import io.holdfast.engine.SchemaModel.Deferral;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a {@code CREATE TABLE} says beyond what SQLite's pragmas tell. Lists are in the order of the declaration.
 *
 * @param notes what the declaration says and nothing here can hold, one sentence each
 */
public record TableDeclaration(
        List<KeyDeclaration> keys,
        List<ReferenceDeclaration> references,
        List<CheckDeclaration> checks,
        Map<String, ColumnDeclaration> columns,
        boolean autoincrement,
        List<String> notes) {

    /** Reads the text that SQLite keeps of a table; what cannot be read is named in {@link #notes}. */
    public static TableDeclaration of(String sql) {
        var draft = new Draft();
        new TableParser(sql, draft).parse();
        return draft.finished();
    }

    /** What was said of the column called {@code name}, in any case. */
    public ColumnDeclaration column(String name) {
        return columns.getOrDefault(folded(name), ColumnDeclaration.NOTHING);
    }

    /** SQLite compares names in this form: letters A to Z in lower case, all others as they are. */
    static String folded(String name) {
        return name.codePoints().allMatch(c -> c < 0x80)
                ? name.toLowerCase(Locale.ROOT)
                : name.codePoints()
                        .map(c -> c >= 'A' && c <= 'Z' ? c + 32 : c)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }

    /**
     * What a column's declaration says.
     *
     * @param collation as written; empty for none
     * @param generated the expression that computes it
     */
    public record ColumnDeclaration(String collation, Optional<String> generated) {
        static final ColumnDeclaration NOTHING = new ColumnDeclaration("", Optional.empty());
    }

    /** A primary or unique key. */
    public record KeyDeclaration(String name, boolean primary, List<String> columns) {}

    /** A foreign key; its columns and actions are for the pragma to tell. */
    public record ReferenceDeclaration(String name, List<String> columns, String table, Deferral deferral) {}

    /** A check. */
    public record CheckDeclaration(String name, String condition) {}

    /** The declaration while it is being read. */
    static final class Draft {
        final List<KeyDeclaration> keys = new ArrayList<>();
        final List<ReferenceDeclaration> references = new ArrayList<>();
        final List<CheckDeclaration> checks = new ArrayList<>();
        final Map<String, ColumnDeclaration> columns = new HashMap<>();
        final List<String> notes = new ArrayList<>();
        boolean autoincrement;

        /** The clause {@code DEFERRABLE} belongs to the foreign key before it. */
        void defer(Deferral deferral) {
            if (!references.isEmpty()) {
                int last = references.size() - 1;
                var reference = references.get(last);
                references.set(
                        last,
                        new ReferenceDeclaration(reference.name(), reference.columns(), reference.table(), deferral));
            }
        }

        TableDeclaration finished() {
            return new TableDeclaration(
                    List.copyOf(keys),
                    List.copyOf(references),
                    List.copyOf(checks),
                    Map.copyOf(columns),
                    autoincrement,
                    List.copyOf(notes));
        }
    }
}

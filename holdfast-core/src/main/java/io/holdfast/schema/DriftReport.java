package io.holdfast.schema;

import io.holdfast.engine.SchemaDifference;
import java.util.List;
import java.util.stream.Stream;

/**
 * In what a schema is not what its migrations give.
 *
 * @param database the database's name
 * @param compared whether that could be found out; {@code notes} say why not
 * @param differences each thing that was changed in another way; empty where there is none
 * @param notes what is to be known about the comparison, one sentence each
 */
public record DriftReport(String database, boolean compared, List<SchemaDifference> differences, List<String> notes) {

    /** Keeps copies. */
    public DriftReport {
        differences = List.copyOf(differences);
        notes = List.copyOf(notes);
    }

    /** Whether anything but the order of columns is different. */
    public boolean matters() {
        return differences.stream().anyMatch(SchemaDifference::matters);
    }

    /** What is to be known, without its SQL, one sentence each. */
    public List<String> sentences() {
        return Stream.concat(differences.stream().map(DriftReport::sentence), notes.stream())
                .toList();
    }

    static String sentence(SchemaDifference difference) {
        return switch (difference.change()) {
            case MISSING -> difference.object() + " is missing: a migration made it";
            case EXTRA -> difference.object() + " is there, and no migration made it";
            case CHANGED ->
                "%s is %s; the migrations give %s"
                        .formatted(difference.object(), shown(difference.found()), shown(difference.expected()));
            case ORDER ->
                "%s stand in another order: %s; the migrations give %s"
                        .formatted(difference.object(), difference.found(), difference.expected());
        };
    }

    private static String shown(String text) {
        return text.isEmpty() ? "nothing" : text.replaceAll("\\s+", " ");
    }
}

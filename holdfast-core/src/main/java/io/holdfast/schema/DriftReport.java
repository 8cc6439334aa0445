package io.holdfast.schema;

import io.holdfast.engine.SchemaDifference;
import io.holdfast.schema.drift.Order;
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

    /** What is to be known, one sentence each; without what is declared, which may hold a secret. */
    public List<String> sentences() {
        return Stream.concat(differences.stream().map(DriftReport::sentence), notes.stream())
                .toList();
    }

    /** What would make the schema what the migrations give, in an order that works. */
    public List<String> sql() {
        return Order.of(differences.stream().flatMap(one -> one.sql().stream()).toList());
    }

    static String sentence(SchemaDifference difference) {
        return switch (difference.change()) {
            case MISSING -> difference.object() + " is missing: a migration made it";
            case EXTRA -> difference.object() + " is there, and no migration made it";
            case CHANGED -> difference.object() + " is not what the migrations give";
            case ORDER -> difference.object() + " stand in another order than the migrations give";
        };
    }
}

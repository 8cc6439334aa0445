package io.holdfast.schema;

import java.util.List;
import java.util.Optional;

/**
 * What was taken over from Flyway.
 *
 * @param database the database's name
 * @param table Flyway's table, which is as it was
 * @param lines how many lines Holdfast's history has now
 * @param current the newest applied version; empty where none is
 * @param pending how many migrations are to be applied
 * @param warnings what somebody should know
 */
public record AdoptionReport(
        String database, String table, int lines, Optional<String> current, long pending, List<String> warnings) {

    /** Keeps a copy. */
    public AdoptionReport {
        warnings = List.copyOf(warnings);
    }
}

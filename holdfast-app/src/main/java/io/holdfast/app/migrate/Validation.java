package io.holdfast.app.migrate;

import io.holdfast.engine.SchemaDifference;
import io.holdfast.schema.DriftReport;
import io.holdfast.schema.MigrationStatus;
import io.holdfast.schema.Migrations;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What is found when migrations are validated.
 *
 * @param status how they stand
 * @param drift in what the schema is not what they give; empty where nobody looked
 */
public record Validation(MigrationStatus status, Optional<DriftReport> drift) {

    /** Validates {@code migrations}; {@code drift} says whether the schema is looked at, too. */
    public static Validation of(Migrations migrations, boolean drift) {
        MigrationStatus status = migrations.validate();
        return new Validation(status, drift ? Optional.of(migrations.drift()) : Optional.empty());
    }

    /** Whether the schema is not what the migrations give. */
    public boolean hasDrift() {
        return drift.filter(DriftReport::matters).isPresent();
    }

    /** Prints it. */
    public void print(PrintStream out) {
        MigrateText.print(status, out);
        drift.ifPresent(report -> print(report, out));
    }

    private static void print(DriftReport report, PrintStream out) {
        if (report.compared() && !report.matters()) {
            out.println("the schema is what the migrations give");
        }
        for (String sentence : report.sentences()) {
            out.println("drift: " + sentence);
        }
        report.differences().stream()
                .filter(one -> !one.expected().isEmpty() && !one.found().isEmpty())
                .forEach(one -> {
                    out.println();
                    out.println(one.object());
                    out.println("  is:       " + line(one.found()));
                    out.println("  expected: " + line(one.expected()));
                });
        if (!report.sql().isEmpty()) {
            out.println();
            out.println("-- what would make it so; look at what is lost before you run it");
            out.println("BEGIN;");
            report.sql().forEach(sql -> out.println(sql + ";"));
            out.println("COMMIT;");
        }
    }

    private static String line(String declaration) {
        return declaration.replaceAll("\\s+", " ");
    }

    /** It as a document. */
    public Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>(MigrateText.document(status));
        drift.ifPresent(report -> document.put("drift", document(report)));
        return document;
    }

    private static Map<String, Object> document(DriftReport report) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("compared", report.compared());
        document.put(
                "differences",
                report.differences().stream().map(Validation::document).toList());
        document.put("notes", report.notes());
        return document;
    }

    /** A difference as a document. */
    static Map<String, Object> document(SchemaDifference difference) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("change", difference.change().name().toLowerCase(Locale.ROOT));
        document.put("object", difference.object());
        document.put("expected", difference.expected());
        document.put("found", difference.found());
        document.put("sql", difference.sql());
        return document;
    }
}

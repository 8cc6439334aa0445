package io.holdfast.app.migrate;

import io.holdfast.app.output.Table;
import io.holdfast.engine.ScriptForm;
import io.holdfast.schema.AdoptionReport;
import io.holdfast.schema.MigrationReport;
import io.holdfast.schema.MigrationStatus;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How migrations stand, and what was done, for people and as documents. */
public final class MigrateText {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private MigrateText() {}

    /** Prints how the migrations of a database stand. */
    public static void print(MigrationStatus status, PrintStream out) {
        out.println("%s: version %s, %d pending"
                .formatted(status.database(), status.current().orElse("none"), status.pending()));
        if (!status.migrations().isEmpty()) {
            var table = new Table("version", "name", "state", "undo", "when (UTC)", "took");
            for (MigrationStatus.Migration one : status.migrations()) {
                table.row(
                        one.version().orElse("every change"),
                        one.name(),
                        word(one.state()) + (one.ignored() ? " (ignored)" : ""),
                        one.undo() ? "yes" : "no",
                        one.at().map(TIME::format).orElse(""),
                        one.took().map(took -> took.toMillis() + " ms").orElse(""));
            }
            table.print(out);
        }
        status.problems().forEach(problem -> out.println("problem: " + problem));
        status.warnings().forEach(warning -> out.println("warning: " + warning));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** How the migrations of a database stand, as a document. */
    public static Map<String, Object> document(MigrationStatus status) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("database", status.database());
        document.put("current", status.current().orElse(null));
        document.put("pending", status.pending());
        document.put(
                "migrations",
                status.migrations().stream().map(MigrateText::document).toList());
        document.put("problems", status.problems());
        document.put("warnings", status.warnings());
        return document;
    }

    private static Map<String, Object> document(MigrationStatus.Migration one) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("version", one.version().orElse(null));
        document.put("name", one.name());
        document.put("script", one.script());
        document.put("state", word(one.state()).replace(' ', '-'));
        document.put("ignored", one.ignored());
        document.put("undo", one.undo());
        document.put("at", one.at().map(Instant::toString).orElse(null));
        document.put("millis", one.took().map(took -> took.toMillis()).orElse(null));
        return document;
    }

    /** Prints what was done. */
    public static void print(MigrationReport report, PrintStream out) {
        if (report.steps().isEmpty()) {
            out.println("%s: nothing to do, version %s".formatted(report.database(), version(report.after())));
        } else {
            out.println("%s: %s, version %s, before %s"
                    .formatted(report.database(), counted(report), version(report.after()), version(report.before())));
        }
        report.warnings().forEach(warning -> out.println("warning: " + warning));
    }

    private static String version(Optional<String> version) {
        return version.orElse("none");
    }

    private static String counted(MigrationReport report) {
        long up = report.steps().stream()
                .filter(step -> step.direction() == MigrationReport.Direction.UP)
                .count();
        long down = report.steps().size() - up;
        List<String> parts = new ArrayList<>();
        if (up > 0) {
            parts.add(up + " applied");
        }
        if (down > 0) {
            parts.add(down + " undone");
        }
        return String.join(", ", parts);
    }

    /** Prints what would be done, as a script that says everything. */
    public static void printPlan(MigrationReport plan, PrintStream out) {
        out.println("-- %s: %d to be applied or undone; version now: %s"
                .formatted(plan.database(), plan.steps().size(), version(plan.before())));
        for (MigrationReport.Step step : plan.steps()) {
            out.println();
            out.println("-- %s %s%s"
                    .formatted(
                            step.direction() == MigrationReport.Direction.UP ? "apply" : "undo",
                            step.script(),
                            step.transaction()
                                    ? ""
                                    : ", %1$s by %1$s, not in one transaction"
                                            .formatted(form(step).piece())));
            String end = form(step) == ScriptForm.SQL ? ";" : "";
            step.statements().forEach(statement -> out.println(statement + end));
        }
        plan.warnings().forEach(warning -> out.println("-- warning: " + warning));
    }

    private static ScriptForm form(MigrationReport.Step step) {
        return step.script().endsWith(ScriptForm.COMMANDS.suffix()) ? ScriptForm.COMMANDS : ScriptForm.SQL;
    }

    /** What was done, or would be, as a document. */
    public static Map<String, Object> document(MigrationReport report) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("database", report.database());
        document.put("before", report.before().orElse(null));
        document.put("after", report.after().orElse(null));
        document.put("steps", report.steps().stream().map(MigrateText::document).toList());
        document.put("warnings", report.warnings());
        return document;
    }

    private static Map<String, Object> document(MigrationReport.Step step) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("direction", word(step.direction()));
        document.put("title", step.title());
        document.put("script", step.script());
        document.put("transaction", step.transaction());
        document.put("statements", step.statements());
        return document;
    }

    /** Prints what was taken over. */
    public static void print(AdoptionReport report, PrintStream out) {
        out.println("%s: %d %s of %s taken over, version %s, %d pending"
                .formatted(
                        report.database(),
                        report.lines(),
                        report.lines() == 1 ? "line" : "lines",
                        report.table(),
                        version(report.current()),
                        report.pending()));
        report.warnings().forEach(warning -> out.println("warning: " + warning));
    }

    /** What was taken over, as a document. */
    public static Map<String, Object> document(AdoptionReport report) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("database", report.database());
        document.put("table", report.table());
        document.put("lines", report.lines());
        document.put("current", report.current().orElse(null));
        document.put("pending", report.pending());
        document.put("warnings", report.warnings());
        return document;
    }
}

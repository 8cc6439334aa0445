package io.holdfast.app.migrate;

import io.holdfast.app.output.Table;
import io.holdfast.engine.Effects;
import io.holdfast.schema.RehearsalReport;
import io.holdfast.schema.RehearsalReport.Finding;
import io.holdfast.schema.RehearsalReport.Trial;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What a rehearsal has found, for people and as a document. */
public final class RehearsalText {
    private RehearsalText() {}

    /** Prints it. */
    public static void print(RehearsalReport report, PrintStream out) {
        if (report.trials().isEmpty() && report.findings().isEmpty()) {
            out.println("%s: nothing is pending".formatted(report.database()));
            return;
        }
        int found = report.findings().size();
        out.println("%s: tried on a copy; %s"
                .formatted(report.database(), found == 0 ? "nothing found" : found + " to be decided about"));
        var table = new Table("pass", "file", "took", "blocks, until its commit", "written anew");
        for (Trial trial : report.trials()) {
            table.row(
                    trial.pass().name().toLowerCase(Locale.ROOT),
                    trial.script(),
                    trial.took().toMillis() + " ms",
                    trial.locks().stream().map(RehearsalText::words).collect(Collectors.joining(", ")),
                    String.join(", ", trial.rewritten()));
        }
        table.print(out);
        for (Finding finding : report.findings()) {
            String object = finding.object().isEmpty() ? "" : " (" + finding.object() + ")";
            out.println();
            out.println("%s: %s%s: %s".formatted(finding.place(), finding.rule(), object, finding.sentence()));
            line(out, "  instead: ", finding.advice());
            line(out, "  see: ", finding.source());
        }
        if (!report.notes().isEmpty()) {
            out.println();
        }
        report.notes().forEach(note -> out.println("note: " + note));
    }

    private static void line(PrintStream out, String label, String text) {
        if (!text.isEmpty()) {
            out.println(label + text);
        }
    }

    private static String words(Effects.Lock lock) {
        return "%s of %s".formatted(lock.blocks(), lock.table());
    }

    /** It as a document. */
    public static Map<String, Object> document(RehearsalReport report) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("database", report.database());
        document.put(
                "trials", report.trials().stream().map(RehearsalText::document).toList());
        document.put(
                "findings",
                report.findings().stream().map(RehearsalText::document).toList());
        document.put("notes", report.notes());
        return document;
    }

    private static Map<String, Object> document(Trial trial) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("pass", trial.pass().name().toLowerCase(Locale.ROOT));
        document.put("script", trial.script());
        document.put("millis", trial.took().toMillis());
        document.put(
                "locks",
                trial.locks().stream()
                        .map(lock -> Map.of("table", lock.table(), "mode", lock.mode(), "blocks", lock.blocks()))
                        .toList());
        document.put("rewritten", trial.rewritten());
        return document;
    }

    private static Map<String, Object> document(Finding finding) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("script", finding.script());
        document.put("line", finding.line() == 0 ? null : finding.line());
        document.put("rule", finding.rule());
        document.put("object", finding.object());
        document.put("sentence", finding.sentence());
        document.put("advice", finding.advice());
        document.put("source", finding.source());
        return document;
    }
}

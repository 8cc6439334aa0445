package io.holdfast.app.audit;

import io.holdfast.audit.AuditReport;
import io.holdfast.audit.Finding;
import io.holdfast.event.Entry;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** The result of a verification, for people and for programs. */
public final class AuditText {
    private final AuditReport report;

    /** The texts of {@code report}. */
    public AuditText(AuditReport report) {
        this.report = report;
    }

    /** Prints what is wrong first, then what is worth knowing, then one line that sums it up. */
    public void print(PrintStream out) {
        report.findings().forEach(finding -> out.println("damage: " + finding.sentence()));
        report.notes().forEach(note -> out.println("note: " + note));
        if (report.beforeTheChain() > 0) {
            out.printf(
                    "note: entries from before there was a chain, which only their own checksums protect: %d%n",
                    report.beforeTheChain());
        }
        report.open().forEach(entry -> out.println("open: " + open(entry)));
        out.println(summary());
    }

    private static String open(Entry entry) {
        String database = entry.database().isEmpty() ? "" : " on " + entry.database();
        return "%s: %s by %s%s has no outcome on record; it is still running, or its process died (%s)"
                .formatted(entry.at(), entry.name(), entry.actor(), database, entry.action());
    }

    private String summary() {
        if (!report.holds()) {
            return "the record is not as it was written; findings: %d"
                    .formatted(report.findings().size());
        }
        if (report.records() == 0) {
            return "nothing is chained yet";
        }
        return "%d records, sequence %d to %d, are as they were written; checkpoints compared: %d; last hash %s"
                .formatted(report.records(), report.first(), report.last(), report.checkpoints(), report.hash());
    }

    /** The result as maps and lists. */
    public Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("holds", report.holds());
        document.put("records", report.records());
        document.put("first", report.first());
        document.put("last", report.last());
        document.put("hash", report.hash());
        document.put("before-the-chain", report.beforeTheChain());
        document.put("checkpoints", report.checkpoints());
        document.put(
                "findings", report.findings().stream().map(AuditText::document).toList());
        document.put("notes", report.notes());
        document.put("open", report.open().stream().map(AuditText::document).toList());
        return document;
    }

    private static Map<String, Object> document(Finding finding) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("kind", finding.kind().word());
        document.put("file", finding.file());
        document.put("line", finding.line());
        document.put("sequence", finding.sequence());
        document.put("expected", finding.expected());
        document.put("found", finding.found());
        return document;
    }

    private static Map<String, Object> document(Entry entry) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("id", entry.action().toString());
        document.put("begun", entry.at().toString());
        document.put("actor", entry.actor());
        document.put("action", entry.name());
        document.put("database", entry.database());
        return document;
    }
}

package io.holdfast.app.audit;

import io.holdfast.Control;
import io.holdfast.audit.TableReport;
import io.holdfast.config.HoldfastConfig;
import io.holdfast.error.HoldfastException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The comparison of the audit table, where one is declared and can be read.
 *
 * @param report what was found; empty if it was not compared
 * @param reason why it was not; empty if it was, or if there is none to compare
 */
public record TableVerification(Optional<TableReport> report, String reason) {
    /** There is none to compare. */
    public static final TableVerification NONE = new TableVerification(Optional.empty(), "");

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Compares the table of the control database that {@code config} declares. */
    public static TableVerification of(HoldfastConfig config) {
        if (config.control().isEmpty()) {
            return NONE;
        }
        try (Control control = Control.open(config, PATIENCE)) {
            TableReport report = control.auditTable().verify();
            return report.state() == TableReport.State.COMPARED
                    ? new TableVerification(Optional.of(report), "")
                    : new TableVerification(Optional.empty(), "there is none yet");
        } catch (HoldfastException failure) {
            return new TableVerification(Optional.empty(), failure.failure().sentence());
        }
    }

    /** Whether nothing was found in it. */
    public boolean holds() {
        return report.map(TableReport::holds).orElse(true);
    }

    /** Prints what is wrong first, then what is worth knowing, then one line that sums it up. */
    public void print(PrintStream out) {
        if (!reason.isEmpty()) {
            out.println("note: the audit table was not compared: " + reason);
        }
        report.ifPresent(found -> {
            found.findings().forEach(finding -> out.println("damage: " + finding));
            found.notes().forEach(note -> out.println("note: " + note));
            if (found.holds()) {
                out.printf(
                        "audit table: %d records of all nodes, %d of them compared with the files, are as they were"
                                + " written%n",
                        found.rows(), found.compared());
            } else {
                out.printf(
                        "the audit table is not as it was written; findings: %d%n",
                        found.findings().size());
            }
        });
    }

    /** The result as maps and lists; empty if there is none to compare. */
    public Optional<Map<String, Object>> document() {
        if (report.isEmpty() && reason.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("compared", report.isPresent());
        document.put("reason", reason);
        report.ifPresent(found -> {
            document.put("holds", found.holds());
            document.put("rows", found.rows());
            document.put("with-files", found.compared());
            document.put("waiting", found.waiting());
            document.put("findings", found.findings());
            document.put("notes", found.notes());
        });
        return Optional.of(document);
    }
}

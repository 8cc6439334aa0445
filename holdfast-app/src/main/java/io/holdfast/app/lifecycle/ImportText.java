package io.holdfast.app.lifecycle;

import io.holdfast.app.output.Table;
import io.holdfast.lifecycle.Compared;
import io.holdfast.lifecycle.Counts;
import io.holdfast.lifecycle.Difference;
import io.holdfast.lifecycle.ImportPlan;
import io.holdfast.lifecycle.ImportReport;
import io.holdfast.lifecycle.Reason;
import io.holdfast.routing.Role;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Plans and reports of imports, for people and for programs. */
public final class ImportText {
    /** What was measured with documents of 250 bytes on two cores, SQLite to SQLite, the comparison included. */
    private static final long DOCUMENTS_A_SECOND = 3_000;

    private static final int SHOWN = 10;

    private ImportText() {}

    /** Prints {@code plan}. */
    public static void print(ImportPlan plan, PrintStream out) {
        Table table =
                new Table("COLLECTION", "KIND", "DOCUMENTS", "BYTES", "LOOKED AT", "WOULD GO TO", "THERE", "REFUSED");
        for (ImportPlan.Part part : plan.collections()) {
            Counts looked = part.looked();
            table.row(
                    part.collection(),
                    part.category().collection(),
                    number(part.total()),
                    (part.isComplete() ? "" : "about ") + number(part.bytes()),
                    part.isComplete() ? "all" : "the first " + number(looked.read()),
                    places(looked.stored()),
                    number(looked.present()),
                    number(looked.allRefused()));
        }
        table.print(out);
        plan.collections().forEach(part -> reasons(part.collection(), part.looked(), out));
        out.printf("it would take about %s, comparison included%n", estimate(plan));
    }

    private static String estimate(ImportPlan plan) {
        Duration duration = duration(plan);
        return duration.toMinutes() > 0
                ? "%d min".formatted(duration.toMinutes() + 1)
                : "%d s".formatted(duration.toSeconds());
    }

    private static Duration duration(ImportPlan plan) {
        return Duration.ofSeconds(1 + plan.total() / DOCUMENTS_A_SECOND);
    }

    /** {@code plan} as a document for programs. */
    public static Map<String, Object> document(ImportPlan plan) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("source", plan.source());
        document.put(
                "collections",
                plan.collections().stream()
                        .map(part -> {
                            Map<String, Object> each = new LinkedHashMap<>();
                            each.put("collection", part.collection());
                            each.put("kind", part.category().collection());
                            each.put("documents", part.total());
                            each.put("bytes", part.bytes());
                            each.put("scan", part.isComplete() ? "complete" : "sample");
                            each.putAll(counts(part.looked()));
                            return each;
                        })
                        .toList());
        document.put("estimated-seconds", duration(plan).toSeconds());
        return document;
    }

    /** Prints {@code report}. */
    public static void print(ImportReport report, PrintStream out) {
        Table table = new Table("COLLECTION", "KIND", "READ", "IMPORTED TO", "ALREADY THERE", "REFUSED");
        for (ImportReport.Part part : report.collections()) {
            Counts counts = part.counts();
            table.row(
                    part.collection(),
                    part.category().collection(),
                    number(counts.read()),
                    places(counts.stored()),
                    number(counts.present()),
                    number(counts.allRefused()));
        }
        table.print(out);
        report.collections().forEach(part -> reasons(part.collection(), part.counts(), out));
        if (report.counts().allRefused() > 0) {
            out.println("refused documents: " + report.refusals());
        }
        report.shrunk()
                .forEach(name -> out.printf("%s had fewer documents when it was read than at the beginning%n", name));
        report.compared().ifPresentOrElse(compared -> print(compared, out), () -> out.println("not compared"));
    }

    private static void print(Compared compared, PrintStream out) {
        out.printf(
                "compared with the source: %s equal, %s missing, %s different, %s changed since%n",
                number(compared.equal()),
                number(compared.missing()),
                number(compared.different()),
                number(compared.changed()));
        compared.examples().stream()
                .limit(SHOWN)
                .forEach(difference -> out.println("difference: " + difference.sentence()));
        if (compared.differences() > SHOWN) {
            out.printf("difference: %s more%n", number(compared.differences() - SHOWN));
        }
    }

    /** {@code report} as a document for programs. */
    public static Map<String, Object> document(ImportReport report) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("source", report.source());
        document.put("start", report.start().name().toLowerCase(Locale.ROOT));
        document.put(
                "collections",
                report.collections().stream()
                        .map(part -> {
                            Map<String, Object> each = new LinkedHashMap<>();
                            each.put("collection", part.collection());
                            each.put("kind", part.category().collection());
                            each.put("documents", part.total());
                            each.put("bytes", part.counts().bytes());
                            each.putAll(counts(part.counts()));
                            return each;
                        })
                        .toList());
        document.put("refusals", report.refusals().toString());
        report.compared().ifPresent(compared -> document.put("compared", compared(compared)));
        return document;
    }

    private static Map<String, Object> compared(Compared compared) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("equal", compared.equal());
        document.put("missing", compared.missing());
        document.put("different", compared.different());
        document.put("changed-since", compared.changed());
        document.put(
                "differences",
                compared.examples().stream().map(ImportText::difference).toList());
        return document;
    }

    private static Map<String, String> difference(Difference difference) {
        Map<String, String> document = new LinkedHashMap<>();
        document.put("collection", difference.collection());
        document.put("id", difference.id());
        document.put("database", difference.role().database());
        document.put("kind", difference.kind().code());
        return document;
    }

    private static Map<String, Object> counts(Counts counts) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("read", counts.read());
        Map<String, Long> imported = new LinkedHashMap<>();
        counts.stored().forEach((role, count) -> imported.put(role.database(), count));
        document.put("imported", imported);
        document.put("already-there", counts.present());
        Map<String, Long> refused = new LinkedHashMap<>();
        counts.refused().forEach((reason, count) -> refused.put(reason.code(), count));
        document.put("refused", refused);
        return document;
    }

    private static String places(Map<Role, Long> stored) {
        String places = stored.entrySet().stream()
                .map(each -> each.getKey().database() + " " + number(each.getValue()))
                .collect(Collectors.joining(", "));
        return places.isEmpty() ? "-" : places;
    }

    private static void reasons(String collection, Counts counts, PrintStream out) {
        List<Map.Entry<Reason, Long>> refused = List.copyOf(counts.refused().entrySet());
        refused.forEach(each -> out.printf(
                "refused, %s: %s, each %s%n",
                collection, number(each.getValue()), each.getKey().words()));
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}

package io.holdfast.transfer;

import io.holdfast.transfer.verify.Verification.TableResult;
import java.time.Duration;

/** Writes a report as Markdown. */
final class MarkdownReport {
    private MarkdownReport() {}

    static String of(Findings report) {
        StringBuilder text = new StringBuilder("# Transfer report\n\n");
        text.append(verdict(report)).append("\n\n");
        text.append("| | |\n|---|---|\n");
        row(text, "source", report.model().source());
        row(text, "target", report.target());
        row(text, "schema", report.model().schema());
        row(text, "started", report.startedAt().toString());
        row(text, "tables", Integer.toString(report.model().tables().size()));
        row(text, "rows", Long.toString(report.model().rows()));
        text.append('\n');
        differences(report, text);
        attention(report, text);
        verification(report, text);
        durations(report, text);
        MarkdownPlan.body(report.model(), text);
        return text.toString();
    }

    private static String verdict(Findings report) {
        return switch (report.status()) {
            case PUBLISHED -> "Published. Every cell of both sides was read again and compared: no difference.";
            case ALREADY_PUBLISHED ->
                "Nothing to do: the same content was published at %s."
                        .formatted(report.earlier()
                                .map(earlier -> earlier.at().toString())
                                .orElse("an earlier time"));
            case DIFFERENT ->
                "Not published: %d differences were found. The target is as before."
                        .formatted(report.differences().size());
        };
    }

    private static void differences(Findings report, StringBuilder text) {
        if (!report.differences().isEmpty()) {
            text.append("## Differences\n\n");
            report.differences()
                    .forEach(found -> text.append("- ").append(found).append('\n'));
            text.append('\n');
        }
    }

    private static void attention(Findings report, StringBuilder text) {
        if (!report.attention().isEmpty()) {
            text.append("## Needs attention\n\n");
            report.attention().forEach(line -> text.append("- ").append(line).append('\n'));
            text.append('\n');
        }
    }

    private static void verification(Findings report, StringBuilder text) {
        if (report.tables().isEmpty()) {
            return;
        }
        text.append("## Verification\n\n");
        text.append("The sums are taken over the content of all rows and do not depend on their order.\n\n");
        text.append("| table | rows in source | rows in target | sum of source | sum of target | equal |\n");
        text.append("|---|--:|--:|---|---|---|\n");
        for (TableResult table : report.tables()) {
            text.append("| %s | %d | %d | `%s` | `%s` | %s |\n"
                    .formatted(
                            MarkdownPlan.cell(table.table()),
                            table.sourceRows(),
                            table.targetRows(),
                            table.sourceSum(),
                            table.targetSum(),
                            table.differences().isEmpty() ? "yes" : "**no**"));
        }
        text.append('\n');
    }

    private static void durations(Findings report, StringBuilder text) {
        if (!report.durations().isEmpty()) {
            text.append("## Time\n\n| phase | seconds |\n|---|--:|\n");
            report.durations().forEach((phase, time) -> row(text, phase, seconds(time)));
            text.append('\n');
        }
    }

    private static String seconds(Duration time) {
        return "%d.%03d".formatted(time.toSeconds(), time.toMillisPart());
    }

    private static void row(StringBuilder text, String name, String value) {
        text.append("| %s | %s |\n".formatted(name, MarkdownPlan.cell(value)));
    }
}

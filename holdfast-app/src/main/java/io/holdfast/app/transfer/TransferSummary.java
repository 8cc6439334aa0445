package io.holdfast.app.transfer;

import io.holdfast.transfer.TransferReport;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** The few lines that tell how a transfer ended; the report has the rest. */
public final class TransferSummary {
    private static final int SHOWN = 10;

    private final TransferReport report;

    /** The summary of {@code report}. */
    public TransferSummary(TransferReport report) {
        this.report = report;
    }

    /** Prints it. */
    public void print(PrintStream out) {
        out.println(verdict());
        list("difference", report.differences(), out);
        list("needs attention", report.attention(), out);
        list("not translated", report.untranslated(), out);
    }

    private String verdict() {
        String size =
                String.format(Locale.ROOT, "%s, %s", count(report.tables(), "table"), count(report.rows(), "row"));
        return switch (report.status()) {
            case PUBLISHED -> "published: %s, every cell compared, no difference".formatted(size);
            case ALREADY_PUBLISHED -> "nothing to do: the same content is published already (%s)".formatted(size);
            case DIFFERENT -> "not published: %s, differences found; the target is as before".formatted(size);
        };
    }

    private static void list(String what, List<String> lines, PrintStream out) {
        lines.stream().limit(SHOWN).forEach(line -> out.printf("%s: %s%n", what, line));
        if (lines.size() > SHOWN) {
            out.printf("%s: %d more, see the report%n", what, lines.size() - SHOWN);
        }
    }

    private static String count(long number, String noun) {
        return String.format(Locale.ROOT, number == 1 ? "%,d %s" : "%,d %ss", number, noun);
    }
}

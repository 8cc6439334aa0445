package io.holdfast.app.check;

import io.holdfast.app.check.CheckReport.Checked;
import io.holdfast.app.output.Table;
import io.holdfast.engine.Engine.Fact;
import io.holdfast.engine.Engine.Level;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A check's report, for people and for programs. */
public final class CheckText {
    private final CheckReport report;

    /** The texts of {@code report}. */
    public CheckText(CheckReport report) {
        this.report = report;
    }

    /** Prints a table, then what to do about each finding. */
    public void print(PrintStream out) {
        Table table = new Table("DATABASE", "CHECK", "FOUND", "STATE");
        report.machine().forEach(fact -> table.row("-", fact.name(), fact.value(), word(fact.level())));
        for (Checked database : report.databases()) {
            database.failure().ifPresent(failure -> table.row(database.name(), "reachable", "no", word(Level.ERROR)));
            database.facts().forEach(fact -> table.row(database.name(), fact.name(), fact.value(), word(fact.level())));
        }
        table.print(out);
        out.println();
        report.machine().stream()
                .filter(fact -> fact.level() != Level.OK)
                .forEach(fact -> out.printf("%s: %s%n", fact.name(), fact.advice()));
        report.databases().forEach(database -> advise(database, out));
        out.println(summary());
    }

    /** The report as maps and lists. */
    public Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("exit-code", report.exitCode().number());
        document.put("findings", report.findings());
        document.put(
                "machine", report.machine().stream().map(CheckText::document).toList());
        document.put(
                "databases",
                report.databases().stream().map(CheckText::document).toList());
        return document;
    }

    private static void advise(Checked database, PrintStream out) {
        database.failure().ifPresent(failure -> {
            out.printf("%s: %s%n", database.name(), failure.sentence());
            if (!failure.hint().isEmpty()) {
                out.printf("  hint: %s%n", failure.hint());
            }
        });
        database.facts().stream()
                .filter(fact -> fact.level() != Level.OK && !fact.advice().isEmpty())
                .forEach(fact -> out.printf("%s: %s: %s%n", database.name(), fact.name(), fact.advice()));
    }

    private String summary() {
        long found = report.findings();
        String databases = count(report.databases().size(), "database");
        return found == 0
                ? "%s checked, all as it should be".formatted(databases)
                : "%s checked, %s".formatted(databases, count(found, "finding"));
    }

    private static String count(long number, String noun) {
        return number == 1 ? "1 " + noun : number + " " + noun + "s";
    }

    private static Map<String, Object> document(Checked database) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", database.name());
        document.put("engine", database.engine());
        document.put("state", word(database.level()));
        document.put("reachable", database.failure().isEmpty());
        database.failure().ifPresent(failure -> {
            document.put("kind", failure.kind().code());
            document.put("error", failure.sentence());
            document.put("hint", failure.hint());
        });
        document.put("facts", database.facts().stream().map(CheckText::document).toList());
        return document;
    }

    private static Map<String, Object> document(Fact fact) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", fact.name());
        document.put("value", fact.value());
        document.put("state", word(fact.level()));
        document.put("advice", fact.advice());
        return document;
    }

    private static String word(Level level) {
        return level.name().toLowerCase(Locale.ROOT);
    }
}

package io.holdfast.app.command;

import io.holdfast.app.audit.AuditText;
import io.holdfast.app.audit.Rows;
import io.holdfast.app.audit.TableVerification;
import io.holdfast.app.audit.When;
import io.holdfast.app.output.ExitCode;
import io.holdfast.app.output.Json;
import io.holdfast.app.record.ActionRecord;
import io.holdfast.app.record.HandOver;
import io.holdfast.audit.AuditExport;
import io.holdfast.audit.AuditFilter;
import io.holdfast.audit.AuditReport;
import io.holdfast.config.HoldfastConfig;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.event.Checkpoint;
import io.holdfast.event.Recorder;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code holdfast audit}: who did what, and whether the record of it is as it was written. */
@Command(
        name = "audit",
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Looks into the record of administrative actions, and proves that nothing in it was changed, removed or put in.",
            "Each record holds the hash of the one before. Keep a checkpoint in another place now and then: up to it, not"
                    + " even somebody who writes the whole record anew goes unnoticed."
        },
        footer = {
            "  holdfast audit search --since 2026-01-01 --actor ada",
            "  holdfast audit checkpoint >> /another/place/checkpoints",
            "  holdfast audit verify --checkpoint \"$(tail -1 /another/place/checkpoints)\"",
            "  holdfast audit export --csv > record.csv",
            "  holdfast audit prune --before 2025-01-01"
        })
final class AuditCommand implements Callable<Integer> {
    private static final String SINCE = "Only what was written on this day or later, or at this moment.";
    private static final String UNTIL = "Only what was written before this day or moment.";

    private final Commons commons;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    AuditCommand(Commons commons) {
        this.commons = commons;
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    @Command(
            name = "verify",
            description = {
                "Names every record that was changed, removed, put in or moved, and how far the end was cut off. Changes"
                        + " nothing.",
                "Ends with 3 if there is any. An action without an outcome, and an end that was torn by a crash or a power"
                        + " cut, are told and are no damage."
            },
            footer = {
                "  holdfast audit verify",
                "  holdfast audit verify --checkpoint 1234:9f86…:2026-01-31T18:00:00Z",
                "  holdfast audit verify --file record.jsonl"
            })
    int verify(
            @Option(
                            names = "--checkpoint",
                            paramLabel = "LINE",
                            description = "Compare with this line that holdfast audit checkpoint printed. Repeatable.")
                    @Nullable
                    List<String> lines,
            @Option(
                            names = "--file",
                            paramLabel = "EXPORT",
                            description = "Verify this file that holdfast audit export made, and nothing else.")
                    @Nullable
                    Path file) {
        List<Checkpoint> known = lines == null
                ? List.of()
                : lines.stream().map(Checkpoint::parse).toList();
        AuditReport report = file == null
                ? ActionRecord.trail(home()).verify(known)
                : AuditExport.verify(commons.surroundings().resolve(file), known);
        AuditText text = new AuditText(report);
        TableVerification table =
                file == null ? TableVerification.of(commons.settings().load().config()) : TableVerification.NONE;
        if (commons.json) {
            Map<String, Object> document = text.document();
            table.document().ifPresent(found -> document.put("table", found));
            Json.print(document, out());
        } else {
            text.print(out());
            table.print(out());
        }
        return (report.holds() && table.holds() ? ExitCode.DONE : ExitCode.FINDING).number();
    }

    @Command(
            name = "checkpoint",
            description = {
                "Prints one line that says what the record is now: sequence, hash and time of the last record.",
                "Keep it where nobody can change it together with the record."
            },
            footer = "  holdfast audit checkpoint >> /another/place/checkpoints")
    int checkpoint() {
        Optional<Checkpoint> kept;
        try (Recorder recorder = ActionRecord.in(home())) {
            kept = recorder.checkpoint();
        }
        Checkpoint checkpoint = kept.orElseThrow(
                () -> Failure.of(ErrorKind.VERIFICATION, "nothing is on record; expected at least one action")
                        .withHint("come back after the first one")
                        .exception());
        if (commons.json) {
            Json.print(Map.of("checkpoint", checkpoint.line()), out());
        } else {
            out().println(checkpoint.line());
        }
        return ExitCode.DONE.number();
    }

    @Command(
            name = "search",
            description = "Shows the actions on record: who, what, on which database, when, and how it ended.",
            footer = {
                "  holdfast audit search --since 2026-01-01 --database app",
                "  holdfast audit search --outcome open",
                "  holdfast audit search --action transfer --csv > transfers.csv"
            })
    int search(
            @Mixin AuditSelection selection,
            @Option(names = "--csv", description = "Print comma-separated values.") boolean csv) {
        AuditFilter filter = selection.filter();
        Rows rows = Rows.of(csv, commons.json, out());
        ActionRecord.trail(home()).search(filter, rows::add);
        rows.end();
        return ExitCode.DONE.number();
    }

    @Command(
            name = "export",
            description = {
                "Prints the records with all that their chain is made of, one JSON document in each line, so that audit"
                        + " verify --file can verify them anywhere.",
                "Ends with 3 if there are lines that cannot be read; they are left out."
            },
            footer = {
                "  holdfast audit export > record.jsonl",
                "  holdfast audit export --since 2026-01-01 --csv > january.csv"
            })
    int export(
            @Option(names = "--since", paramLabel = "TIME", defaultValue = "", description = SINCE) String since,
            @Option(names = "--until", paramLabel = "TIME", defaultValue = "", description = UNTIL) String until,
            @Option(names = "--csv", description = "Print comma-separated values.") boolean csv) {
        Instant from = When.parse("--since", since, Instant.MIN);
        Instant to = When.parse("--until", until, Instant.MAX);
        PrintStream out = out();
        if (csv) {
            out.println(AuditExport.csvHeader());
        }
        long unreadable = ActionRecord.trail(home())
                .export(from, to, line -> out.println(csv ? AuditExport.csv(line) : line.json()));
        out.flush();
        if (unreadable > 0) {
            commons.surroundings()
                    .err()
                    .printf(
                            "warning: %d lines cannot be read and are left out; see holdfast audit verify%n",
                            unreadable);
        }
        return (unreadable > 0 ? ExitCode.FINDING : ExitCode.DONE).number();
    }

    @Command(
            name = "prune",
            description = {
                "Removes the files of the record in which everything is older than DATE; never the newest one.",
                "What goes is put on record first, with the last hash, so that the rest can be verified as before. Removes"
                        + " nothing if audit verify finds anything, or if what is on record cannot be copied to the audit"
                        + " table before, unless told to."
            },
            footer = "  holdfast audit prune --before 2025-01-01")
    int prune(
            @Option(
                            names = "--before",
                            paramLabel = "DATE",
                            required = true,
                            description = "Everything that goes is older than this day or moment.")
                    String before,
            @Option(
                            names = "--despite-damage",
                            description =
                                    "Go on although audit verify finds something, which is put on record, or nothing can be copied to the"
                                            + " audit table.")
                    boolean despiteDamage) {
        Instant limit = When.parse("--before", before, Instant.MIN);
        HoldfastConfig config = commons.settings().load().config();
        boolean copied =
                HandOver.before(config, despiteDamage, commons.surroundings().err());
        Path home = config.home();
        List<Path> removed;
        try (Recorder recorder = ActionRecord.in(home)) {
            removed =
                    ActionRecord.trail(home).prune(limit, recorder, commons.actor(), despiteDamage, copied, step -> {});
        }
        List<String> names =
                removed.stream().map(file -> String.valueOf(file.getFileName())).toList();
        if (commons.json) {
            Json.print(Map.of("removed", names), out());
        } else if (names.isEmpty()) {
            out().println("nothing to remove: no file is older as a whole");
        } else {
            names.forEach(name -> out().println("removed: " + name));
        }
        return ExitCode.DONE.number();
    }

    private Path home() {
        return commons.settings().load().config().home();
    }

    private PrintStream out() {
        return commons.surroundings().out();
    }
}

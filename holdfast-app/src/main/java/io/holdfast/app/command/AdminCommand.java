package io.holdfast.app.command;

import io.holdfast.Control;
import io.holdfast.app.admin.AdminSearch;
import io.holdfast.app.admin.FlagText;
import io.holdfast.app.audit.Rows;
import io.holdfast.app.output.ExitCode;
import io.holdfast.app.output.Json;
import io.holdfast.app.output.Table;
import io.holdfast.app.record.HandOver;
import io.holdfast.config.HoldfastConfig;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.flag.Flag;
import io.holdfast.flag.FlagChange;
import io.holdfast.flag.FlagSetting;
import io.holdfast.flag.FlagType;
import io.holdfast.flag.Flags;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code holdfast admin}: flags, and the audit trail of all nodes. */
@Command(
        name = "admin",
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Sets and shows flags, and looks into the audit trail of all nodes.",
            "Both are kept in the database that the key control names."
        },
        footer = {
            "  holdfast admin set-flag new-search on --reason \"the index is built\"",
            "  holdfast admin get-flag new-search",
            "  holdfast admin history new-search",
            "  holdfast admin audit --since 2026-01-01 --action set-flag"
        })
final class AdminCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Commons commons;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    AdminCommand(Commons commons) {
        this.commons = commons;
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    @Command(
            name = "set-flag",
            description = {
                "Sets a flag, wholly or not at all: its value, the change in its history, and the record of the action.",
                "The first setting fixes the type: boolean, whole, decimal, duration or text, whichever the value fits first."
            },
            footer = {
                "  holdfast admin set-flag new-search on",
                "  holdfast admin set-flag batch.size 500 --if-version 3 --reason \"less load\"",
                "  holdfast admin set-flag greeting 42 --type text"
            })
    int setFlag(
            @Parameters(paramLabel = "NAME", description = "The flag.") String name,
            @Parameters(paramLabel = "VALUE", description = "Its value from now on.") String value,
            @Option(
                            names = "--type",
                            paramLabel = "TYPE",
                            defaultValue = "",
                            description = "What its values are from now on: boolean, whole, decimal, duration or text.")
                    String type,
            @Option(
                            names = "--if-version",
                            paramLabel = "N",
                            description = "Only if it has this version; 0 for a flag that was never set.")
                    @Nullable
                    Long version,
            @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = "Why, for the record.")
                    String reason) {
        var setting = new FlagSetting(
                name,
                value,
                type.isEmpty() ? Optional.empty() : Optional.of(FlagType.of(type)),
                version == null ? OptionalLong.empty() : OptionalLong.of(version),
                commons.actor(),
                reason);
        try (Control control = open()) {
            Flag flag = control.flags().set(setting);
            if (commons.json) {
                Json.print(FlagText.document(flag), out());
            } else {
                out().printf(
                                "%s is %s (%s, version %d)%n",
                                flag.name(),
                                Table.shown(flag.value()),
                                flag.type().word(),
                                flag.version());
            }
            HandOver.to(control, commons.surroundings().err());
        }
        return ExitCode.DONE.number();
    }

    @Command(
            name = "get-flag",
            description = {
                "Shows a flag. While the database is away the last copy answers, and says how old it is.",
                "Ends with 2 if the flag was never set."
            },
            footer = "  holdfast admin get-flag new-search --json")
    int getFlag(@Parameters(paramLabel = "NAME", description = "The flag.") String name) {
        FlagSetting.checkName(name);
        try (Control control = open()) {
            Flags flags = fresh(control);
            Flag flag = flags.find(name).orElseThrow(() -> unknown(name));
            if (commons.json) {
                Map<String, Object> document = FlagText.document(flag);
                age(flags, document);
                Json.print(document, out());
            } else {
                out().println(flag.value());
            }
        }
        return ExitCode.DONE.number();
    }

    private static HoldfastException unknown(String name) {
        return Failure.of(ErrorKind.CONFIGURATION, "no flag called %s was ever set".formatted(name))
                .withHint("holdfast admin flags shows those that there are")
                .exception();
    }

    @Command(
            name = "flags",
            description = "Shows every flag. While the database is away the last copy answers, and says how old it is.",
            footer = "  holdfast admin flags")
    int flags() {
        try (Control control = open()) {
            Flags flags = fresh(control);
            if (commons.json) {
                Map<String, Object> document = new LinkedHashMap<>();
                document.put(
                        "flags", flags.all().stream().map(FlagText::document).toList());
                age(flags, document);
                Json.print(document, out());
            } else {
                FlagText.table(flags.all()).print(out());
            }
        }
        return ExitCode.DONE.number();
    }

    @Command(
            name = "history",
            description = "Shows who set a flag, when, from what, to what, and why; the newest first.",
            footer = "  holdfast admin history new-search")
    int history(@Parameters(paramLabel = "NAME", description = "The flag.") String name) {
        try (Control control = open()) {
            List<FlagChange> changes = control.flags().history(name);
            settle(control);
            if (commons.json) {
                Json.print(
                        Map.of(
                                "changes",
                                changes.stream().map(FlagText::document).toList()),
                        out());
            } else {
                FlagText.changes(changes).print(out());
            }
        }
        return ExitCode.DONE.number();
    }

    @Command(
            name = "audit",
            description = {
                "Shows the actions on record at all nodes: who, what, on which database, when, and how it ended.",
                "While the database is away, or has no audit table yet, the files of this node answer."
            },
            footer = {
                "  holdfast admin audit --since 2026-01-01 --database app",
                "  holdfast admin audit --outcome failed --json"
            })
    int audit(
            @Mixin AuditSelection selection,
            @Option(
                            names = "--node",
                            paramLabel = "ID",
                            defaultValue = "",
                            description = "Only what was done at the node whose id begins like this.")
                    String node,
            @Option(names = "--csv", description = "Print comma-separated values.") boolean csv) {
        HoldfastConfig config = config();
        try (Control control = Control.open(config, PATIENCE)) {
            settle(control);
            HandOver.to(control, commons.surroundings().err());
            new AdminSearch(control, config.home(), commons.surroundings().err())
                    .run(selection.filter(), node, () -> Rows.of(csv, commons.json, out()));
        }
        return ExitCode.DONE.number();
    }

    private Control open() {
        return Control.open(config(), PATIENCE);
    }

    private HoldfastConfig config() {
        return commons.settings().load().config();
    }

    /** The flags, read from the database if that is possible; else as they were copied last. */
    private Flags fresh(Control control) {
        Flags flags = control.flags();
        try {
            flags.refresh();
            settle(control);
        } catch (HoldfastException failure) {
            Duration age = flags.age().orElseThrow(() -> failure);
            commons.surroundings()
                    .err()
                    .printf(
                            "note: the control database could not be read, so this is a copy that was made %d s ago: %s%n",
                            age.toSeconds(), failure.failure().sentence());
        }
        return flags;
    }

    /** Puts on record what became of a setting that was left without an outcome, if that can be found out now. */
    private void settle(Control control) {
        try {
            control.flags().settle();
        } catch (HoldfastException failure) {
            commons.surroundings()
                    .err()
                    .printf(
                            "note: what became of the last setting of a flag could not be put on record now; whoever uses"
                                    + " flags next does it: %s%n",
                            failure.failure().sentence());
        }
    }

    private static void age(Flags flags, Map<String, Object> document) {
        flags.age().ifPresent(age -> document.put("age-seconds", age.toSeconds()));
    }

    private PrintStream out() {
        return commons.surroundings().out();
    }
}

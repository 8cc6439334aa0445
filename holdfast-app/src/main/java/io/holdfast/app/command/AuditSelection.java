package io.holdfast.app.command;

import io.holdfast.app.audit.When;
import io.holdfast.audit.AuditAction.Outcome;
import io.holdfast.audit.AuditFilter;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options with which actions are chosen. */
final class AuditSelection {
    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Only what began on this day or later, or at this moment.")
    private String since = "";

    @Option(names = "--until", paramLabel = "TIME", description = "Only what began before this day or moment.")
    private String until = "";

    @Option(names = "--actor", paramLabel = "NAME", description = "Only what this one did.")
    private String actor = "";

    @Option(names = "--action", paramLabel = "NAME", description = "Only this action, such as transfer or migrate-up.")
    private String action = "";

    @Option(names = "--database", paramLabel = "NAME", description = "Only what was done on this database.")
    private String database = "";

    @Option(
            names = "--outcome",
            paramLabel = "OUTCOME",
            description = "Only what ended like this: done, failed, or open (no end is on record).")
    private String outcome = "";

    AuditFilter filter() {
        return new AuditFilter(
                When.parse("--since", since, Instant.MIN),
                When.parse("--until", until, Instant.MAX),
                actor,
                action,
                database,
                outcome.isEmpty() ? Optional.empty() : Optional.of(outcome(outcome)));
    }

    private static Outcome outcome(String word) {
        return Arrays.stream(Outcome.values())
                .filter(each -> each.word().equals(word))
                .findFirst()
                .orElseThrow(() -> Failure.of(
                                ErrorKind.CONFIGURATION,
                                "--outcome is %s; expected done, failed or open".formatted(word))
                        .withHint("open are the actions of which no end is on record")
                        .exception());
    }
}

package io.holdfast.app.command;

import io.holdfast.app.check.CheckReport;
import io.holdfast.app.check.CheckText;
import io.holdfast.app.check.DatabaseCheck;
import io.holdfast.app.check.Subject;
import io.holdfast.app.output.Json;
import io.holdfast.app.output.Surroundings;
import io.holdfast.config.DatabaseConfig;
import io.holdfast.engine.Engines;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code holdfast check}: how every database is. */
@Command(
        name = "check",
        description = {
            "Checks the configuration, and of every database: reachability, version, privileges and free space.",
            "Ends with 0 if all is as it should be, 3 if something was found, 7 if a database cannot be reached."
        },
        footer = {
            "  holdfast check",
            "  holdfast check --profile production --json",
            "  holdfast check --url sqlite:app.db --url postgresql://db1/app"
        })
final class CheckCommand implements Callable<Integer> {
    private static final Duration CONNECTING = Duration.ofSeconds(5);
    private static final Duration DEADLINE = Duration.ofSeconds(15);

    private final Commons commons;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Check the database at this address instead of the configured ones. Repeatable.")
    private List<String> urls = new ArrayList<>();

    CheckCommand(Commons commons) {
        this.commons = commons;
    }

    @Override
    public Integer call() throws InterruptedException {
        Surroundings surroundings = commons.surroundings();
        CheckReport report = new DatabaseCheck(Engines.onClassPath(), CONNECTING, DEADLINE).run(subjects());
        CheckText text = new CheckText(report);
        if (commons.json) {
            Json.print(text.document(), surroundings.out());
        } else {
            text.print(surroundings.out());
        }
        return report.exitCode().number();
    }

    private List<Subject> subjects() {
        if (!urls.isEmpty()) {
            Places places = new Places(commons.surroundings().workingDirectory(), Map.of());
            return urls.stream().map(places::at).map(Subject::alone).toList();
        }
        Collection<DatabaseConfig> declared =
                commons.settings().load().config().databases().values();
        if (declared.isEmpty()) {
            throw Failure.of(ErrorKind.CONFIGURATION, "no database is declared")
                    .withHint("run holdfast init and fill in holdfast.yaml, or name a database with --url")
                    .exception();
        }
        return declared.stream().flatMap(Subject::of).toList();
    }
}

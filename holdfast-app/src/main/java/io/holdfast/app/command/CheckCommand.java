package io.holdfast.app.command;

import io.holdfast.app.check.CheckReport;
import io.holdfast.app.check.CheckText;
import io.holdfast.app.check.DatabaseCheck;
import io.holdfast.app.check.HomeFacts;
import io.holdfast.app.check.Subject;
import io.holdfast.app.output.Json;
import io.holdfast.app.output.Surroundings;
import io.holdfast.config.HoldfastConfig;
import io.holdfast.engine.Engines;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code holdfast check}: how every database is. */
@Command(
        name = "check",
        description = {
            "Checks the configuration and the folder for Holdfast's own files, and of every database: reachability, version and how"
                    + " long it is supported, privileges, free space, clock, and whether it has the schema that its"
                    + " migrations give. Changes nothing.",
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
        if (urls.isEmpty()) {
            return print(commons, look(declared(commons.settings().load().config())));
        }
        Places places = new Places(commons.surroundings().workingDirectory(), Map.of());
        return print(
                commons, check(urls.stream().map(places::at).map(Subject::alone).toList()));
    }

    /** How the databases of {@code config} are, and this machine. */
    static CheckReport look(HoldfastConfig config) throws InterruptedException {
        return check(config.databases().values().stream().flatMap(Subject::of).toList())
                .on(HomeFacts.of(config.home()));
    }

    private static CheckReport check(List<Subject> subjects) throws InterruptedException {
        return new DatabaseCheck(Engines.onClassPath(), CONNECTING, DEADLINE).run(subjects);
    }

    private static int print(Commons commons, CheckReport report) {
        Surroundings surroundings = commons.surroundings();
        CheckText text = new CheckText(report);
        if (commons.json) {
            Json.print(text.document(), surroundings.out());
        } else {
            text.print(surroundings.out());
        }
        return report.exitCode().number();
    }

    private static HoldfastConfig declared(HoldfastConfig config) {
        if (config.databases().isEmpty()) {
            throw Failure.of(ErrorKind.CONFIGURATION, "no database is declared")
                    .withHint("run holdfast init and fill in holdfast.yaml, or name a database with --url")
                    .exception();
        }
        return config;
    }
}

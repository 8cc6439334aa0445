package io.holdfast.app.command;

import io.holdfast.app.check.CheckReport;
import io.holdfast.app.check.CheckText;
import io.holdfast.app.init.FirstSteps;
import io.holdfast.app.init.Templates;
import io.holdfast.app.init.Templates.Outcome;
import io.holdfast.app.output.ExitCode;
import io.holdfast.app.output.Json;
import io.holdfast.config.HoldfastConfig;
import io.holdfast.disk.Disk;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code holdfast init}: the files that a new project begins with, its databases, and what they are like. */
@Command(
        name = "init",
        description = {
            "Writes commented configuration files for development, staging and production, and .env.example; makes the"
                    + " databases that are declared and missing; applies their migrations; and ends with holdfast check.",
            "Files and databases that are there stay as they are: running it twice changes nothing."
        },
        footer = {"  holdfast init", "  holdfast init --files-only", "  holdfast init --dir deploy --profile staging"})
final class InitCommand implements Callable<Integer> {
    private final Commons commons;

    @Option(
            names = "--dir",
            paramLabel = "FOLDER",
            description = "Write the files to this folder. Default: the working directory.")
    private Path folder = Path.of("");

    @Option(names = "--files-only", description = "Write the files, and touch no database.")
    private boolean filesOnly;

    InitCommand(Commons commons) {
        this.commons = commons;
    }

    @Override
    public Integer call() throws InterruptedException {
        Path place = commons.surroundings().resolve(folder);
        Outcome files = make(place);
        PrintStream out = commons.surroundings().out();
        if (!commons.json) {
            files.made().forEach(file -> out.println("made  " + file));
            files.kept().forEach(file -> out.println("kept  " + file + " (it was there)"));
        }
        if (filesOnly) {
            print(files, List.of(), Optional.empty());
            return ExitCode.DONE.number();
        }
        HoldfastConfig config =
                commons.settings(place.resolve("holdfast.yaml")).load().config();
        List<FirstSteps.Done> databases = new FirstSteps(config, commons.actor(), commons.interruption()).take();
        CheckReport report = CheckCommand.look(config);
        print(files, databases, Optional.of(report));
        return report.exitCode().number();
    }

    private void print(Outcome files, List<FirstSteps.Done> databases, Optional<CheckReport> report) {
        PrintStream out = commons.surroundings().out();
        if (commons.json) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("made", texts(files.made()));
            document.put("kept", texts(files.kept()));
            document.put("databases", databases);
            report.ifPresent(found -> document.put("check", new CheckText(found).document()));
            Json.print(document, out);
            return;
        }
        for (FirstSteps.Done done : databases) {
            out.println((done.made() ? "made  " : "kept  ") + "database " + done.database()
                    + (done.made() ? "" : " (it was there)")
                    + (done.applied() == 0 ? "" : ", applied " + done.applied() + " migrations"));
        }
        if (report.isPresent()) {
            out.println();
            new CheckText(report.get()).print(out);
        } else {
            out.println("Next: look through holdfast.yaml, then run holdfast init again, or holdfast check");
        }
    }

    private static Outcome make(Path folder) {
        try {
            return new Templates(Disk.local()).makeIn(folder);
        } catch (IOException e) {
            throw Failure.of(ErrorKind.CONFIGURATION, "the files cannot be written to %s".formatted(folder))
                    .withHint("name a folder that you may write to, with --dir")
                    .causedBy(e);
        }
    }

    private static List<String> texts(List<Path> files) {
        return files.stream().map(Path::toString).toList();
    }
}

package io.holdfast.app.command;

import io.holdfast.app.init.Templates;
import io.holdfast.app.init.Templates.Outcome;
import io.holdfast.app.output.ExitCode;
import io.holdfast.app.output.Json;
import io.holdfast.disk.Disk;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code holdfast init}: the files that a new project begins with. */
@Command(
        name = "init",
        description = {
            "Writes commented configuration files for development, staging and production, and .env.example.",
            "Files that are there stay as they are: running it twice changes nothing."
        },
        footer = {"  holdfast init", "  holdfast init --dir deploy"})
final class InitCommand implements Callable<Integer> {
    private final Commons commons;

    @Option(
            names = "--dir",
            paramLabel = "FOLDER",
            description = "Write the files to this folder. Default: the working directory.")
    private Path folder = Path.of("");

    InitCommand(Commons commons) {
        this.commons = commons;
    }

    @Override
    public Integer call() {
        Outcome outcome = make(commons.surroundings().resolve(folder));
        PrintStream out = commons.surroundings().out();
        if (commons.json) {
            Json.print(Map.of("made", texts(outcome.made()), "kept", texts(outcome.kept())), out);
        } else {
            outcome.made().forEach(file -> out.println("made  " + file));
            outcome.kept().forEach(file -> out.println("kept  " + file + " (it was there)"));
            out.println("Next: look through holdfast.yaml, then run holdfast check");
        }
        return ExitCode.DONE.number();
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

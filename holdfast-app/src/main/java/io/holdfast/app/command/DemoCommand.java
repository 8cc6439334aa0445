package io.holdfast.app.command;

import io.holdfast.app.demo.Demonstration;
import io.holdfast.app.demo.SampleDatabase;
import io.holdfast.app.output.ExitCode;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code holdfast demo}: real data moves from a real SQLite file into a real PostgreSQL, which is killed. */
@Command(
        name = "demo",
        description = {
            "Makes a sample application's database in SQLite, starts a PostgreSQL server in a folder, moves the data,"
                    + " compares every cell, and asks both databases the same questions. Then kills the server with kill -9"
                    + " while threads write into it, starts it again, and accounts for every write.",
            "Needs nothing but this program; ends by itself, with the server stopped and the folder kept."
        },
        footer = {
            "  holdfast demo",
            "  holdfast demo --dir /tmp/look --rows 5000",
            "  holdfast demo --dir /tmp/look --clean"
        })
final class DemoCommand implements Callable<Integer> {
    private final Commons commons;

    @Option(
            names = "--dir",
            paramLabel = "FOLDER",
            defaultValue = "holdfast-demo",
            description = "Work in this folder. Default: ${DEFAULT-VALUE}.")
    private Path folder = Path.of("");

    @Option(
            names = "--rows",
            paramLabel = "NUMBER",
            description = "Make this many rows, 100 or more. Default: ${DEFAULT-VALUE}.")
    private int rows = SampleDatabase.USUAL_ROWS;

    @ArgGroup
    private Afterwards afterwards = new Afterwards();

    /** What becomes of the folder. */
    static final class Afterwards {
        @Option(names = "--keep", description = "Keep the folder. This is the default.")
        private boolean keep;

        @Option(names = "--clean", description = "Only remove what an earlier run left in the folder.")
        private boolean clean;
    }

    DemoCommand(Commons commons) {
        this.commons = commons;
    }

    @Override
    public Integer call() throws Exception {
        Path place = commons.surroundings().resolve(folder);
        Demonstration demonstration = new Demonstration(commons.surroundings(), commons.interruption(), rows);
        ExitCode code = afterwards.clean && !afterwards.keep ? demonstration.clean(place) : demonstration.run(place);
        return code.number();
    }
}

package io.holdfast.benchmarks.queue;

import io.holdfast.benchmarks.measure.Bench;
import io.holdfast.benchmarks.measure.Figure;
import io.holdfast.benchmarks.measure.Run;
import io.holdfast.benchmarks.measure.TemporaryFolder;
import io.holdfast.testkit.fault.PostgresProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** BEN-1, DEG-1: the queue of late writes, and what an application still does while its database is away. */
public final class QueueBench implements Bench {
    /** On the disk of the working directory: the folder for temporary files may be in memory. */
    private static final Path DISK = Path.of("target");

    @Override
    public String name() {
        return "queue";
    }

    @Override
    public String summary() {
        return "256 callers whose database is away, beside a force for each; what needs no database (5 min, with --quick 1)";
    }

    @Override
    public List<Figure> measure(Run run) throws Exception {
        List<Figure> figures = new ArrayList<>();
        try (TemporaryFolder folder = TemporaryFolder.in(DISK);
                PostgresProcess server = PostgresProcess.fresh()) {
            figures.addAll(new Undisturbed(run, folder.path(), server).figures());
            server.kill();
            figures.addAll(new Intake(run, folder.path(), server.endpoint("app")).figures());
        }
        return figures;
    }
}

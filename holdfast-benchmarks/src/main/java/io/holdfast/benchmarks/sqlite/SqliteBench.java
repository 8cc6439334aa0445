package io.holdfast.benchmarks.sqlite;

import io.holdfast.benchmarks.measure.Bench;
import io.holdfast.benchmarks.measure.Figure;
import io.holdfast.benchmarks.measure.Run;
import io.holdfast.benchmarks.measure.TemporaryFolder;
import java.nio.file.Path;
import java.util.List;

/** BEN-1, CON-9: many threads that write to one SQLite file, through Holdfast and beside what people use without it. */
public final class SqliteBench implements Bench {
    /** On the disk of the working directory: the folder for temporary files may be in memory. */
    private static final Path DISK = Path.of("target");

    @Override
    public String name() {
        return "sqlite";
    }

    @Override
    public String summary() {
        return "8 writers and 4 readers of one file, beside HikariCP and one plain writer (5 min, with --quick 1)";
    }

    @Override
    public List<Figure> measure(Run run) throws Exception {
        try (TemporaryFolder folder = TemporaryFolder.in(DISK)) {
            return new Contest(run, folder.path()).figures();
        }
    }
}

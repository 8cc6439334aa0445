package io.holdfast.benchmarks.migrations;

import io.holdfast.benchmarks.measure.Bench;
import io.holdfast.benchmarks.measure.Figure;
import io.holdfast.benchmarks.measure.Run;
import io.holdfast.benchmarks.measure.TemporaryFolder;
import java.nio.file.Path;
import java.util.List;

/** BEN-1, MIG-3: a thousand migrations, applied and looked at again, beside Flyway, Liquibase and plain JDBC. */
public final class MigrationsBench implements Bench {
    /** On the disk of the working directory: the folder for temporary files may be in memory. */
    private static final Path DISK = Path.of("target");

    @Override
    public String name() {
        return "migrations";
    }

    @Override
    public String summary() {
        return "1,000 migrations of SQLite and PostgreSQL, beside Flyway, Liquibase and plain JDBC (10 min, with --quick 2)";
    }

    @Override
    public List<Figure> measure(Run run) throws Exception {
        try (TemporaryFolder folder = TemporaryFolder.in(DISK)) {
            return new Contest(run, folder.path()).figures();
        }
    }
}

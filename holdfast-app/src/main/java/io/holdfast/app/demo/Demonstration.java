package io.holdfast.app.demo;

import io.holdfast.app.output.ExitCode;
import io.holdfast.app.output.Interruption;
import io.holdfast.app.output.Surroundings;
import io.holdfast.app.record.ActionRecord;
import io.holdfast.app.transfer.Progress;
import io.holdfast.app.transfer.ReportFiles;
import io.holdfast.app.transfer.TransferJob;
import io.holdfast.app.transfer.TransferSummary;
import io.holdfast.config.Endpoint;
import io.holdfast.disk.Disk;
import io.holdfast.engine.Engine;
import io.holdfast.engine.Engines;
import io.holdfast.engine.SqlSession;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.event.Recorder;
import io.holdfast.transfer.TransferOptions;
import io.holdfast.transfer.TransferReport;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * Shows, with data of its own, how a SQLite database moves into PostgreSQL, that nothing is lost on the way, and that nothing
 * is lost when the server is killed.
 */
public final class Demonstration {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String DATABASE = "app";

    private final Surroundings surroundings;
    private final Interruption interruption;
    private final PrintStream out;
    private final int rows;

    /**
     * A demonstration.
     *
     * @param rows how many rows the sample has
     */
    public Demonstration(Surroundings surroundings, Interruption interruption, int rows) {
        this.surroundings = surroundings;
        this.interruption = interruption;
        this.out = surroundings.out();
        this.rows = rows;
    }

    /**
     * Makes the sample, moves it, compares it, asks both databases the same questions, and kills the server under a load.
     *
     * @param path the folder for all of it
     * @throws Exception whatever stands in the way
     */
    public ExitCode run(Path path) throws Exception {
        interruption.whenRequested(() -> {});
        try (DemoFolder folder = DemoFolder.open(path)) {
            makeSample(folder);
            Engine postgresql = Engines.onClassPath().named("postgresql");
            out.println("2. Starting a PostgreSQL server of its own ...");
            try (DemoServer server = DemoServer.start(postgresql, folder.server())) {
                Endpoint target = emptyDatabase(server, postgresql);
                transfer(folder, target);
                ask(folder, postgresql, target);
                new Outage(server, postgresql, out, interruption).happen();
            }
            tellWhereEverythingLies(folder);
        }
        return ExitCode.DONE;
    }

    /**
     * Removes what an earlier run left in {@code path}.
     *
     * @throws Exception whatever stands in the way
     */
    public ExitCode clean(Path path) throws Exception {
        if (!DemoFolder.exists(path)) {
            out.println("nothing to clean up: there is no " + path);
            return ExitCode.DONE;
        }
        try (DemoFolder folder = DemoFolder.open(path)) {
            folder.delete();
        }
        out.println("removed " + path);
        return ExitCode.DONE;
    }

    private void makeSample(DemoFolder folder) throws IOException, SQLException {
        interruption.check();
        out.printf("1. Making the database of a small application, with %,d rows ...%n", rows);
        SampleDatabase sample = SampleDatabase.of(rows);
        sample.writeTo(folder.sample());
        sample.tables().forEach((table, count) -> out.printf("   %-12s %,7d rows%n", table, count));
    }

    private void transfer(DemoFolder folder, Endpoint target) {
        interruption.check();
        out.println("3. Moving it: plan, copy, compare every cell, publish ...");
        Endpoint source = Endpoint.at("sample", "sqlite:" + folder.sample());
        TransferJob job = new TransferJob(source, target, TransferOptions.DEFAULTS, interruption);
        TransferReport report;
        try (Recorder recorder = ActionRecord.in(folder.home());
                Progress progress = Progress.in(surroundings)) {
            report = job.run(progress.listener(), recorder, "demo");
        }
        new TransferSummary(report).print(out);
        ReportFiles.at(folder.report(), Disk.local()).write(report.markdown(), report.json());
        if (report.status() == TransferReport.Status.DIFFERENT) {
            throw TransferJob.different(report).exception();
        }
    }

    private void ask(DemoFolder folder, Engine postgresql, Endpoint target) throws Exception {
        interruption.check();
        out.println("4. Asking both databases the same questions ...");
        Engine sqlite = Engines.onClassPath().named("sqlite");
        Endpoint source = Endpoint.at("sample", "sqlite:" + folder.sample());
        int different = 0;
        try (var left = (SqlSession) sqlite.open(source, PATIENCE);
                var right = (SqlSession) postgresql.open(target, PATIENCE)) {
            for (Question question : Question.five()) {
                var comparison = new SideBySide(
                        question,
                        Answer.to(question.sqlite(), left.connection()),
                        Answer.to(question.postgresql(), right.connection()));
                comparison.print(out);
                different += comparison.equal() ? 0 : 1;
            }
        }
        if (different > 0) {
            throw Failure.of(ErrorKind.VERIFICATION, "%d of the answers differ".formatted(different))
                    .withHint("this is a defect of Holdfast: please report it with %s".formatted(folder.report()))
                    .exception();
        }
    }

    /** The server may hold what an earlier run has moved; the demonstration begins with nothing. */
    private static Endpoint emptyDatabase(DemoServer server, Engine postgresql) throws Exception {
        try (var session = (SqlSession) postgresql.open(server.database("postgres"), PATIENCE);
                Statement statement = session.connection().createStatement()) {
            statement.execute("drop database if exists " + DATABASE + " with (force)");
        }
        return server.database(DATABASE);
    }

    private void tellWhereEverythingLies(DemoFolder folder) {
        out.println();
        out.println("All of it is in " + folder.path());
        out.println("   sample.db   the source          sqlite3 " + folder.sample());
        out.println("   report.md   the report          less " + folder.report());
        out.println("   server      the target; it is stopped. Look at it with");
        out.println("               holdfast check --url embedded:postgresql:" + folder.server());
        out.println("Remove it with: holdfast demo --clean --dir " + folder.path());
    }
}

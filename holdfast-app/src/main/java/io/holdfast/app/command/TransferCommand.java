package io.holdfast.app.command;

import io.holdfast.app.output.ExitCode;
import io.holdfast.app.output.Surroundings;
import io.holdfast.app.record.ActionRecord;
import io.holdfast.app.transfer.Progress;
import io.holdfast.app.transfer.ReportFiles;
import io.holdfast.app.transfer.TransferJob;
import io.holdfast.app.transfer.TransferSummary;
import io.holdfast.config.HoldfastConfig;
import io.holdfast.disk.Disk;
import io.holdfast.event.Recorder;
import io.holdfast.transfer.TransferOptions;
import io.holdfast.transfer.TransferPlan;
import io.holdfast.transfer.TransferReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code holdfast transfer}: a whole database goes into another engine, and is compared cell by cell. */
@Command(
        name = "transfer",
        description = {
            "Copies a whole database into another engine: plans the types from what is stored, copies into a staging"
                    + " schema, compares every cell, and publishes all of it in one step or nothing.",
            "The source is only read. Databases are named as in the configuration, or by address:"
                    + " sqlite:FILE, postgresql://HOST/NAME, embedded:postgresql:FOLDER."
        },
        footer = {
            "  holdfast transfer --from sqlite:app.db --to postgresql://db1/app --plan",
            "  holdfast transfer --from sqlite:app.db --to postgresql://db1/app --report moved.md",
            "  holdfast transfer --from old --to new --column orders.total=numeric",
            "  holdfast transfer --from sqlite:app.db --to embedded:postgresql:./server"
        })
final class TransferCommand implements Callable<Integer> {
    private final Commons commons;

    @Option(names = "--from", paramLabel = "DATABASE", required = true, description = "Where the data comes from.")
    private String from = "";

    @Option(names = "--to", paramLabel = "DATABASE", required = true, description = "Where the data goes.")
    private String to = "";

    @Option(
            names = "--schema",
            paramLabel = "NAME",
            defaultValue = "public",
            description = "Publish this schema in the target. Default: ${DEFAULT-VALUE}.")
    private String schema = "";

    @Option(names = "--plan", description = "Only show what would be done, and why. Touches nothing.")
    private boolean planOnly;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Write the report, or the plan, to FILE as Markdown, and as JSON beside it.")
    private @Nullable Path report;

    @Option(
            names = "--column",
            paramLabel = "TABLE.COLUMN=TYPE",
            description = "Choose a column's type: text, bytea, smallint, integer, bigint, numeric or double."
                    + " Repeatable.")
    private List<String> columns = new ArrayList<>();

    TransferCommand(Commons commons) {
        this.commons = commons;
    }

    @Override
    public Integer call() {
        Surroundings surroundings = commons.surroundings();
        Optional<ReportFiles> files =
                Optional.ofNullable(report).map(file -> ReportFiles.at(surroundings.resolve(file), Disk.local()));
        HoldfastConfig config = commons.settings().load().config();
        Places places = new Places(surroundings.workingDirectory(), config.databases());
        TransferJob job = new TransferJob(
                places.at(from),
                places.at(to),
                TransferOptions.DEFAULTS.withSchema(schema).withColumns(columns),
                commons.interruption());
        return planOnly
                ? plan(job, files).number()
                : run(job, files, config.home()).number();
    }

    private ExitCode plan(TransferJob job, Optional<ReportFiles> files) {
        TransferPlan plan;
        try (Progress progress = Progress.in(commons.surroundings())) {
            plan = job.plan(progress.listener());
        }
        files.ifPresent(written -> written.write(plan.markdown(), plan.json()));
        commons.surroundings().out().println(commons.json ? plan.json() : plan.markdown());
        return plan.decisions().isEmpty() ? ExitCode.DONE : ExitCode.DECISION;
    }

    private ExitCode run(TransferJob job, Optional<ReportFiles> files, Path home) {
        TransferReport done;
        try (Recorder recorder = ActionRecord.in(home);
                Progress progress = Progress.in(commons.surroundings())) {
            done = job.run(progress.listener(), recorder, commons.actor());
        }
        show(done);
        files.ifPresent(written -> write(done, written));
        if (done.status() == TransferReport.Status.DIFFERENT) {
            throw TransferJob.different(done).exception();
        }
        return done.attention().isEmpty() ? ExitCode.DONE : ExitCode.PARTIAL;
    }

    private void show(TransferReport done) {
        if (commons.json) {
            commons.surroundings().out().println(done.json());
        } else {
            new TransferSummary(done).print(commons.surroundings().out());
        }
    }

    private void write(TransferReport done, ReportFiles files) {
        files.write(done.markdown(), done.json());
        if (!commons.json) {
            commons.surroundings().out().println("report: " + files.markdown());
        }
    }
}

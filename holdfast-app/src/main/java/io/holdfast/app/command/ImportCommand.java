package io.holdfast.app.command;

import io.holdfast.app.lifecycle.ImportProgress;
import io.holdfast.app.lifecycle.ImportText;
import io.holdfast.app.lifecycle.Mappings;
import io.holdfast.app.lifecycle.RoleDatabases;
import io.holdfast.app.output.ExitCode;
import io.holdfast.app.output.Json;
import io.holdfast.app.output.Surroundings;
import io.holdfast.app.record.ActionRecord;
import io.holdfast.app.transfer.Progress;
import io.holdfast.config.Endpoint;
import io.holdfast.config.HoldfastConfig;
import io.holdfast.disk.Disk;
import io.holdfast.engine.Engines;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.event.Recorder;
import io.holdfast.event.Recording;
import io.holdfast.lifecycle.Import;
import io.holdfast.lifecycle.Import.Verification;
import io.holdfast.lifecycle.ImportPlan;
import io.holdfast.lifecycle.ImportReport;
import io.holdfast.lifecycle.ImportSetting;
import io.holdfast.lifecycle.Mapping;
import io.holdfast.routing.IdMask;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast lifecycle import}: the collections of an earlier deployment go into the databases with a role. */
@Command(
        name = "import",
        description = {
            "Brings the collections of an earlier deployment, of MongoDB or tables of SQLite or PostgreSQL, into the"
                    + " databases with a role, and compares every document afterwards. The source is only read, and nothing"
                    + " that is there is overwritten.",
            "External users go to external_users; internal ones to raseen_temp_user if they are younger than 24 h, else to"
                    + " srie_main_user and raseen_main_user; HR data to srie_main_hr and raseen_main_hr.",
            "When it was stopped or killed, the same command goes on where it was. Ends with 5 if documents were refused,"
                    + " with 3 if some are missing or different afterwards, and with --plan if some would be refused."
        },
        footer = {
            "  holdfast lifecycle import --from old users analyses hr --plan",
            "  holdfast lifecycle import --from old users analyses hr",
            "  holdfast lifecycle import --from mongodb://db1/legacy people=users runs=analyses --id runs:owner",
            "  holdfast lifecycle import --from sqlite:old.db staff=users --as internal --id login --created joined"
        })
final class ImportCommand implements Callable<Integer> {
    private static final String ACTION = "lifecycle-import";

    private final Commons commons;

    @Parameters(
            paramLabel = "COLLECTION[=KIND]",
            arity = "1..*",
            description = "The collections or tables, and what their documents are: users, analyses or hr. One that is"
                    + " called so needs no KIND.")
    private List<String> collections = new ArrayList<>();

    @Option(names = "--from", paramLabel = "DATABASE", required = true, description = "Where they are.")
    private String from = "";

    @Option(
            names = "--id",
            paramLabel = "[COLLECTION:]FIELD",
            description = "The field with the user's id, with its prefix or without. Repeatable. Default: user_id.")
    private List<String> ids = new ArrayList<>();

    @Option(
            names = "--type",
            paramLabel = "[COLLECTION:]FIELD",
            description = "The field that says internal or external. Repeatable. Default: user_type.")
    private List<String> types = new ArrayList<>();

    @Option(names = "--as", paramLabel = "TYPE", description = "All users are internal, or all are external.")
    private @Nullable String as;

    @Option(
            names = "--created",
            paramLabel = "[COLLECTION:]FIELD",
            description = "The field that says when a document was made; where it is missing, the document is old."
                    + " Repeatable. Default: created_at.")
    private List<String> created = new ArrayList<>();

    @Option(
            names = "--part",
            paramLabel = "[COLLECTION:]FIELD",
            description = "The field that tells analyses or HR data of one user from each other. Repeatable."
                    + " Default: _id, or id.")
    private List<String> parts = new ArrayList<>();

    @Option(names = "--plan", description = "Only show what would be done. Changes nothing.")
    private boolean planOnly;

    @Option(names = "--no-verify", description = "Do not compare source and targets afterwards.")
    private boolean unverified;

    ImportCommand(Commons commons) {
        this.commons = commons;
    }

    @Override
    public Integer call() {
        HoldfastConfig config = commons.settings().load().config();
        List<Mapping> mappings = Mappings.of(collections)
                .as(as)
                .ids(ids)
                .types(types)
                .created(created)
                .parts(parts)
                .list();
        Endpoint source = new Places(commons.surroundings().workingDirectory(), config.databases()).at(from);
        try (RoleDatabases databases = RoleDatabases.open(config.databases(), ImportSetting.roles(mappings))) {
            ImportSetting setting = new ImportSetting(
                    Engines.onClassPath().of(source.url()),
                    source,
                    mappings,
                    databases.byRole(),
                    config.home(),
                    IdMask.of(config.documents()));
            Import work = new Import(setting, Disk.local());
            commons.interruption().whenRequested(work::cancel);
            return (planOnly ? plan(work) : run(work, setting)).number();
        }
    }

    private ExitCode plan(Import work) {
        ImportPlan plan;
        try (Progress progress = Progress.in(commons.surroundings())) {
            plan = work.plan(new ImportProgress(progress.listener()));
        }
        Surroundings surroundings = commons.surroundings();
        if (commons.json) {
            Json.print(ImportText.document(plan), surroundings.out());
        } else {
            ImportText.print(plan, surroundings.out());
        }
        return plan.refused() > 0 ? ExitCode.FINDING : ExitCode.DONE;
    }

    private ExitCode run(Import work, ImportSetting setting) {
        ImportReport report;
        try (Recorder recorder = ActionRecord.in(setting.home());
                Progress progress = Progress.in(commons.surroundings())) {
            report = recorded(work, setting, recorder, progress);
        }
        if (commons.json) {
            Json.print(ImportText.document(report), commons.surroundings().out());
        } else {
            ImportText.print(report, commons.surroundings().out());
        }
        if (report.differences() > 0) {
            throw different(report).exception();
        }
        boolean isWhole = report.counts().allRefused() == 0 && report.shrunk().isEmpty();
        return isWhole ? ExitCode.DONE : ExitCode.PARTIAL;
    }

    private ImportReport recorded(Import work, ImportSetting setting, Recorder recorder, Progress progress) {
        String names = setting.mappings().stream().map(Mapping::collection).collect(Collectors.joining(", "));
        Map<String, String> details = Map.of("from", setting.source().url().toString(), "collections", names);
        Recording recording =
                recorder.record(ACTION, commons.actor(), setting.source().database(), details);
        try {
            ImportReport report = work.run(
                    unverified ? Verification.NONE : Verification.FULL, new ImportProgress(progress.listener()));
            if (report.differences() > 0) {
                recording.failed(different(report).exception());
            } else {
                recording.done();
            }
            return report;
        } catch (RuntimeException failure) {
            recording.failed(failure);
            throw failure;
        }
    }

    private static Failure different(ImportReport report) {
        return Failure.of(
                        ErrorKind.VERIFICATION,
                        "what was imported differs from the source in %s"
                                .formatted(report.differences() == 1 ? "1 place" : report.differences() + " places"))
                .withHint("see whether something else writes to the databases, then run the same command again");
    }
}

package io.holdfast.app.command;

import io.holdfast.app.output.ExitCode;
import io.holdfast.app.output.Json;
import io.holdfast.app.queue.QueueText;
import io.holdfast.app.record.ActionRecord;
import io.holdfast.config.HoldfastConfig;
import io.holdfast.degrade.QueueChange;
import io.holdfast.degrade.QueueEntry;
import io.holdfast.degrade.QueueFolder;
import io.holdfast.degrade.QueueStatus;
import io.holdfast.disk.Disk;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.event.Recorder;
import io.holdfast.event.Recording;
import io.holdfast.resilience.Deadline;
import io.holdfast.resilience.Time;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code holdfast queue}: what waits to be written, and what cannot be. */
@Command(
        name = "queue",
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Shows the writes that wait for their database, and those that were set aside because they failed.",
            "Reads the files beside the running application and disturbs nothing; what changes the queue is put on record."
        },
        footer = {
            "  holdfast queue status",
            "  holdfast queue show",
            "  holdfast queue retry --all",
            "  holdfast queue drain --timeout 120"
        })
final class QueueCommand implements Callable<Integer> {
    private static final Duration LOOK = Duration.ofMillis(200);

    private final Commons commons;
    private final Time time = Time.real();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    QueueCommand(Commons commons) {
        this.commons = commons;
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    @Command(
            name = "status",
            description = {
                "Says how many entries wait, how many were set aside, and whether the files are as they were written.",
                "Ends with 3 if entries were set aside or files are damaged."
            },
            footer = "  holdfast queue status")
    int status() {
        QueueFolder queue = queue(config());
        QueueStatus status = queue.status();
        if (commons.json) {
            Json.print(QueueText.document(status, queue.path()), out());
        } else {
            new QueueText(out()).status(status, time.clock().instant());
        }
        boolean well = status.setAside() == 0 && !status.isDamaged();
        return (well ? ExitCode.DONE : ExitCode.FINDING).number();
    }

    @Command(
            name = "show",
            description = "Shows every entry, or the one with this ID; payloads by their length only.",
            footer = {"  holdfast queue show", "  holdfast queue show 01a229ee-20f0-7000-91d3-bd7f5f276bcb --payload"})
    int show(
            @Parameters(arity = "0..1", paramLabel = "ID", description = "Show this entry only.") @Nullable UUID id,
            @Option(names = "--payload", description = "Print the payload of the entry, too, in Base64.")
                    boolean payload) {
        if (payload && id == null) {
            throw new ParameterException(spec.commandLine(), "--payload is for one entry: its ID is missing");
        }
        QueueFolder queue = queue(config());
        List<QueueEntry> entries = queue.status().entries().stream()
                .filter(entry -> id == null || entry.id().equals(id))
                .toList();
        if (id != null && entries.isEmpty()) {
            throw Failure.of(ErrorKind.NOT_FOUND, "there is no entry %s in the queue; it may be applied".formatted(id))
                    .withHint("holdfast queue show lists all of them")
                    .exception();
        }
        String content = payload && id != null
                ? queue.payload(id).map(Base64.getEncoder()::encodeToString).orElse("")
                : "";
        if (commons.json) {
            List<Map<String, Object>> documents =
                    entries.stream().map(QueueText::document).toList();
            if (payload) {
                documents.get(0).put("payload", content);
            }
            Json.print(Map.of("entries", documents), out());
        } else {
            new QueueText(out()).entries(entries);
            if (payload) {
                out().println("payload: " + content);
            }
        }
        return ExitCode.DONE.number();
    }

    @Command(
            name = "retry",
            description = {
                "Lets an entry that was set aside wait for its turn again, or all of them.",
                "The running application does it; without one it is done here, and applied after its next start."
            },
            footer = {"  holdfast queue retry 01a229ee-20f0-7000-91d3-bd7f5f276bcb", "  holdfast queue retry --all"})
    int retry(
            @Parameters(arity = "0..1", paramLabel = "ID", description = "The entry.") @Nullable UUID id,
            @Option(names = "--all", description = "Every entry that was set aside.") boolean all) {
        if ((id == null) != all) {
            throw new ParameterException(spec.commandLine(), "give one ID, or --all");
        }
        HoldfastConfig config = config();
        List<UUID> ids = id == null ? List.of() : List.of(id);
        return change(config, "queue-retry", ids, "retried", () -> queue(config).retry(ids));
    }

    @Command(
            name = "drop",
            description = "Throws an entry away: it is never applied. Its payload is lost; look at it before.",
            footer = "  holdfast queue drop 01a229ee-20f0-7000-91d3-bd7f5f276bcb")
    int drop(@Parameters(paramLabel = "ID", description = "The entry.") UUID id) {
        HoldfastConfig config = config();
        return change(
                config,
                "queue-drop",
                List.of(id),
                "dropped",
                () -> queue(config).drop(List.of(id)));
    }

    private int change(HoldfastConfig config, String action, List<UUID> ids, String verb, Supplier<QueueChange> work) {
        QueueChange change = recorded(config, action, Map.of("entries", ids.isEmpty() ? "all" : ids.toString()), work);
        if (commons.json) {
            Json.print(QueueText.document(change), out());
        } else {
            new QueueText(out()).change(change, verb);
        }
        if (change.refused().isEmpty()) {
            return ExitCode.DONE.number();
        }
        return (change.done().isEmpty() ? ExitCode.FAILED : ExitCode.PARTIAL).number();
    }

    @Command(
            name = "drain",
            description = {
                "Asks the running application to try everything now, and waits until nothing waits any more.",
                "Ends with 10 and says why if something still waits when the time is over."
            },
            footer = "  holdfast queue drain --timeout 120")
    int drain(
            @Option(
                            names = "--timeout",
                            paramLabel = "SECONDS",
                            defaultValue = "60",
                            description = "How long to wait. Default: ${DEFAULT-VALUE}.")
                    int seconds) {
        HoldfastConfig config = config();
        QueueFolder queue = queue(config);
        if (queue.status().waiting() == 0) {
            return drained(queue.status(), Map.of());
        }
        Map<String, String> reasons = recorded(config, "queue-drain", Map.of(), () -> drain(queue, seconds));
        return drained(queue.status(), reasons);
    }

    private Map<String, String> drain(QueueFolder queue, int seconds) {
        queue.tryEverything();
        Deadline deadline = Deadline.after(Duration.ofSeconds(seconds), time.ticker());
        try {
            while (queue.status().waiting() > 0 && !deadline.hasPassed()) {
                commons.interruption().check();
                time.pauser().pause(LOOK);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return queue.status().waiting() == 0 ? Map.of() : queue.tryEverything().refused();
    }

    private int drained(QueueStatus left, Map<String, String> reasons) {
        if (commons.json) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("waiting", left.waiting());
            document.put("set-aside", left.setAside());
            document.put("reasons", reasons);
            Json.print(document, out());
        } else if (left.waiting() == 0) {
            out().printf("nothing waits any more; set aside: %d%n", left.setAside());
        } else {
            out().printf("still waiting: %d%n", left.waiting());
            reasons.forEach((what, why) -> out().println("  " + what + ": " + why));
        }
        return (left.waiting() == 0 ? ExitCode.DONE : ExitCode.PENDING).number();
    }

    private <T> T recorded(HoldfastConfig config, String action, Map<String, String> details, Supplier<T> work) {
        try (Recorder recorder = ActionRecord.in(config.home())) {
            Recording recording = recorder.record(action, commons.actor(), "", details);
            try {
                T result = work.get();
                recording.done();
                return result;
            } catch (RuntimeException failure) {
                recording.failed(failure);
                throw failure;
            }
        }
    }

    private HoldfastConfig config() {
        return commons.settings().load().config();
    }

    private QueueFolder queue(HoldfastConfig config) {
        return QueueFolder.in(Disk.local(), config.home(), config.queue(), time);
    }

    private PrintStream out() {
        return commons.surroundings().out();
    }
}

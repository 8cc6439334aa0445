package io.holdfast.postgresql.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What {@code postmaster.pid} says about a server that runs, or ran, on a data folder.
 *
 * @param pid its process
 * @param port where it listens
 */
record Postmaster(long pid, int port) {
    private static final int PID_LINE = 0;
    private static final int PORT_LINE = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** The states of a process that has ended, in Linux. */
    private static final String ENDED = "ZX";

    /** The server that {@code data} belongs to, if its file names one. */
    static Optional<Postmaster> of(Path data) throws IOException {
        Path file = file(data);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file);
        if (lines.size() <= PORT_LINE) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Postmaster(
                    Long.parseLong(lines.get(PID_LINE).strip()),
                    Integer.parseInt(lines.get(PORT_LINE).strip())));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    static Path file(Path data) {
        return data.resolve("postmaster.pid");
    }

    /** Whether its process is alive and may be a PostgreSQL server. */
    boolean mayRun() {
        return process().map(process -> !isForeign(process) && !isUnasked()).orElse(false);
    }

    /**
     * Whether it is dead and its process number is taken all the same: by another program, or because nobody has asked yet
     * how it ended, as in a container whose first process asks about none but its own. PostgreSQL starts in neither case.
     */
    boolean isDeadAndInTheWay() {
        return process().map(process -> isForeign(process) || isUnasked()).orElse(false);
    }

    /** Ends it, by force if it waits for somebody; does nothing where no server runs. */
    void end() {
        if (!mayRun()) {
            return;
        }
        process().ifPresent(process -> {
            process.destroy();
            process.onExit()
                    .completeOnTimeout(process, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .join()
                    .destroyForcibly();
        });
    }

    private Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
    }

    /** To Java, a dead process counts as alive until it was asked for. */
    private boolean isUnasked() {
        try {
            String line = Files.readString(Path.of("/proc/%d/stat".formatted(pid)));
            return ENDED.indexOf(line.charAt(line.lastIndexOf(')') + 2)) >= 0;
        } catch (IOException thisSystemTellsNothing) {
            return false;
        }
    }

    private static boolean isForeign(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> !Path.of(command).endsWith("postgres"))
                .orElse(false);
    }
}

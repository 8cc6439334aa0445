package io.holdfast.testkit.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The processes of one PostgreSQL server. Every one of them, the postmaster, its children and their children, has the
 * server's data folder as its working directory; so orphans are found as well, and nobody else's process ever is.
 */
final class ServerProcesses {
    private static final Path PROC = Path.of("/proc");

    private final Path data;

    /** Those of the server whose files are in {@code data}. */
    ServerProcesses(Path data) {
        this.data = data;
    }

    /** The numbers of all, youngest last. */
    List<Long> all() {
        try (Stream<Path> entries = Files.list(PROC)) {
            return entries.filter(entry ->
                            Character.isDigit(entry.getFileName().toString().charAt(0)))
                    .filter(this::isOurs)
                    .map(entry -> Long.parseLong(entry.getFileName().toString()))
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException("there is no /proc to find processes in", failure);
        }
    }

    private boolean isOurs(Path entry) {
        try {
            return Files.readSymbolicLink(entry.resolve("cwd")).equals(data);
        } catch (IOException goneOrForeign) {
            return false;
        }
    }

    /** The first process, whose children the others are; empty if it does not run. */
    Optional<Long> postmaster() {
        try {
            List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
            long pid = lines.isEmpty() ? 0 : Long.parseLong(lines.get(0).strip());
            return Optional.of(pid).filter(all()::contains);
        } catch (IOException notThere) {
            return Optional.empty();
        }
    }

    /** Stops all where they are: the postmaster first, so that no new child escapes. */
    void freeze() {
        postmaster().ifPresent(postmaster -> stop(List.of(postmaster)));
        stop(all());
    }

    /** Lets all go on: the postmaster last, so that it finds its children as it left them. */
    void thaw() {
        List<Long> children = new ArrayList<>(all());
        Optional<Long> postmaster = postmaster();
        postmaster.ifPresent(children::remove);
        signal("CONT", children);
        postmaster.ifPresent(last -> signal("CONT", List.of(last)));
    }

    private void stop(List<Long> some) {
        signal("STOP", some);
        Eventually.holds(
                "processes of the server stand still", () -> some.stream().allMatch(ServerProcesses::standsStill));
    }

    /** Whether the process is stopped, or gone. */
    private static boolean standsStill(long pid) {
        try {
            String line = Files.readString(PROC.resolve(pid + "/stat"));
            return "TtZX".indexOf(line.charAt(line.lastIndexOf(')') + 2)) >= 0;
        } catch (IOException gone) {
            return true;
        }
    }

    /** Sends a signal to {@code pids}, to all at once; those that are gone already do not matter. */
    void signal(String name, List<Long> pids) {
        if (pids.isEmpty()) {
            return;
        }
        String numbers = pids.stream().map(String::valueOf).collect(Collectors.joining(" "));
        try {
            new ProcessBuilder("sh", "-c", "kill -s %s %s".formatted(name, numbers))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while signalling the server", interrupted);
        }
    }
}

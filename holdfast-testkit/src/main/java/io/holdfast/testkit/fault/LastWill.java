package io.holdfast.testkit.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;

/**
 * What happens to a server's processes and files if this JVM dies before it has removed them, by whatever death: a shell
 * waits for the end of a pipe that only this JVM holds, then kills every process that works below the server's folder, and
 * deletes the folder. A shutdown hook would be silent just when a hanging build is killed, and would leave a frozen
 * server behind.
 */
final class LastWill implements AutoCloseable {
    private static final String SCRIPT = """
            trap '' HUP INT TERM
            read -r never
            while :; do
                left=
                for process in /proc/[0-9]*; do
                    case $(readlink "$process/cwd") in
                        "$1"/*) left="$left ${process#/proc/}" ;;
                    esac
                done
                [ -n "$left" ] || break
                kill -s KILL $left
            done
            rm -rf -- "$1"
            """;

    private final Process shell;

    private LastWill(Process shell) {
        this.shell = shell;
    }

    /** Provides for the server whose folder is {@code folder}. */
    static LastWill about(Path folder) {
        try {
            return new LastWill(new ProcessBuilder("sh", "-c", SCRIPT, "sh", folder.toString())
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Revokes it: everything is gone already. */
    @Override
    public void close() {
        shell.destroyForcibly();
        try {
            shell.waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.holdfast.app.output;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where the command runs and whom it talks to, passed in so that every command can be tested in one process.
 *
 * @param out for results
 * @param err for errors, progress and the log
 * @param environment the variables of the process
 * @param workingDirectory what relative paths are relative to
 * @param outReader what reads {@code out}
 * @param errReader what reads {@code err}
 */
public record Surroundings(
        PrintStream out,
        PrintStream err,
        Map<String, String> environment,
        Path workingDirectory,
        Terminal outReader,
        Terminal errReader) {

    /** What reads the output. */
    public enum Terminal {
        /** A person, in a terminal that moves its cursor. */
        INTERACTIVE,
        /** A file, a pipe or a build server. */
        NONE
    }

    /** {@code path}, taken from the working directory if it is relative. */
    public Path resolve(Path path) {
        return workingDirectory.resolve(path).normalize();
    }

    /** Whether colours are welcome in {@code out}: on a terminal that knows them, unless {@code NO_COLOR} is set. */
    public boolean colours() {
        return outReader == Terminal.INTERACTIVE && !plain();
    }

    /** Whether a line in {@code err} may be drawn over: on a terminal that can, unless {@code NO_COLOR} is set. */
    public boolean redraws() {
        return errReader == Terminal.INTERACTIVE && !plain();
    }

    private boolean plain() {
        return !environment.getOrDefault("NO_COLOR", "").isEmpty()
                || environment.getOrDefault("TERM", "").equals("dumb");
    }
}

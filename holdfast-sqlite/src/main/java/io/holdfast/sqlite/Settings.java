package io.holdfast.sqlite;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.sqlite.SqliteSession.Mode;
import java.util.List;
import java.util.Map;

/**
 * What the url says of how a file is used.
 *
 * @param mode whether it is written
 * @param synchronous when SQLite waits for the disk: {@code full} at every commit, {@code normal} at checkpoints only, so
 *     that a power cut may take the last commits away again, though none of them in part
 */
record Settings(Mode mode, String synchronous) {
    private static final List<String> KNOWN = List.of("mode", "synchronous");

    static final Settings READING = new Settings(Mode.READ_ONLY, "full");

    /** What {@code parameters} say; a session writes, and waits for the disk at every commit, unless they say otherwise. */
    static Settings of(Map<String, String> parameters) {
        for (String name : parameters.keySet()) {
            if (!KNOWN.contains(name)) {
                throw unknown("the parameter " + name, "remove it; SQLite's url takes only mode and synchronous");
            }
        }
        return new Settings(mode(parameters), synchronous(parameters));
    }

    private static Mode mode(Map<String, String> parameters) {
        String mode = parameters.getOrDefault("mode", "rw");
        return switch (mode) {
            case "ro" -> Mode.READ_ONLY;
            case "rw" -> Mode.READ_WRITE;
            default -> throw unknown("the mode " + mode, "use mode=ro to read only, or mode=rw");
        };
    }

    private static String synchronous(Map<String, String> parameters) {
        String level = parameters.getOrDefault("synchronous", "full");
        return switch (level) {
            case "full", "normal" -> level;
            default ->
                throw unknown(
                        "the level synchronous=" + level,
                        "use synchronous=full, or synchronous=normal where a power cut may take the last commits away");
        };
    }

    private static HoldfastException unknown(String what, String hint) {
        return Failure.of(ErrorKind.CONFIGURATION, what + " in the database's url is not known")
                .withHint(hint)
                .exception();
    }
}

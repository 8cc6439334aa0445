package io.holdfast.app.command;

import io.holdfast.app.output.Surroundings;
import io.holdfast.app.output.Surroundings.Terminal;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** Surroundings for tests that look at nothing but the command line's own structure. */
final class TestSurroundings {
    private TestSurroundings() {}

    static Surroundings silent() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        return new Surroundings(nowhere, nowhere, Map.of(), Path.of("").toAbsolutePath(), Terminal.NONE, Terminal.NONE);
    }
}

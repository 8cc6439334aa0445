package io.holdfast.app.command;

import io.holdfast.app.output.ErrorReport.Detail;
import io.holdfast.app.output.Interruption;
import io.holdfast.app.output.Surroundings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command takes, wherever they stand on the line. */
final class Commons {
    private final Surroundings surroundings;
    private final Interruption interruption;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Read this file. Default: holdfast.yaml in the working directory.")
    @Nullable
    Path config;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "Lay holdfast-NAME.yaml over the file. Default: HOLDFAST_PROFILE.")
    @Nullable
    String profile;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            scope = ScopeType.INHERIT,
            description = "Set one key, above every file and variable. Repeatable.")
    Map<String, String> flags = new LinkedHashMap<>();

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Print the result as one JSON document.")
    boolean json;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Log more, and show the trace of a failure.")
    boolean debug;

    @Option(names = "--no-color", scope = ScopeType.INHERIT, description = "Print without colours, as NO_COLOR does.")
    boolean plain;

    Commons(Surroundings surroundings, Interruption interruption) {
        this.surroundings = surroundings;
        this.interruption = interruption;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    Interruption interruption() {
        return interruption;
    }

    /** Where the settings come from. */
    Settings settings() {
        return new Settings(surroundings, this, config);
    }

    /** Where they come from if the usual file is {@code usual}. */
    Settings settings(Path usual) {
        return new Settings(surroundings, this, config == null ? usual : config);
    }

    /** Who runs this command. */
    String actor() {
        return surroundings.environment().getOrDefault("USER", System.getProperty("user.name", "unknown"));
    }

    Detail detail() {
        return debug ? Detail.TRACE : Detail.SHORT;
    }
}

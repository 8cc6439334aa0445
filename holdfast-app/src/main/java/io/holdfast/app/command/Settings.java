package io.holdfast.app.command;

import io.holdfast.app.logging.CommandLog;
import io.holdfast.app.output.Surroundings;
import io.holdfast.config.ConfigLoader;
import io.holdfast.config.LoadedConfig;
import io.holdfast.config.LogConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the settings of this run come from. */
final class Settings {
    private static final String FILE_VARIABLE = "HOLDFAST_CONFIG";

    private final Surroundings surroundings;
    private final @Nullable Path file;
    private final String profile;
    private final Map<String, String> flags;
    private final boolean debug;

    Settings(Surroundings surroundings, Commons commons, @Nullable Path file) {
        this.surroundings = surroundings;
        this.file = file;
        this.profile = commons.profile == null ? "" : commons.profile;
        this.flags = commons.flags;
        this.debug = commons.debug;
    }

    /**
     * Reads them all, has the log follow them, and prints what is allowed and still unlikely to be meant.
     *
     * @throws io.holdfast.error.ConfigurationException if anything is wrong; it holds all problems
     */
    LoadedConfig load() {
        LoadedConfig loaded = loader().withProfile(profile)
                .withEnvironment(surroundings.environment())
                .withFlags(flags)
                .load();
        LogConfig log = loaded.config().log();
        if (!log.equals(LogConfig.USUAL)) {
            CommandLog.apply(log, debug);
        }
        loaded.warnings().forEach(warning -> surroundings.err().println("warning: " + warning));
        return loaded;
    }

    /** A file that was named must be there; the usual one may be missing, since variables can say everything. */
    private ConfigLoader loader() {
        String named = surroundings.environment().getOrDefault(FILE_VARIABLE, "");
        if (file != null) {
            return ConfigLoader.of(surroundings.resolve(file));
        }
        if (!named.isBlank()) {
            return ConfigLoader.of(surroundings.resolve(Path.of(named)));
        }
        Path usual = surroundings.resolve(Path.of("holdfast.yaml"));
        return Files.exists(usual) ? ConfigLoader.of(usual) : ConfigLoader.withoutFile(surroundings.workingDirectory());
    }
}

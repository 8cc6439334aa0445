package io.holdfast.config;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Everything Holdfast is told to do, checked and complete.
 *
 * @param home the folder for Holdfast's own files
 * @param log what is logged
 * @param databases every declared database by its name, in the order of their declaration
 */
public record HoldfastConfig(Path home, LogConfig log, Map<String, DatabaseConfig> databases) {
    /** Keeps a copy of the map, in its order. */
    public HoldfastConfig {
        databases = Collections.unmodifiableMap(new LinkedHashMap<>(databases));
    }

    /** What these databases need, and everything else as usual. */
    public HoldfastConfig(Path home, Map<String, DatabaseConfig> databases) {
        this(home, LogConfig.USUAL, databases);
    }
}

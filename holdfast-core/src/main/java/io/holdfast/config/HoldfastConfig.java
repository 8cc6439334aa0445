package io.holdfast.config;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Everything Holdfast is told to do, checked and complete.
 *
 * @param home the folder for Holdfast's own files
 * @param reloading how a change of the files takes effect while the program runs
 * @param log what is logged
 * @param databases every declared database by its name, in the order of their declaration
 * @param control the name of the one in which flags and the audit table are kept; empty where there are none
 * @param queue what the queue of deferred writes takes
 * @param documents what is shown of documents
 */
public record HoldfastConfig(
        Path home,
        Reloading reloading,
        LogConfig log,
        Map<String, DatabaseConfig> databases,
        Optional<String> control,
        QueueConfig queue,
        DocumentsConfig documents) {

    /** How a change of the files takes effect while the program runs. */
    public enum Reloading {
        /** By itself. */
        AUTO,
        /** When the program asks for it. */
        MANUAL
    }

    /** Keeps a copy of the map, in its order. */
    public HoldfastConfig {
        databases = Collections.unmodifiableMap(new LinkedHashMap<>(databases));
    }

    /** A copy with {@code others}. */
    HoldfastConfig with(Map<String, DatabaseConfig> others) {
        return new HoldfastConfig(home, reloading, log, others, control, queue, documents);
    }

    /** What these databases need, and everything else as usual. */
    public HoldfastConfig(Path home, Map<String, DatabaseConfig> databases) {
        this(
                home,
                Reloading.AUTO,
                LogConfig.USUAL,
                databases,
                Optional.empty(),
                QueueConfig.USUAL,
                DocumentsConfig.USUAL);
    }
}

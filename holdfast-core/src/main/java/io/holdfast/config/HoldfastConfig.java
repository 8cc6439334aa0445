package io.holdfast.config;

import java.util.List;

/**
 * All settings.
 *
 * @param databases in the order in which they are declared
 */
public record HoldfastConfig(List<DatabaseConfig> databases) {

    /** Keeps the order. */
    public HoldfastConfig {
        databases = List.copyOf(databases);
    }
}

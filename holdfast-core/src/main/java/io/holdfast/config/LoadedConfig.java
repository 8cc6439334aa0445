package io.holdfast.config;

import java.util.List;

/**
 * A configuration that was read, and what is worth knowing about it.
 *
 * @param config the configuration
 * @param warnings what is allowed and still unlikely to be meant
 * @param settings every value in effect, secrets masked
 */
public record LoadedConfig(HoldfastConfig config, List<String> warnings, List<Setting> settings) {
    /** Keeps copies of the lists. */
    public LoadedConfig {
        warnings = List.copyOf(warnings);
        settings = List.copyOf(settings);
    }

    /**
     * One value in effect.
     *
     * @param key the key's path
     * @param value its text, with secrets masked
     * @param origin where it was set: {@code FILE:LINE:COLUMN}, a variable's or flag's name, or {@code default}
     */
    public record Setting(String key, String value, String origin) {}

    /** The configuration in effect as YAML: secrets masked, and where each value was set as a comment. */
    public String show() {
        return new EffectiveYaml(settings).toString();
    }
}

package io.holdfast.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    /**
     * A copy that keeps the sources of credentials that {@code running} has, where both are declared alike: they know what
     * they have fetched.
     */
    public LoadedConfig keepingSourcesOf(LoadedConfig running) {
        Map<String, DatabaseConfig> databases = new LinkedHashMap<>();
        config.databases().forEach((name, database) -> {
            DatabaseConfig before = running.config().databases().getOrDefault(name, database);
            boolean same = before.credentials().equals(database.credentials());
            databases.put(name, same ? database.withCredentials(before.credentials()) : database);
        });
        return new LoadedConfig(config.with(databases), warnings, settings);
    }

    /** The configuration in effect as YAML: secrets masked, and where each value was set as a comment. */
    public String show() {
        return new EffectiveYaml(settings).toString();
    }
}

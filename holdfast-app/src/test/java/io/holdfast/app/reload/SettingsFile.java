package io.holdfast.app.reload;

import io.holdfast.config.ConfigLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;

/** A {@code holdfast.yaml} with one database {@code app}, written the way an editor writes it. */
final class SettingsFile {
    private final Path folder;
    private final Map<String, String> base = new TreeMap<>();
    private final Map<String, String> settings = new TreeMap<>();
    private String head = "";

    /** For the database at {@code url}, with {@code settings} by their paths below it. */
    SettingsFile(Path folder, String url, String... settings) {
        this.folder = folder;
        base.put("url", url);
        base.put("probe.every", "100ms");
        for (int index = 0; index < settings.length; index += 2) {
            base.put(settings[index], settings[index + 1]);
        }
        with();
    }

    /** Has the file say {@code more} from now on, whatever else it says. */
    SettingsFile always(String... more) {
        for (int index = 0; index < more.length; index += 2) {
            base.put(more[index], more[index + 1]);
        }
        return with();
    }

    /** Has changes take effect when the program asks for them. */
    SettingsFile manually() {
        head = "reload: manual\n";
        return with();
    }

    /** Has the file say what it says from the beginning, and {@code more}. */
    SettingsFile with(String... more) {
        settings.clear();
        settings.putAll(base);
        for (int index = 0; index < more.length; index += 2) {
            settings.put(more[index], more[index + 1]);
        }
        var text = new StringBuilder(head).append("databases:\n  app:\n");
        settings.forEach((key, value) -> {
            if (!key.contains(".")) {
                text.append("    %s: '%s'\n".formatted(key, value));
            }
        });
        settings.keySet().stream()
                .filter(key -> key.contains("."))
                .map(key -> key.substring(0, key.indexOf('.')))
                .distinct()
                .forEach(section -> section(section, text));
        return replace(text.toString());
    }

    private void section(String section, StringBuilder text) {
        text.append("    ").append(section).append(":\n");
        settings.forEach((key, value) -> {
            if (key.startsWith(section + ".")) {
                text.append("      %s: '%s'\n".formatted(key.substring(section.length() + 1), value));
            }
        });
    }

    /** Puts {@code text} in the place of everything. */
    SettingsFile replace(String text) {
        try {
            Path next = Files.writeString(folder.resolve("holdfast.yaml.new"), text);
            Files.move(next, path(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return this;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    Path path() {
        return folder.resolve("holdfast.yaml");
    }

    /** Reads it, and nothing of the environment that the tests run in. */
    ConfigLoader loader() {
        return ConfigLoader.of(path());
    }
}

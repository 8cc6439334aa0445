package io.holdfast.app.command;

import io.holdfast.config.DatabaseConfig;
import io.holdfast.config.DatabaseUrl;
import io.holdfast.config.Endpoint;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import java.nio.file.Path;
import java.util.Map;

/** Turns what a user wrote into the place it means: a configured name, or an address. */
final class Places {

    private final Path workingDirectory;
    private final Map<String, DatabaseConfig> declared;

    Places(Path workingDirectory, Map<String, DatabaseConfig> declared) {
        this.workingDirectory = workingDirectory;
        this.declared = declared;
    }

    /**
     * The place that {@code text} means; a relative file or folder is taken from the working directory.
     *
     * @throws HoldfastException of kind CONFIGURATION if it is neither a declared name nor an address
     */
    Endpoint at(String text) {
        DatabaseConfig known = declared.get(text);
        if (known != null) {
            return known.endpoint();
        }
        if (!text.contains(":")) {
            throw unknown(text);
        }
        DatabaseUrl.Parsed parsed = DatabaseUrl.parse(text);
        return new Endpoint(parsed.url().toString(), parsed.url().in(workingDirectory), parsed.credentials());
    }

    private HoldfastException unknown(String name) {
        String names =
                declared.isEmpty() ? "none is declared" : "declared are: " + String.join(", ", declared.keySet());
        return Failure.of(ErrorKind.CONFIGURATION, "no database called %s is declared; %s".formatted(name, names))
                .withHint("name a declared one, or write an address such as sqlite:app.db")
                .exception();
    }
}

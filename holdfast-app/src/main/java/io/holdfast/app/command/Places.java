package io.holdfast.app.command;

import io.holdfast.config.DatabaseConfig;
import io.holdfast.config.DatabaseUrl;
import io.holdfast.config.Endpoint;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Turns what a user wrote into the place it means: a configured name, or an address. */
final class Places {
    private static final String DATABASE = "database";

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
            return of(known);
        }
        if (!text.contains(":")) {
            throw unknown(text);
        }
        DatabaseUrl.Parsed parsed = DatabaseUrl.parse(text);
        return new Endpoint(parsed.url().toString(), parsed.url().in(workingDirectory), parsed.credentials());
    }

    /** The place of a declared database; on an embedded server it is the database of the same name. */
    static Endpoint of(DatabaseConfig declared) {
        DatabaseUrl url = declared.url();
        if (!url.embedded() || url.parameters().containsKey(DATABASE)) {
            return declared.endpoint();
        }
        Map<String, String> parameters = new TreeMap<>(url.parameters());
        parameters.put(DATABASE, declared.name());
        DatabaseUrl named = new DatabaseUrl(url.engine(), true, url.host(), url.port(), url.path(), parameters);
        return new Endpoint(declared.name(), named, declared.credentials());
    }

    private HoldfastException unknown(String name) {
        String names =
                declared.isEmpty() ? "none is declared" : "declared are: " + String.join(", ", declared.keySet());
        return Failure.of(ErrorKind.CONFIGURATION, "no database called %s is declared; %s".formatted(name, names))
                .withHint("name a declared one, or write an address such as sqlite:app.db")
                .exception();
    }
}

package io.holdfast.app.command;

import io.holdfast.config.DatabaseUrl;
import io.holdfast.config.Endpoint;
import io.holdfast.error.Masking;
import java.nio.file.Path;

/** Turns what a user wrote into the place it means. */
final class Places {
    private final Path workingDirectory;

    Places(Path workingDirectory) {
        this.workingDirectory = workingDirectory;
    }

    /** The endpoint at {@code address}; a relative file or folder is taken from the working directory. */
    Endpoint at(String address) {
        return inWorkingDirectory(Endpoint.at(Masking.clean(address), address));
    }

    private Endpoint inWorkingDirectory(Endpoint endpoint) {
        DatabaseUrl url = endpoint.url();
        boolean onDisk = url.embedded() || url.engine().equals("sqlite");
        if (!onDisk || url.path().isEmpty()) {
            return endpoint;
        }
        String path = workingDirectory.resolve(url.path()).normalize().toString();
        DatabaseUrl absolute =
                new DatabaseUrl(url.engine(), url.embedded(), url.host(), url.port(), path, url.parameters());
        return new Endpoint(endpoint.database(), absolute, endpoint.credentials());
    }
}

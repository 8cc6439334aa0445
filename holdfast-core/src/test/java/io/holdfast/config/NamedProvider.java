package io.holdfast.config;

import io.holdfast.config.Endpoint.Credentials;
import java.util.Optional;

/** Gives whoever asks the user {@code ARGUMENT@DATABASE} and its name as password. */
record NamedProvider(String name) implements CredentialsProvider {
    @Override
    public CredentialsSource open(String database, String argument) {
        return () -> Optional.of(new Credentials(argument + "@" + database, Secret.of(name)));
    }
}

package io.holdfast.schema;

import io.holdfast.config.DatabaseConfig;
import io.holdfast.config.DatabaseUrl;
import io.holdfast.config.Endpoint;
import io.holdfast.engine.Scratch;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.Phase;
import io.holdfast.schema.run.Conditions;
import java.util.Optional;

/** Makes throw-away databases where the configuration says. */
final class Scratches {
    private final DatabaseConfig database;
    private final Conditions conditions;

    Scratches(DatabaseConfig database, Conditions conditions) {
        this.database = database;
        this.conditions = conditions;
    }

    /** Whether the engine has any, and their structure can be looked at. */
    boolean exist() {
        return conditions.engine().scratch().isPresent()
                && conditions.engine().schemaReader().isPresent();
    }

    /** An empty one. */
    Scratch.Database empty(Endpoint like) {
        return made(scratch -> scratch.empty(like, server()));
    }

    /** One with what is in {@code original}. */
    Scratch.Database copy(Endpoint original, Scratch.Sample sample) {
        return made(scratch -> scratch.copy(original, server(), sample));
    }

    /** What makes one. */
    private interface Making {
        Scratch.Database by(Scratch scratch) throws Exception;
    }

    private Scratch.Database made(Making making) {
        Scratch scratch = conditions
                .engine()
                .scratch()
                .orElseThrow(() -> Failure.of(
                                ErrorKind.UNSUPPORTED,
                                "%s has no databases to be thrown away here yet"
                                        .formatted(conditions.engine().name()))
                        .withHint("try it on a database of your own")
                        .exception());
        try {
            return making.by(scratch);
        } catch (Exception failure) {
            throw conditions.sorting().sort(failure, Phase.CONNECT, "migrate");
        }
    }

    private Optional<Endpoint> server() {
        return database.migrations().scratch().map(this::server);
    }

    /** The user and password of the database itself, unless the address names others. */
    private Endpoint server(DatabaseUrl.Parsed named) {
        return new Endpoint(
                database.name(),
                named.url(),
                named.credentials().or(() -> database.credentials().current()),
                database.tls());
    }
}

package io.holdfast.schema;

import io.holdfast.config.DatabaseConfig;
import io.holdfast.config.DatabaseUrl;
import io.holdfast.config.Endpoint;
import io.holdfast.engine.Scratch;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.error.Phase;
import io.holdfast.schema.file.MigrationFile;
import io.holdfast.schema.plan.Scripts;
import io.holdfast.schema.run.Conditions;
import io.holdfast.schema.script.ScriptStatement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

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

    /**
     * What {@code files} do to more than their database, and would leave behind where a server of others is used.
     *
     * @return one sentence each
     */
    List<String> leftBehind(Collection<MigrationFile> files) {
        if (database.migrations().scratch().isEmpty()) {
            return List.of();
        }
        var scripts = new Scripts(conditions.migrator());
        List<String> found = new ArrayList<>();
        for (MigrationFile file : files) {
            for (ScriptStatement statement : scripts.of(file).statements()) {
                if (conditions.migrator().reachesBeyond(statement)) {
                    found.add(("%s:%d: %s … does something to the whole server, and would stay on the one that"
                                    + " migrations.scratch names")
                            .formatted(file.script(), statement.line(), beginning(statement)));
                }
            }
        }
        return found;
    }

    private static String beginning(ScriptStatement statement) {
        return statement.words().stream().limit(2).collect(Collectors.joining(" "));
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
            RuntimeException sorted = conditions.sorting().sort(failure, Phase.CONNECT, "migrate");
            throw sorted instanceof HoldfastException known ? told(known) : sorted;
        }
    }

    private HoldfastException told(HoldfastException known) {
        Failure failure = known.failure();
        return Failure.of(failure.kind(), "no database to be thrown away could be made: " + failure.sentence())
                .withHint(failure.hint())
                .during("migrate", database.name())
                .causedBy(known);
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

package io.holdfast.mongodb.migration;

import com.mongodb.MongoClientSettings;
import io.holdfast.config.Endpoint;
import io.holdfast.engine.Danger;
import io.holdfast.engine.MigrationStatement;
import io.holdfast.engine.Migrator;
import io.holdfast.engine.Reviewer;
import io.holdfast.engine.ScriptFeature;
import io.holdfast.engine.ScriptForm;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiFunction;

/** Runs lists of commands on MongoDB. */
public final class MongodbMigrator implements Migrator {
    private final BiFunction<Endpoint, Duration, MongoClientSettings> settings;

    /** Runs them with clients that {@code settings} makes, of an address and the longest wait for a server. */
    public MongodbMigrator(BiFunction<Endpoint, Duration, MongoClientSettings> settings) {
        this.settings = settings;
    }

    @Override
    public ScriptForm form() {
        return ScriptForm.COMMANDS;
    }

    /** None of SQL. */
    @Override
    public Set<ScriptFeature> features() {
        return Set.of();
    }

    @Override
    public Optional<String> objection(MigrationStatement statement) {
        return Objections.to(statement);
    }

    @Override
    public boolean runsAlone(MigrationStatement statement) {
        return !Command.changesDocuments(statement);
    }

    /** No list of commands that disturb was made yet. */
    @Override
    public Reviewer reviewer(Reviewer.Home home) {
        return new Reviewer() {
            @Override
            public List<Danger> review(MigrationStatement statement) {
                return List.of();
            }

            @Override
            public void nextFile() {}
        };
    }

    /** The server does not say. */
    @Override
    public OptionalInt position(Throwable failure) {
        return OptionalInt.empty();
    }

    /** MongoDB makes a database with its first collection. */
    @Override
    public void create(Endpoint endpoint) {}

    @Override
    public Runner open(Endpoint endpoint, Duration timeout, String initSql) {
        String database = endpoint.url().path();
        return new MongodbRunner(Channel.to(settings.apply(endpoint, timeout), database), database);
    }
}

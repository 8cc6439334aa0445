package io.holdfast.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The schema migrations of a database.
 *
 * @param locations the folders with their files; empty where the schema is not kept by Holdfast
 * @param onStart what becomes of pending ones at start-up
 * @param table the table that keeps their history
 * @param schema the schema in which they work, and in which that table is; empty for the first of the search path, and where
 *     the engine has no schemas
 * @param outOfOrder whether one may be applied that is older than the newest applied one
 * @param lockTimeout how long a statement waits for the locks of others, before everything is undone and tried again
 * @param lockWait how long to wait for another runner, and how long the locks of others are tried for
 * @param ignored what is no problem although files and history differ
 * @param placeholders the texts that stand for {@code ${NAME}} in scripts
 * @param drift what becomes of a schema that was changed in another way, at start-up
 * @param unmanaged names of tables and other things in the schema that others keep; an asterisk stands for any letters
 * @param scratch the server for databases that are thrown away; its user and password are the database's own unless it
 *     names others
 */
public record MigrationsConfig(
        List<Path> locations,
        OnStart onStart,
        String table,
        Optional<String> schema,
        boolean outOfOrder,
        Duration lockTimeout,
        Duration lockWait,
        List<IgnorePattern> ignored,
        Map<String, String> placeholders,
        OnDrift drift,
        List<String> unmanaged,
        Optional<DatabaseUrl.Parsed> scratch) {

    /** What becomes of pending migrations when an application starts. */
    public enum OnStart {
        /** They are applied, after everything was validated. */
        APPLY,
        /** The start fails where the schema is not as the files have it. */
        VALIDATE,
        /** Nothing is looked at. */
        OFF
    }

    /** What becomes of a schema that is not what its migrations give, when an application starts. */
    public enum OnDrift {
        /** The log says in what. */
        WARN,
        /** The start fails. */
        FAIL,
        /** Nobody looks. */
        OFF
    }

    /** There are none. */
    public static final MigrationsConfig NONE = new MigrationsConfig(
            List.of(),
            OnStart.OFF,
            "holdfast_schema_history",
            Optional.empty(),
            false,
            Duration.ofSeconds(5),
            Duration.ZERO,
            List.of(),
            Map.of(),
            OnDrift.OFF,
            List.of(),
            Optional.empty());

    /** Keeps copies. */
    public MigrationsConfig {
        locations = List.copyOf(locations);
        ignored = List.copyOf(ignored);
        unmanaged = List.copyOf(unmanaged);
        placeholders = Map.copyOf(placeholders);
    }

    /** Whether there are any. */
    public boolean areDeclared() {
        return !locations.isEmpty();
    }
}

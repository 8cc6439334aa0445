package io.holdfast.app.lifecycle;

import io.holdfast.config.DatabaseConfig;
import io.holdfast.database.Database;
import io.holdfast.engine.Engines;
import io.holdfast.error.HoldfastException;
import io.holdfast.event.Events;
import io.holdfast.resilience.Time;
import io.holdfast.routing.Role;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** The databases with a role that are declared, open; whoever opened them closes them. */
public final class RoleDatabases implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Map<Role, Database> open = new EnumMap<>(Role.class);

    private RoleDatabases() {}

    /**
     * Opens those of {@code wanted} that {@code declared} has.
     *
     * @throws HoldfastException if one cannot be used now
     */
    public static RoleDatabases open(Map<String, DatabaseConfig> declared, Set<Role> wanted) {
        var databases = new RoleDatabases();
        try {
            for (Role role : wanted) {
                DatabaseConfig config = declared.get(role.declaredName());
                if (config != null) {
                    databases.open(role, config);
                }
            }
            return databases;
        } catch (RuntimeException failure) {
            databases.close();
            throw failure;
        }
    }

    private void open(Role role, DatabaseConfig config) {
        Database database = Database.open(
                config.awaiting(PATIENCE), Engines.onClassPath().of(config.url()), Time.real(), new Events());
        open.put(role, database);
        database.failure().ifPresent(down -> {
            throw down;
        });
    }

    /** Those that are open. */
    public Map<Role, Database> byRole() {
        return Map.copyOf(open);
    }

    @Override
    public void close() {
        open.values().forEach(Database::close);
    }
}

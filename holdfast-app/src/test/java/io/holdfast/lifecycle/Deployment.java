package io.holdfast.lifecycle;

import io.holdfast.app.lifecycle.RoleDatabases;
import io.holdfast.config.ConfigLoader;
import io.holdfast.config.DatabaseConfig;
import io.holdfast.config.Endpoint;
import io.holdfast.disk.Disk;
import io.holdfast.document.Documents;
import io.holdfast.engine.Engines;
import io.holdfast.engine.document.DocumentStore;
import io.holdfast.engine.document.Filter;
import io.holdfast.routing.Category;
import io.holdfast.routing.IdMask;
import io.holdfast.routing.Role;
import io.holdfast.testkit.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The databases with a role into which tests import, open, and what is really in them. */
final class Deployment implements AutoCloseable {
    static final List<Mapping> MAPPINGS = List.of(
            Mapping.usual("users", Category.USER),
            Mapping.usual("analyses", Category.ANALYSIS),
            Mapping.usual("hr", Category.HR));

    private final Path folder;
    private final RoleDatabases databases;

    /** Of which engine the databases are. */
    enum Kind {
        SQLITE,
        POSTGRESQL
    }

    private Deployment(Path folder, Map<String, DatabaseConfig> declared) {
        this.folder = folder;
        this.databases = RoleDatabases.open(declared, EnumSet.allOf(Role.class));
    }

    static Deployment fresh(Path folder, Kind kind) {
        return kind == Kind.SQLITE ? inFiles(folder) : onServer(folder);
    }

    /** In files of {@code folder}, which are made where they are missing. */
    static Deployment inFiles(Path folder) {
        Map<String, String> flags = new TreeMap<>();
        for (Role role : Role.values()) {
            Path file = folder.resolve(role.database() + ".db");
            try {
                if (Files.notExists(file)) {
                    Files.createFile(file);
                }
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
            flags.put("databases.%s.url".formatted(role.declaredName()), "sqlite:" + file);
        }
        return new Deployment(folder, declared(folder, flags));
    }

    private static Deployment onServer(Path folder) {
        Map<String, String> flags = new TreeMap<>();
        for (Role role : Role.values()) {
            Endpoint place = EmbeddedPostgres.shared().freshDatabase();
            String at = "databases." + role.declaredName();
            flags.put(at + ".url", place.url().toString());
            place.credentials().ifPresent(known -> {
                flags.put(at + ".user", known.user());
                flags.put(at + ".password", known.password().reveal());
            });
        }
        return new Deployment(folder, declared(folder, flags));
    }

    private static Map<String, DatabaseConfig> declared(Path folder, Map<String, String> flags) {
        for (Role role : Role.values()) {
            flags.put("databases.%s.pool.size".formatted(role.declaredName()), "2");
            flags.put("databases.%s.pool.min-idle".formatted(role.declaredName()), "0");
        }
        return ConfigLoader.withoutFile(folder).withFlags(flags).load().config().databases();
    }

    Path home() {
        return folder.resolve("home");
    }

    ImportSetting setting(Endpoint source, List<Mapping> mappings) {
        return new ImportSetting(
                Engines.onClassPath().of(source.url()), source, mappings, databases.byRole(), home(), IdMask.MOST);
    }

    /** The test's server of PostgreSQL never waits for its disk. */
    Import importing(Endpoint source) {
        return new Import(setting(source, MAPPINGS), Disk.local(), Import.Durability.WAIVED);
    }

    ImportReport run(Endpoint source) {
        return importing(source).run(Import.Verification.FULL, ImportListener.NONE);
    }

    /** The store itself, without a guard. */
    DocumentStore store(Role role, Category category) {
        return Documents.store(databases.byRole().get(role), role.collection(category));
    }

    long count(Role role, Category category) {
        return store(role, category).count(Filter.ALL);
    }

    @Override
    public void close() {
        databases.close();
    }
}

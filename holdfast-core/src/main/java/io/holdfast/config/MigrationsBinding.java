package io.holdfast.config;

import io.holdfast.config.Binder.Bound;
import io.holdfast.config.tree.Problems;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what is said about the migrations of a database. */
final class MigrationsBinding {
    private final Binder binder;
    private final Problems problems;
    private final String inside;

    /** {@code section} is the path of the database. */
    MigrationsBinding(Binder binder, Problems problems, String section) {
        this.binder = binder;
        this.problems = problems;
        this.inside = section + "." + DeclaredKeys.MIGRATIONS.name();
    }

    /**
     * The migrations.
     *
     * @param database the database's address, where that could be read
     * @param folder where relative paths begin
     */
    MigrationsConfig bind(Optional<DatabaseUrl> database, Path folder) {
        return new MigrationsConfig(
                said(DeclaredKeys.MIGRATIONS_LOCATIONS).orElse(List.of()).stream()
                        .map(location -> folder.resolve(location).normalize())
                        .toList(),
                binder.value(DeclaredKeys.MIGRATIONS_ON_START, inside),
                binder.value(DeclaredKeys.MIGRATIONS_TABLE, inside),
                said(DeclaredKeys.MIGRATIONS_SCHEMA),
                binder.value(DeclaredKeys.MIGRATIONS_OUT_OF_ORDER, inside),
                binder.value(DeclaredKeys.MIGRATIONS_LOCK_TIMEOUT, inside),
                binder.value(DeclaredKeys.MIGRATIONS_LOCK_WAIT, inside),
                said(DeclaredKeys.MIGRATIONS_IGNORE).orElse(List.of()),
                said(DeclaredKeys.MIGRATIONS_PLACEHOLDERS).orElse(Map.of()),
                binder.value(DeclaredKeys.MIGRATIONS_DRIFT, inside),
                said(DeclaredKeys.MIGRATIONS_UNMANAGED).orElse(List.of()),
                scratch(database));
    }

    private Optional<DatabaseUrl.Parsed> scratch(Optional<DatabaseUrl> database) {
        Optional<Bound<DatabaseUrl.Parsed>> bound = binder.read(DeclaredKeys.MIGRATIONS_SCRATCH, inside);
        String path = Binder.path(DeclaredKeys.MIGRATIONS_SCRATCH, inside);
        bound.ifPresent(said -> {
            binder.note(path, said.value().url().toString(), said);
            database.ifPresent(known -> check(path, said, known));
        });
        return bound.map(Bound::value);
    }

    private void check(String path, Bound<DatabaseUrl.Parsed> scratch, DatabaseUrl database) {
        DatabaseUrl url = scratch.value().url();
        if (!database.engine().equals("postgresql")) {
            problems.add(
                    scratch.origin(),
                    "%s is set, but %s needs no server to be tried on; expected no such key"
                            .formatted(path, database.engine()));
        } else if (!url.engine().equals("postgresql") || url.embedded()) {
            problems.add(
                    scratch.origin(),
                    "%s is no PostgreSQL server; expected postgresql://HOST/postgres, with a user who may make databases"
                            .formatted(path));
        }
    }

    private <T> Optional<T> said(Key<T> key) {
        Optional<Bound<T>> bound = binder.read(key, inside);
        bound.ifPresent(
                set -> binder.note(Binder.path(key, inside), key.type().writer().apply(set.value()), set));
        return bound.map(Bound::value);
    }
}

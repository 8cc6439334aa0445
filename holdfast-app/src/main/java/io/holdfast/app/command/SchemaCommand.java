package io.holdfast.app.command;

import io.holdfast.app.migrate.NewMigration;
import io.holdfast.app.output.ExitCode;
import io.holdfast.config.DatabaseConfig;
import io.holdfast.engine.Engines;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.resilience.Time;
import io.holdfast.routing.Role;
import io.holdfast.routing.RoleScript;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code holdfast lifecycle schema}: the migrations that make what the databases with a role keep. */
@Command(
        name = "schema",
        description = {
            "Makes the two files of a migration for each database with a role: one that makes its identity record, its"
                    + " collections, their indexes and rules, and one that takes all of it away.",
            "For those whose applications may not make them by themselves. No database is asked; holdfast migrate up applies"
                    + " the files. Each database needs a folder of its own for its migrations."
        },
        footer = {"  holdfast lifecycle schema", "  holdfast lifecycle schema raseen-temp-user external-users"})
final class SchemaCommand implements Callable<Integer> {
    private final Commons commons;

    @Parameters(
            paramLabel = "DATABASE",
            arity = "0..*",
            description = "The names of declared databases. Default: all that have a role.")
    private List<String> names = new ArrayList<>();

    SchemaCommand(Commons commons) {
        this.commons = commons;
    }

    @Override
    public Integer call() {
        Map<String, DatabaseConfig> declared =
                commons.settings().load().config().databases();
        List<DatabaseConfig> databases = chosen(declared);
        checkFolders(databases);
        for (DatabaseConfig database : databases) {
            Role role = Role.ofDeclared(database.name()).orElseThrow();
            RoleScript script = RoleScript.of(role, Engines.onClassPath().of(database.url()), Time.real());
            NewMigration.make(database, role.database(), up -> script.up(), up -> script.down())
                    .forEach(commons.surroundings().out()::println);
        }
        return ExitCode.DONE.number();
    }

    private List<DatabaseConfig> chosen(Map<String, DatabaseConfig> declared) {
        if (!names.isEmpty()) {
            return names.stream().distinct().map(name -> chosen(declared, name)).toList();
        }
        List<DatabaseConfig> all = Arrays.stream(Role.values())
                .flatMap(role -> Optional.ofNullable(declared.get(role.declaredName())).stream())
                .toList();
        if (all.isEmpty()) {
            throw refused("no database with a role is declared", "set " + known(Role::urlVariable));
        }
        return all;
    }

    private static DatabaseConfig chosen(Map<String, DatabaseConfig> declared, String name) {
        Role role = Role.ofDeclared(name)
                .orElseThrow(() -> refused(
                        "%s is no database with a role".formatted(name), "these are " + known(Role::declaredName)));
        return Optional.ofNullable(declared.get(name))
                .orElseThrow(() -> refused(
                        "no database called %s is declared".formatted(name),
                        "set %s, or declare %s".formatted(role.urlVariable(), name)));
    }

    private static String known(Function<Role, String> word) {
        return Arrays.stream(Role.values()).map(word).collect(Collectors.joining(", "));
    }

    /** What is made in one database must not be made in another one. */
    private static void checkFolders(List<DatabaseConfig> databases) {
        Map<Path, String> taken = new HashMap<>();
        for (DatabaseConfig database : databases) {
            if (database.migrations().locations().isEmpty()) {
                throw refused(
                        "%s has no folder for its migrations".formatted(database.name()),
                        "declare databases.%1$s.migrations, such as db/%1$s".formatted(database.name()));
            }
            String other = taken.putIfAbsent(
                    database.migrations().locations().get(0).toAbsolutePath().normalize(), database.name());
            if (other != null) {
                throw refused(
                        "%s and %s have the same folder for their migrations".formatted(other, database.name()),
                        "give each its own, such as databases.%1$s.migrations: db/%1$s".formatted(database.name()));
            }
        }
    }

    private static HoldfastException refused(String sentence, String hint) {
        return Failure.of(ErrorKind.CONFIGURATION, sentence).withHint(hint).exception();
    }
}

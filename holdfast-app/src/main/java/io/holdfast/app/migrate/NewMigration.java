package io.holdfast.app.migrate;

import io.holdfast.config.DatabaseConfig;
import io.holdfast.engine.Engines;
import io.holdfast.engine.Migrator;
import io.holdfast.engine.ScriptForm;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.schema.Migrations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Makes the files of a new migration: one that applies it, and one that undoes it. */
public final class NewMigration {
    private NewMigration() {}

    /**
     * Makes both in the first location of {@code database}, which is made if it is missing.
     *
     * @param words what it does
     * @return the files
     */
    public static List<Path> make(DatabaseConfig database, String words) {
        String name = words.strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", "_")
                .replaceAll("^_|_$", "");
        if (name.isEmpty()) {
            throw Failure.of(ErrorKind.CONFIGURATION, "the new migration has no name")
                    .withHint("say what it does, such as: holdfast migrate new \"add orders\"")
                    .exception();
        }
        boolean sql = form(database) == ScriptForm.SQL; // an empty list has no place for words
        return make(
                database,
                name,
                up -> sql ? "-- %s%n".formatted(words.strip()) : "[%n]%n".formatted(),
                up -> sql ? "-- undoes %s%n".formatted(up) : "[%n]%n".formatted());
    }

    /**
     * Makes both in the first location of {@code database}, which is made if it is missing.
     *
     * @param name as it stands in the names of the files
     * @param up the text of the one that applies it, for its own name
     * @param down the text of the one that undoes it, for the name of the other
     * @return the files
     */
    public static List<Path> make(
            DatabaseConfig database, String name, UnaryOperator<String> up, UnaryOperator<String> down) {
        Path folder = database.migrations().locations().get(0);
        ScriptForm form = form(database);
        String version = Migrations.nextVersion(database, form);
        Path applying = folder.resolve("V%s__%s%s".formatted(version, name, form.suffix()));
        Path undoing = folder.resolve("U%s__%s%s".formatted(version, name, form.suffix()));
        String applied = String.valueOf(applying.getFileName());
        try {
            Files.createDirectories(folder);
            write(applying, up.apply(applied));
            write(undoing, down.apply(applied));
        } catch (IOException failure) {
            throw Failure.of(
                            ErrorKind.RESOURCE,
                            "the files could not be made in %s: %s".formatted(folder, failure.getMessage()))
                    .withHint("make the folder writable, or name another one in the configuration")
                    .causedBy(failure);
        }
        return List.of(applying, undoing);
    }

    private static ScriptForm form(DatabaseConfig database) {
        return Engines.onClassPath()
                .of(database.url())
                .migrator()
                .map(Migrator::form)
                .orElse(ScriptForm.SQL);
    }

    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
    }
}

package io.holdfast.app.migrate;

import io.holdfast.config.DatabaseConfig;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.schema.Migrations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;

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
        Path folder = database.migrations().locations().get(0);
        String version = Migrations.nextVersion(database);
        Path up = folder.resolve("V%s__%s.sql".formatted(version, name));
        Path down = folder.resolve("U%s__%s.sql".formatted(version, name));
        try {
            Files.createDirectories(folder);
            write(up, "-- %s%n".formatted(words.strip()));
            write(down, "-- undoes %s%n".formatted(up.getFileName()));
        } catch (IOException failure) {
            throw Failure.of(
                            ErrorKind.RESOURCE,
                            "the files could not be made in %s: %s".formatted(folder, failure.getMessage()))
                    .withHint("make the folder writable, or name another one in the configuration")
                    .causedBy(failure);
        }
        return List.of(up, down);
    }

    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
    }
}

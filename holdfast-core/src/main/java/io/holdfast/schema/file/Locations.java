package io.holdfast.schema.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the files of migrations in the folders where they are kept. */
public final class Locations {

    private final List<Path> folders;
    private final FileProblems problems;
    private final TextPlaceholders placeholders;

    private Locations(List<Path> folders, Map<String, String> placeholders, FileProblems problems) {
        this.folders = folders;
        this.problems = problems;
        this.placeholders = new TextPlaceholders(placeholders, problems);
    }

    /**
     * Reads every file in {@code folders}, those in folders of theirs included.
     *
     * @param placeholders what stands for names in them
     * @param further what there is beside the files
     * @param problems takes what is wrong
     */
    public static MigrationFiles read(
            List<Path> folders, Map<String, String> placeholders, List<MigrationFile> further, FileProblems problems) {
        return new Locations(folders, placeholders, problems).read(further);
    }

    private MigrationFiles read(List<MigrationFile> further) {
        List<MigrationFile> files = new ArrayList<>(further);
        for (Path folder : folders) {
            if (!Files.isDirectory(folder)) {
                problems.add(folder.toString(), "no such folder; expected the files of the migrations there");
                continue;
            }
            try {
                Path real = folder.toRealPath();
                Listing listing = Listing.of(real);
                listing.scripts()
                        .forEach(path -> new Reading(real, path, listing, placeholders, problems)
                                .read()
                                .ifPresent(files::add));
            } catch (IOException failure) {
                problems.add(folder.toString(), "it cannot be listed: " + failure.getMessage());
            }
        }
        return MigrationFiles.of(files, problems);
    }
}

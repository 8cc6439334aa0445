package io.holdfast.schema.file;

import io.holdfast.engine.ScriptForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the files of migrations in the folders where they are kept. */
public final class Locations {
    private static final int WORTH_THREADS = 64;

    private final List<Path> folders;
    private final FileProblems problems;
    private final Map<String, String> placeholders;
    private final ScriptForm form;

    private Locations(List<Path> folders, ScriptForm form, Map<String, String> placeholders, FileProblems problems) {
        this.folders = folders;
        this.form = form;
        this.problems = problems;
        this.placeholders = placeholders;
    }

    /**
     * Reads every file in {@code folders}, those in folders of theirs included.
     *
     * @param form how the files are written; migrations that are written otherwise are a problem
     * @param placeholders what stands for names in them
     * @param further what there is beside the files
     * @param problems takes what is wrong
     */
    public static MigrationFiles read(
            List<Path> folders,
            ScriptForm form,
            Map<String, String> placeholders,
            List<MigrationFile> further,
            FileProblems problems) {
        return new Locations(folders, form, placeholders, problems).read(further);
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
                Listing listing = Listing.of(real, form);
                files.addAll(scripts(real, listing));
                listing.foreign().forEach(path -> refuseForeign(real, path));
            } catch (IOException failure) {
                problems.add(folder.toString(), "it cannot be listed: " + failure.getMessage());
            }
        }
        return MigrationFiles.of(files, problems);
    }

    /** What is called as a migration is one; other files may be whatever they are. */
    private void refuseForeign(Path folder, Path path) {
        if (Reading.isMigration(path)) {
            problems.add(
                    folder.relativize(path).toString().replace('\\', '/'),
                    "migrations of this database are %ss in files %s; expected it so, or in the folder of another database"
                            .formatted(form.piece(), form.suffix()));
        }
    }

    /** One script, and what is wrong with it. */
    private record Outcome(Optional<MigrationFile> file, FileProblems problems) {}

    /** By several threads: nearly all of the time goes into the system's calls for each file. */
    private List<MigrationFile> scripts(Path folder, Listing listing) {
        List<MigrationFile> files = new ArrayList<>();
        Stream<Path> paths = listing.scripts().stream();
        List<Outcome> outcomes = (listing.scripts().size() < WORTH_THREADS ? paths : paths.parallel())
                .map(path -> read(folder, path, listing))
                .toList();
        for (Outcome outcome : outcomes) {
            outcome.problems().sentences().forEach(problems::add);
            outcome.file().ifPresent(files::add);
        }
        return files;
    }

    private Outcome read(Path folder, Path path, Listing listing) {
        var found = new FileProblems();
        var texts = new TextPlaceholders(placeholders, found);
        return new Outcome(new Reading(folder, path, listing, texts, found).read(), found);
    }
}

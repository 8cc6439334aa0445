package io.holdfast.schema.file;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * The files in a folder and in those in it, found in one walk. A link to a file counts as the file, and folders whose names
 * begin with a dot are passed over: where files are mounted into a container, they are links into such a folder.
 */
final class Listing {
    private static final String SCRIPT = ".sql";
    private static final String OPTIONS = ".sql.conf";

    private final Set<Path> scripts = new TreeSet<>();
    private final Set<Path> options = new HashSet<>();

    private Listing() {}

    /**
     * Lists {@code folder}.
     *
     * @throws IOException if it, or a folder in it, cannot be read
     */
    static Listing of(Path folder) throws IOException {
        var listing = new Listing();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path inner, BasicFileAttributes attributes) {
                boolean hidden =
                        !inner.equals(folder) && inner.getFileName().toString().startsWith(".");
                return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() || (attributes.isSymbolicLink() && Files.isRegularFile(file))) {
                    listing.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return listing;
    }

    private void add(Path file) {
        String name = file.getFileName().toString();
        if (name.endsWith(SCRIPT)) {
            scripts.add(file);
        } else if (name.endsWith(OPTIONS)) {
            options.add(file);
        }
    }

    /** The scripts, in the order of their paths. */
    Set<Path> scripts() {
        return scripts;
    }

    /** Whether there is a file of options. */
    boolean has(Path file) {
        return options.contains(file);
    }
}

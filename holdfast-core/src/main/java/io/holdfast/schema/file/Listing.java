package io.holdfast.schema.file;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
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
        listing.addAll(folder);
        return listing;
    }

    private void addAll(Path folder) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                var kind = Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                if (kind.isDirectory()) {
                    addFolder(entry);
                } else if (kind.isRegularFile() || (kind.isSymbolicLink() && pointsToFile(entry))) {
                    add(entry);
                }
            }
        } catch (DirectoryIteratorException failure) {
            throw failure.getCause();
        }
    }

    private void addFolder(Path folder) throws IOException {
        if (!folder.getFileName().toString().startsWith(".")) {
            addAll(folder);
        }
    }

    /** One that points nowhere is named when it is read. */
    private static boolean pointsToFile(Path link) {
        return Files.isRegularFile(link) || !Files.exists(link);
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

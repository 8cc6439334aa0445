package io.holdfast.schema.file;

import io.holdfast.engine.ScriptForm;
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
import java.util.stream.Stream;

/**
 * The files in a folder and in those in it, found in one walk. A link to a file counts as the file, and folders whose names
 * begin with a dot are passed over: where files are mounted into a container, they are links into such a folder.
 */
final class Listing {

    private final Set<Path> scripts = new TreeSet<>();
    private final Set<Path> foreign = new TreeSet<>();
    private final Set<Path> options = new HashSet<>();
    private final String suffix;

    private Listing(String suffix) {
        this.suffix = suffix;
    }

    /**
     * Lists {@code folder}, whose scripts are written in {@code form}.
     *
     * @throws IOException if it, or a folder in it, cannot be read
     */
    static Listing of(Path folder, ScriptForm form) throws IOException {
        var listing = new Listing(form.suffix());
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
        if (name.endsWith(suffix)) {
            scripts.add(file);
        } else if (name.endsWith(suffix + ".conf")) {
            options.add(file);
        } else if (Stream.of(ScriptForm.values()).anyMatch(form -> name.endsWith(form.suffix()))) {
            foreign.add(file);
        }
    }

    /** The scripts, in the order of their paths. */
    Set<Path> scripts() {
        return scripts;
    }

    /** What the names of the scripts end with. */
    String suffix() {
        return suffix;
    }

    /** What is written in another form, in the order of the paths. */
    Set<Path> foreign() {
        return foreign;
    }

    /** Whether there is a file of options. */
    boolean has(Path file) {
        return options.contains(file);
    }
}

package io.holdfast.sqlite.file;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * The file of a database, seen from outside. It is never opened here: closing a file takes away all locks that this
 * process holds on it, SQLite's included (<a href="https://sqlite.org/howtocorrupt.html">section 2.2</a>).
 */
public record DatabaseFile(Path path) {

    /** The file that {@code name} means, if it is there and can be read. */
    public static DatabaseFile existing(String name) throws IOException {
        Path path = parse(name);
        if (!Files.exists(path)) {
            throw Failure.of(ErrorKind.NOT_FOUND, "there is no file %s".formatted(path))
                    .withHint(
                            "check the path in the database's url; a missing file is never created by opening it (holdfast migrate up"
                                    + " --create makes one)")
                    .exception();
        }
        if (Files.isDirectory(path)) {
            throw Failure.of(ErrorKind.NOT_FOUND, "%s is a directory, not a database file".formatted(path))
                    .withHint("name the file inside the directory")
                    .exception();
        }
        if (!Files.isReadable(path)) {
            throw Failure.of(ErrorKind.PERMISSION, "%s cannot be read by this user".formatted(path))
                    .withHint("give the user that runs this program the right to read the file and its directory")
                    .exception();
        }
        return new DatabaseFile(path.toRealPath());
    }

    /**
     * Makes an empty file where there is none: an empty database.
     *
     * @throws IOException if it cannot be made
     */
    public static void create(String name) throws IOException {
        Path path = parse(name);
        if (Files.notExists(path)) {
            Files.createFile(path);
        }
    }

    private static Path parse(String name) {
        try {
            return Path.of(name).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw Failure.of(ErrorKind.CONFIGURATION, "the path of the database file is not a path of this system")
                    .withHint("check the path in the database's url")
                    .causedBy(e);
        }
    }

    /** The file's address for the driver, every character but the plainest escaped, so that none of them has a meaning. */
    public String jdbcUrl() {
        var url = new StringBuilder("jdbc:sqlite:file:");
        for (byte b : path.toString().getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || "/._-".indexOf(c) >= 0);
            url.append(plain ? String.valueOf(c) : "%%%02X".formatted((int) c));
        }
        return url.toString();
    }

    /** What tells this file from another one under the same name; changes when the file is replaced. */
    public Object identity() {
        try {
            Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
            return key == null ? path : key;
        } catch (IOException e) {
            return Missing.FILE;
        }
    }

    private enum Missing {
        FILE
    }

    public long size() throws IOException {
        return Files.size(path);
    }

    /** The file beside this one that has {@code suffix} behind the same name. */
    public Path beside(String suffix) {
        return path.resolveSibling(path.getFileName() + suffix);
    }
}

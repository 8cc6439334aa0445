package io.holdfast.app.demo;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folder that the demonstration works in. It carries a mark, so that no other folder is ever emptied. */
final class DemoFolder implements AutoCloseable {
    private static final String MARK = "made-by-holdfast-demo";

    private final Path path;
    private final FileChannel mark;

    private DemoFolder(Path path, FileChannel mark) {
        this.path = path;
        this.mark = mark;
    }

    /**
     * Makes the folder if it is missing, and keeps other demonstrations out of it.
     *
     * @throws io.holdfast.error.HoldfastException of kind CONFIGURATION if it holds other things, of kind LOCKED if a
     *     demonstration is running there
     */
    static DemoFolder open(Path path) throws IOException {
        if (Files.exists(path) && !isMarked(path) && !isEmptyFolder(path)) {
            throw foreign(path);
        }
        Files.createDirectories(path);
        FileChannel mark = FileChannel.open(path.resolve(MARK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (lock(mark) == null) {
            mark.close();
            throw Failure.of(ErrorKind.LOCKED, "another demonstration is running in %s".formatted(path))
                    .withHint("wait until it has ended, or name another folder with --dir")
                    .exception();
        }
        return new DemoFolder(path, mark);
    }

    /**
     * Whether a demonstration has been in {@code path}.
     *
     * @throws io.holdfast.error.HoldfastException of kind CONFIGURATION if something else is there
     */
    static boolean exists(Path path) {
        if (Files.exists(path) && !isMarked(path)) {
            throw foreign(path);
        }
        return Files.exists(path);
    }

    Path path() {
        return path;
    }

    Path sample() {
        return path.resolve("sample.db");
    }

    Path server() {
        return path.resolve("server");
    }

    Path report() {
        return path.resolve("report.md");
    }

    /** The folder for Holdfast's own files. */
    Path home() {
        return path.resolve(".holdfast");
    }

    /** Removes the folder and all it holds. */
    void delete() throws IOException {
        List<Path> all;
        try (Stream<Path> tree = Files.walk(path)) {
            all = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.deleteIfExists(each);
        }
    }

    @Override
    public void close() throws IOException {
        mark.close();
    }

    private static @Nullable FileLock lock(FileChannel mark) throws IOException {
        try {
            return mark.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static boolean isMarked(Path path) {
        return Files.isRegularFile(path.resolve(MARK));
    }

    private static boolean isEmptyFolder(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.findAny().isEmpty();
        }
    }

    private static RuntimeException foreign(Path path) {
        return Failure.of(
                        ErrorKind.CONFIGURATION, "%s holds things that the demonstration did not make".formatted(path))
                .withHint("name an empty folder, or one that does not exist, with --dir")
                .exception();
    }
}

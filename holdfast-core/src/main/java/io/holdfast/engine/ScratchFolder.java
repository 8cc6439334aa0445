package io.holdfast.engine;

import io.holdfast.log.Log;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder for what is thrown away, below the folder for temporary files, which only its owner can read. It names the process
 * that made it: what a process left behind that was killed is removed by the next one that makes a folder.
 */
public final class ScratchFolder implements AutoCloseable {
    private static final Log log = Log.of(ScratchFolder.class);
    private static final String PREFIX = "holdfast-scratch";
    private static final String OWNER = "owner";

    private final Path path;

    private ScratchFolder(Path path) {
        this.path = path;
    }

    /** Ends whatever may still run in a folder that was left behind. */
    @FunctionalInterface
    public interface Ending {
        /**
         * Ends it.
         *
         * @throws IOException if that cannot be found out
         */
        void in(Path folder) throws IOException;
    }

    /**
     * Makes one, and removes those whose processes have died.
     *
     * @param ending ends what may still run in those
     * @throws IOException if it cannot be made
     */
    public static ScratchFolder make(Ending ending) throws IOException {
        Path fresh = Files.createTempDirectory(PREFIX);
        Files.writeString(fresh.resolve(OWNER), self());
        sweep(fresh.resolveSibling("."), ending);
        return new ScratchFolder(fresh);
    }

    /** This process, and when it began: numbers of processes are used again. */
    private static String self() {
        return name(ProcessHandle.current());
    }

    private static String name(ProcessHandle process) {
        return process.pid() + " "
                + process.info().startInstant().map(Object::toString).orElse("");
    }

    private static void sweep(Path temporary, Ending ending) {
        try (Stream<Path> folders = Files.list(temporary)) {
            List<Path> left = folders.filter(
                            folder -> folder.getFileName().toString().startsWith(PREFIX))
                    .filter(ScratchFolder::isLeftBehind)
                    .toList();
            for (Path folder : left) {
                ending.in(folder);
                delete(folder);
            }
        } catch (IOException failure) {
            log.debug("what may have been left behind in {} is left there", temporary, failure);
        }
    }

    private static boolean isLeftBehind(Path folder) {
        Path owner = folder.resolve(OWNER);
        if (!Files.isReadable(owner)) {
            return false; // of another user, or made at this moment
        }
        try {
            String said = Files.readString(owner);
            long number = Long.parseLong(said.split(" ", 2)[0]);
            Optional<ProcessHandle> process = ProcessHandle.of(number);
            return process.isEmpty() || !name(process.get()).equals(said);
        } catch (IOException | NumberFormatException unknown) {
            log.debug("who made {} is not known", folder, unknown);
            return false;
        }
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** Removes it and all that is in it; harmless when repeated. */
    @Override
    public void close() {
        try {
            delete(path);
        } catch (IOException failure) {
            log.warn("what was to be thrown away could not be deleted in {}", path, failure);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE; // a server that ends removes files of its own
                }
                throw failure;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}

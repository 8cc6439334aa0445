package io.holdfast.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Where Holdfast keeps durable files of its own.
 *
 * <p>A file's content and its entry in the directory become durable apart from each other: the content by {@link
 * DiskFile#force()}, the entry by {@link #forceDirectory}. What was not forced may be there after a power cut, or not, or
 * in part. Each method says what is durable when it returns. The test kit has a second implementation that forgets
 * what was not forced.
 *
 * <p>Safe for use by many threads. An interrupt of the thread does not disturb a write.
 */
public interface Disk {

    /** The disks of this machine. */
    static Disk local() {
        return new LocalDisk();
    }

    /**
     * Makes {@code directory} and the parents it lacks; harmless if it exists. Durable: every directory made here.
     *
     * @throws IOException if it cannot be made
     */
    void makeDirectories(Path directory) throws IOException;

    /**
     * Makes an empty file and opens it for appending. Durable: nothing.
     *
     * @throws java.nio.file.FileAlreadyExistsException if there is something of that name
     * @throws IOException if it cannot be made
     */
    DiskFile create(Path file) throws IOException;

    /**
     * Opens an existing file for appending. Durable: nothing new.
     *
     * @throws java.nio.file.NoSuchFileException if it is not there
     * @throws IOException if it cannot be opened
     */
    DiskFile open(Path file) throws IOException;

    /**
     * All bytes of {@code file}, whether they are durable or not.
     *
     * @throws java.nio.file.NoSuchFileException if it is not there
     * @throws IOException if it cannot be read
     */
    byte[] read(Path file) throws IOException;

    /**
     * How many bytes {@code file} holds, whether they are durable or not.
     *
     * @throws java.nio.file.NoSuchFileException if it is not there
     * @throws IOException if it cannot be found out
     */
    long size(Path file) throws IOException;

    /**
     * Waits until nobody else, in this process or another one, holds {@code file}, and holds it until the result is closed.
     * The file is made if it is missing, and stays. A process that dies holds nothing any more.
     * Durable: nothing. Not to be taken twice by one thread.
     *
     * @throws IOException if it cannot be held; then it is not
     */
    Closeable hold(Path file) throws IOException;

    /**
     * Holds {@code file} as {@link #hold} does, unless somebody else does: then it is empty at once. Any thread may close the
     * result. Durable: nothing.
     *
     * @throws IOException if it cannot be found out
     */
    Optional<Closeable> tryHold(Path file) throws IOException;

    /**
     * What {@code directory} holds, in the order of the names.
     *
     * @throws IOException if it cannot be read
     */
    List<Path> list(Path directory) throws IOException;

    /**
     * Gives {@code from} the name {@code to} in the same directory, in one step; a file of that name is replaced.
     * Durable: nothing, until the directory is forced.
     *
     * @throws IOException if it cannot be done; then the names are as before
     */
    void rename(Path from, Path to) throws IOException;

    /**
     * Removes {@code file}; harmless if it is not there. Durable: nothing, until the directory is forced.
     *
     * @throws IOException if it cannot be removed
     */
    void delete(Path file) throws IOException;

    /**
     * Durable when it returns: every name made, changed or removed in {@code directory} so far.
     *
     * @throws IOException if that cannot be promised
     */
    void forceDirectory(Path directory) throws IOException;

    /**
     * Gives {@code file} new content. Durable when it returns: all of the content. If the power is cut before, the file is
     * as it was, or wholly new. For one writer at a time; a file called {@code NAME.new} beside it may remain after a
     * crash, and the next call removes it.
     *
     * @throws IOException if it cannot be done; then the file is as it was, or wholly new
     */
    default void replace(Path file, byte[] content) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        delete(fresh);
        try (DiskFile written = create(fresh)) {
            written.append(content);
            written.force();
        }
        rename(fresh, file);
        forceDirectory(Objects.requireNonNull(fresh.toAbsolutePath().getParent()));
    }
}

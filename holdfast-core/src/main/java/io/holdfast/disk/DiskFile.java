package io.holdfast.disk;

import java.io.Closeable;
import java.io.IOException;

/** A file open for appending. For one thread at a time. */
public interface DiskFile extends Closeable {

    /**
     * Adds {@code bytes} at the end. Durable: nothing, until {@link #force()}.
     *
     * @throws IOException if not all of it could be written; then a part of it may have been
     */
    void append(byte[] bytes) throws IOException;

    /**
     * Durable when it returns: every byte appended so far. The file's name is another matter: see {@link
     * Disk#forceDirectory}.
     *
     * @throws IOException if that cannot be promised; then the file is not to be trusted with more
     */
    void force() throws IOException;

    /** Lets go of the file; harmless when repeated. Durable: nothing that was not forced. */
    @Override
    void close() throws IOException;
}

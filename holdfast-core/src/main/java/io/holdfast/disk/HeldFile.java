package io.holdfast.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLockInterruptionException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A file that this thread holds, and nobody else.
 *
 * <p>The operating system gives its locks to processes, not to threads, and takes a lock away when any part of the process
 * closes the same file. So the threads of this process take turns first, and only the one whose turn it is opens the
 * file.
 */
final class HeldFile implements Closeable {
    /** One for the whole process, as the locks of the operating system are. It grows by one for each file ever held. */
    private static final Map<Path, ReentrantLock> TURNS = new ConcurrentHashMap<>();

    private final ReentrantLock turn;
    private final FileChannel channel;

    private HeldFile(ReentrantLock turn, FileChannel channel) {
        this.turn = turn;
        this.channel = channel;
    }

    static HeldFile of(Path file) throws IOException {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file in a folder");
        Path known = folder.toRealPath().resolve(Objects.requireNonNull(file.getFileName(), "a file with a name"));
        ReentrantLock turn = TURNS.computeIfAbsent(known, path -> new ReentrantLock());
        turn.lock();
        boolean held = false;
        try {
            HeldFile mine = new HeldFile(turn, locked(known));
            held = true;
            return mine;
        } finally {
            if (!held) {
                turn.unlock();
            }
        }
    }

    /** A thread that is interrupted while it waits goes on waiting: what it wants to write down is still to be written. */
    private static FileChannel locked(Path file) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                if (locks(channel, file)) {
                    return channel;
                }
                interrupted |= Thread.interrupted();
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Locks {@code channel}; closes it, and tells so with false, where the thread is interrupted meanwhile. */
    private static boolean locks(FileChannel channel, Path file) throws IOException {
        boolean locked = false;
        try {
            locked = channel.lock().isValid();
        } catch (FileLockInterruptionException | ClosedByInterruptException interrupted) {
            locked = false;
        } catch (OverlappingFileLockException elsewhere) {
            throw new IOException(file + " is held by another copy of Holdfast in this process", elsewhere);
        } finally {
            if (!locked) {
                channel.close();
            }
        }
        return locked;
    }

    /** Closing the file gives the lock back. */
    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            if (turn.isHeldByCurrentThread()) {
                turn.unlock();
            }
        }
    }
}

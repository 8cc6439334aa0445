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
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A file that its holder holds, and nobody else.
 *
 * <p>The operating system gives its locks to processes, not to threads, and takes a lock away when any part of the process
 * closes the same file. So those of this process take turns first, and only the one whose turn it is opens the file.
 */
final class HeldFile implements Closeable {
    /** One for the whole process, as the locks of the operating system are. It grows by one for each file ever held. */
    private static final Map<Path, Semaphore> TURNS = new ConcurrentHashMap<>();

    private final Semaphore turn;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final FileChannel channel;

    private HeldFile(Semaphore turn, FileChannel channel) {
        this.turn = turn;
        this.channel = channel;
    }

    /** Waits until nobody else holds it. */
    static HeldFile of(Path file) throws IOException {
        Path known = known(file);
        Semaphore turn = turn(known);
        turn.acquireUninterruptibly();
        return taken(turn, () -> Optional.of(locked(known))).orElseThrow();
    }

    /** Empty if somebody else holds it. */
    static Optional<HeldFile> unlessHeld(Path file) throws IOException {
        Path known = known(file);
        Semaphore turn = turn(known);
        return turn.tryAcquire() ? taken(turn, () -> lockedAtOnce(known)) : Optional.empty();
    }

    private static Path known(Path file) throws IOException {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file in a folder");
        return folder.toRealPath().resolve(Objects.requireNonNull(file.getFileName(), "a file with a name"));
    }

    private static Semaphore turn(Path known) {
        return TURNS.computeIfAbsent(known, path -> new Semaphore(1));
    }

    /** The turn is given back unless the lock is there. */
    private static Optional<HeldFile> taken(Semaphore turn, Lock lock) throws IOException {
        boolean held = false;
        try {
            Optional<HeldFile> mine = lock.take().map(channel -> new HeldFile(turn, channel));
            held = mine.isPresent();
            return mine;
        } finally {
            if (!held) {
                turn.release();
            }
        }
    }

    private interface Lock {
        Optional<FileChannel> take() throws IOException;
    }

    private static Optional<FileChannel> lockedAtOnce(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean locked = false;
        try {
            locked = channel.tryLock() != null;
        } catch (OverlappingFileLockException elsewhere) {
            locked = false;
        } finally {
            if (!locked) {
                channel.close();
            }
        }
        return locked ? Optional.of(channel) : Optional.empty();
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
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            channel.close();
        } finally {
            turn.release();
        }
    }
}

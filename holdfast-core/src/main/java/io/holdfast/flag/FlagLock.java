package io.holdfast.flag;

import io.holdfast.disk.Disk;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.log.Log;
import io.holdfast.resilience.Time;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The right to set flags with one home, for one at a time. A process that was stopped while it had it keeps it, so nobody
 * waits for it without end.
 */
final class FlagLock {
    private static final Log log = Log.of(FlagLock.class);
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final Duration AGAIN = Duration.ofMillis(20);

    private final Path home;
    private final LockFile file;

    FlagLock(Disk disk, Path home, Time time) {
        this.home = home;
        this.file = new LockFile(disk, home.resolve("flags.lock"), time);
    }

    /**
     * Does {@code action} when nobody else is at it any more.
     *
     * @throws HoldfastException of kind LOCKED if somebody else does not end
     */
    <T> T alone(Supplier<T> action) {
        Closeable lock = held();
        try {
            return action.get();
        } finally {
            letGo(lock);
        }
    }

    /** Does {@code action}, unless somebody else is at it now. */
    void unlessHeld(Runnable action) {
        Optional<Closeable> lock = tried();
        if (lock.isEmpty()) {
            return;
        }
        try {
            action.run();
        } finally {
            letGo(lock.get());
        }
    }

    private Closeable held() {
        try {
            return file.hold(LONGEST, AGAIN).orElseThrow(this::taken);
        } catch (IOException failure) {
            throw unusable(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw Failure.of(ErrorKind.CANCELLED, "stopped while another setting of a flag ends; nothing was changed")
                    .withHint("run it again")
                    .causedBy(stopped);
        }
    }

    private Optional<Closeable> tried() {
        try {
            return file.tryHold();
        } catch (IOException failure) {
            throw unusable(failure);
        }
    }

    private HoldfastException unusable(IOException failure) {
        return Failure.of(
                        ErrorKind.PERMISSION,
                        "the folder %s cannot be used: %s; nothing was changed".formatted(home, failure.getMessage()))
                .withHint("make the folder writable and give it space, or name another one with the key home")
                .causedBy(failure);
    }

    private HoldfastException taken() {
        return Failure.of(
                        ErrorKind.LOCKED,
                        "another process with the home %s has been setting a flag for %d s; nothing was changed"
                                .formatted(home, LONGEST.toSeconds()))
                .withHint(
                        "run it again later; if that does not help, look for a process with this home that was stopped"
                                + " or hangs, and let it go on or end it")
                .exception();
    }

    private void letGo(Closeable lock) {
        try {
            lock.close();
        } catch (IOException failure) {
            log.warn("the lock of the flags in {} could not be let go: {}", home, failure.getMessage());
        }
    }
}

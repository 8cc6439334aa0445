package io.holdfast.flag;

import io.holdfast.disk.Disk;
import io.holdfast.resilience.Deadline;
import io.holdfast.resilience.Time;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** A file that one thread of all processes holds at a time. One that was stopped while it held it keeps it. */
record LockFile(Disk disk, Path file, Time time) {

    /** Lets go when it is closed; empty if somebody else holds it now. Its folder is made if it is missing. */
    Optional<Closeable> tryHold() throws IOException {
        disk.makeDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
        return disk.tryHold(file);
    }

    /** As {@link #tryHold}, asked once more every {@code again} until {@code longest} is over. */
    Optional<Closeable> hold(Duration longest, Duration again) throws IOException, InterruptedException {
        Deadline deadline = Deadline.after(longest, time.ticker());
        Optional<Closeable> held = tryHold();
        while (held.isEmpty() && !deadline.hasPassed()) {
            time.pauser().pause(again);
            held = tryHold();
        }
        return held;
    }
}

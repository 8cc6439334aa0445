package io.holdfast;

import io.holdfast.disk.Disk;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.event.Events;
import io.holdfast.event.Recorder;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The record of actions of one front door, opened when the first action asks for it. Safe for use by many threads. */
final class KeptRecord implements AutoCloseable {
    private final Path home;
    private final Events events;
    private @Nullable Recorder recorder;
    private boolean closed;

    KeptRecord(Path home, Events events) {
        this.home = home;
        this.events = events;
    }

    /**
     * The record.
     *
     * @throws io.holdfast.error.HoldfastException if the folder cannot be used, or if this is closed
     */
    synchronized Recorder recorder() {
        if (closed) {
            throw Failure.of(ErrorKind.CANCELLED, "the record was closed with the databases")
                    .withHint("do this before they are closed")
                    .exception();
        }
        Recorder known = recorder;
        if (known == null) {
            known = Recorder.open(
                    Disk.local(), Recorder.folder(home), InstantSource.system(), new SecureRandom(), events);
            recorder = known;
        }
        return known;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (recorder != null) {
            recorder.close();
        }
    }
}

package io.holdfast.app.record;

import io.holdfast.audit.AuditTrail;
import io.holdfast.disk.Disk;
import io.holdfast.event.Events;
import io.holdfast.event.RecordFiles;
import io.holdfast.event.Recorder;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;

/** The record of administrative actions, as this program keeps it. */
public final class ActionRecord {
    private ActionRecord() {}

    /**
     * Opens the record in {@code home}, the folder for Holdfast's own files.
     *
     * @throws io.holdfast.error.HoldfastException if the folder cannot be used
     */
    public static Recorder in(Path home) {
        return Recorder.open(
                Disk.local(), Recorder.folder(home), InstantSource.system(), new SecureRandom(), new Events());
    }

    /** The id of the chain in {@code home}; empty if it has none yet. */
    public static Optional<String> chain(Path home) {
        return new RecordFiles(Disk.local(), Recorder.folder(home)).chain().map(Object::toString);
    }

    /** The record in {@code home}, for reading; nothing is made. */
    public static AuditTrail trail(Path home) {
        return new AuditTrail(Disk.local(), Recorder.folder(home));
    }
}

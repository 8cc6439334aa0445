package io.holdfast.degrade.queue;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;

/** What is said when the folder of a queue cannot be used. */
public final class QueueFailure {
    private QueueFailure() {}

    /**
     * The failure of something with {@code folder}.
     *
     * @param verb what could not be done with it, such as {@code read}
     * @param consequence what follows from it
     */
    public static HoldfastException of(Path folder, String verb, IOException failure, String consequence) {
        return Failure.of(
                        kind(failure),
                        "the queue in %s cannot be %s: %s; %s".formatted(folder, verb, reason(failure), consequence))
                .withHint("make the folder writable and give it space; it works again then without a restart")
                .causedBy(failure);
    }

    /** The failure of a write of which nobody knows whether it will be there. */
    static HoldfastException unknown(Path folder, IOException failure) {
        return Failure.of(
                        ErrorKind.OUTCOME_UNKNOWN,
                        "the queue in %s could not be forced to disk: %s; whether the entry is queued is not known"
                                .formatted(folder, reason(failure)))
                .withHint("look at the disk, and with holdfast queue show whether the entry is there")
                .causedBy(failure);
    }

    /** The queue takes nothing more, because it holds as much as {@code key} allows. */
    static HoldfastException full(Path folder, String holds, String key) {
        return Failure.of(
                        ErrorKind.RESOURCE,
                        "the queue in %s is full with %s; the entry was not queued, and nothing was done"
                                .formatted(folder, holds))
                .withHint(
                        "wait until the database is back and the queue shorter, look at holdfast queue status, or raise "
                                + key)
                .exception();
    }

    /** Another process has the folder. */
    static HoldfastException held(Path folder) {
        return Failure.of(
                        ErrorKind.LOCKED,
                        "the queue in %s is in use by another process; expected one process for each folder"
                                .formatted(folder))
                .withHint("stop the other one, or give each its own home")
                .exception();
    }

    private static ErrorKind kind(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return ErrorKind.PERMISSION;
        }
        return reason(failure).contains("No space left") ? ErrorKind.DISK_FULL : ErrorKind.RESOURCE;
    }

    private static String reason(IOException failure) {
        return failure instanceof AccessDeniedException ? "permission denied" : String.valueOf(failure.getMessage());
    }
}

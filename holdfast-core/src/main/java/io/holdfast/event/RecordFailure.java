package io.holdfast.event;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;

/** What is said when the folder of a record cannot be used. */
final class RecordFailure {
    private RecordFailure() {}

    /**
     * The failure of something with {@code folder}.
     *
     * @param verb what could not be done with it, such as {@code read}
     * @param consequence what follows from it, with what separates it from the sentence before; may be empty
     */
    static HoldfastException of(Path folder, String verb, IOException failure, String consequence) {
        return Failure.of(
                        kind(failure),
                        "the record of administrative actions in %s cannot be %s: %s%s"
                                .formatted(folder, verb, reason(failure), consequence))
                .withHint("make the folder writable and give it space, or name another one")
                .causedBy(failure);
    }

    private static ErrorKind kind(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return ErrorKind.PERMISSION;
        }
        return reason(failure).contains("No space left") ? ErrorKind.DISK_FULL : ErrorKind.RESOURCE;
    }

    private static String reason(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        return String.valueOf(failure.getMessage());
    }
}

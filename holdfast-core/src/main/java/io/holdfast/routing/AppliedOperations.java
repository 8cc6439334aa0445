package io.holdfast.routing;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The ids of the operations that took effect on a document, the oldest first: those of the last day, and 64 at least. An
 * operation that began longer ago is refused, since it could have taken effect already and be forgotten.
 */
final class AppliedOperations {
    static final Duration REMEMBERED = Duration.ofHours(24);
    private static final int LEAST = 64;
    private static final int VERSION = 7;

    private AppliedOperations() {}

    /**
     * The id as it is kept.
     *
     * @param now the clock of the database
     * @throws io.holdfast.error.HoldfastException of kind DATA if {@code operation} tells no time, or began too long ago
     */
    static String checked(UUID operation, Instant now) {
        if (operation.version() != VERSION) {
            throw Failure.of(ErrorKind.DATA, "the id of the operation does not tell when it began")
                    .withHint("give a UUID of version 7, the same one when it is tried again")
                    .exception();
        }
        if (began(operation).isBefore(now.minus(REMEMBERED))) {
            throw Failure.of(
                            ErrorKind.DATA,
                            "the operation began more than %d h ago, and may have taken effect already"
                                    .formatted(REMEMBERED.toHours()))
                    .withHint("look whether it did; begin it anew under another id if it did not")
                    .exception();
        }
        return operation.toString();
    }

    /** Those of {@code before} that are still to be remembered, and {@code operation}. */
    static List<String> with(List<String> before, String operation, Instant now) {
        List<String> kept = new ArrayList<>();
        Instant since = now.minus(REMEMBERED);
        for (int i = 0; i < before.size(); i++) {
            boolean isAmongTheLast = i > before.size() - LEAST;
            if (isAmongTheLast || began(before.get(i)).filter(since::isBefore).isPresent()) {
                kept.add(before.get(i));
            }
        }
        kept.add(operation);
        return kept;
    }

    /** Empty of an id that another writer gave, which tells no time. */
    private static Optional<Instant> began(String operation) {
        try {
            UUID id = UUID.fromString(operation);
            return Optional.of(id).filter(known -> known.version() == VERSION).map(AppliedOperations::began);
        } catch (IllegalArgumentException other) {
            return Optional.empty();
        }
    }

    private static Instant began(UUID operation) {
        return Instant.ofEpochMilli(operation.getMostSignificantBits() >>> 16);
    }
}

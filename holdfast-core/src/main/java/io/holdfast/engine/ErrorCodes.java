package io.holdfast.engine;

import io.holdfast.error.Failure;
import java.util.List;
import java.util.Optional;

/**
 * The codes by which a database and its driver name failures; a capability. What it says of a code is what
 * {@link Engine#classify} says of a failure that has this code and nothing else to tell.
 */
public interface ErrorCodes {

    /** What {@code text} means, written in any way that people write such a code; empty if it is none that is known. */
    Optional<Meaning> find(String text);

    /** Codes as they are usually written, sorted: those that have a meaning of their own. */
    List<String> known();

    /**
     * What a code means.
     *
     * @param code as it is usually written, with its name where it has one
     * @param atWork the failure while work is done
     * @param atCommit the failure while the work is being committed
     */
    record Meaning(String code, Failure atWork, Failure atCommit) {}
}

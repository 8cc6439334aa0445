package io.holdfast.transaction;

import io.holdfast.engine.Sorting;
import io.holdfast.error.HoldfastException;
import io.holdfast.error.Phase;
import io.holdfast.error.RetryClass;
import io.holdfast.gate.Gate;
import io.holdfast.resilience.Deadline;

/**
 * What becomes of a failure on its way to the caller: it is sorted, and one that may be the server's end waits until somebody
 * has looked at the server, so that a repetition finds the right way.
 */
record Passing(Gate gate, Sorting sorting) {

    RuntimeException on(Exception failure, Phase phase, String operation, Deadline deadline) {
        RuntimeException sorted = sorting.sort(failure, phase, operation);
        boolean lost = sorted instanceof HoldfastException known
                && (known.retry() == RetryClass.REPLAY_ON_NEW_CONNECTION || known.retry() == RetryClass.FAILOVER);
        if (lost) {
            gate.awaitVerdict(deadline);
        }
        return sorted;
    }
}

package io.holdfast.pool;

/**
 * What a pool's connections are doing.
 *
 * @param active in use
 * @param idle waiting for use
 * @param waiting callers that wait for a connection
 * @param total active and idle
 * @param size the most there may be
 * @param overdue those in use that are away for longer than they should be
 */
public record PoolStatus(int active, int idle, int waiting, int total, int size, int overdue) {

    /** Whether every connection there may be is in use. */
    public boolean isExhausted() {
        return active >= size;
    }
}

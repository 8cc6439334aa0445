package io.holdfast.degrade;

import java.util.concurrent.Callable;

/**
 * An operation that needs no database: nothing of Holdfast stands before it, so it goes on whatever the databases do. Safe for
 * use by many threads.
 *
 * @param name what it is called
 */
public record FreeOperation(String name) {

    /**
     * Does {@code work}.
     *
     * @throws Exception what the work throws
     */
    public <T> T run(Callable<T> work) throws Exception {
        return work.call();
    }
}

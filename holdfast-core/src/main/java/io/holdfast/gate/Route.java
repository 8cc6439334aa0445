package io.holdfast.gate;

import io.holdfast.error.Failure;
import io.holdfast.pool.lending.Supply;

/**
 * Where calls go at this moment. One immutable object that is replaced as a whole, so that a call looks at it once and
 * never sees half a change.
 *
 * @param write for calls that write
 * @param read for calls that only read
 * @param settling whether reads stay away from the server that takes writes, until something is written
 */
record Route(Way write, Way read, boolean settling) {

    /** Where one kind of call goes. */
    sealed interface Way {
        /** To this server, through this pool. */
        record Open(Server server, Supply pool) implements Way {}

        /** Nowhere. */
        record Shut(Failure why) implements Way {}
    }

    static Route shut(Failure why) {
        return new Route(new Way.Shut(why), new Way.Shut(why), false);
    }
}

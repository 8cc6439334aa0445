package io.holdfast.routing;

import io.holdfast.resilience.Time;

/**
 * How the databases with a role are used.
 *
 * @param making whether what is missing in them is made
 * @param mask what the log shows of the ids of users
 * @param refusals is told of what was to be done in a database which is not for it
 * @param time from which ids for databases are made
 */
public record RoutingOptions(Making making, IdMask mask, Misplaced.Listener refusals, Time time) {
    /** What is missing is made, the log shows nothing of an id but its prefix, and nobody is told. */
    public static final RoutingOptions USUAL =
            new RoutingOptions(Making.ALLOWED, IdMask.ALL, Misplaced.Listener.NONE, Time.real());

    /** Whether identity records and collections are made where they are missing. */
    public enum Making {
        /** They are. */
        ALLOWED,
        /** They are not: without them a database is not used. */
        REFUSED
    }

    /** A copy for which this holds where something is missing. */
    public RoutingOptions withMaking(Making other) {
        return new RoutingOptions(other, mask, refusals, time);
    }

    /** A copy that shows this much of ids. */
    public RoutingOptions withMask(IdMask other) {
        return new RoutingOptions(making, other, refusals, time);
    }

    /** A copy that tells {@code listener}. */
    public RoutingOptions withRefusals(Misplaced.Listener listener) {
        return new RoutingOptions(making, mask, listener, time);
    }
}

package io.holdfast.pool;

/**
 * What has happened at the connections to one server since the database was opened, whichever pool they belonged to.
 *
 * @param created connections that were opened
 * @param failed attempts to open one that failed
 * @param timedOut callers whose patience ended before a connection was free
 * @param turnedAway callers that were refused because too many waited already
 * @param leaked connections that were away for too long
 */
public record PoolCounts(long created, long failed, long timedOut, long turnedAway, long leaked) {}

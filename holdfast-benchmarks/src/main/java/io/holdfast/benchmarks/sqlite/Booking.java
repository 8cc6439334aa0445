package io.holdfast.benchmarks.sqlite;

/**
 * One write: an amount moves from one account to another, and the ledger says so.
 *
 * @param writer whose it is, counted from 0
 * @param number which one of that writer's, counted from 1
 * @param from the account that gives
 * @param to the account that gets
 */
record Booking(int writer, long number, int from, int to) {}

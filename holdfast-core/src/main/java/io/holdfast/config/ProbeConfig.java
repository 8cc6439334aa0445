package io.holdfast.config;

import java.time.Duration;

/**
 * How a database's servers are watched.
 *
 * @param every how often each is asked whether it answers
 * @param timeout how long the answer may take
 * @param misses how many answers in a row must be missing before a server counts as down
 * @param settle how long the primary must have answered again before reads go back to it
 */
public record ProbeConfig(Duration every, Duration timeout, int misses, Duration settle) {}

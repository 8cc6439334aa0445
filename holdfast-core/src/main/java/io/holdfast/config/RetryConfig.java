package io.holdfast.config;

import java.time.Duration;

/**
 * How work that is safe to repeat is repeated.
 *
 * @param attempts how often it is tried in all
 * @param first the longest wait before the first repetition
 * @param cap the longest wait before any repetition
 */
public record RetryConfig(int attempts, Duration first, Duration cap) {}

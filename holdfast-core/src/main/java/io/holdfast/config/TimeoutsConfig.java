package io.holdfast.config;

import java.time.Duration;

/**
 * How long work with one database may take.
 *
 * @param connect one attempt to connect
 */
public record TimeoutsConfig(Duration connect) {}

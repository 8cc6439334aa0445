package io.holdfast.config;

import java.time.Duration;

/**
 * How long work with one database may take.
 *
 * @param connect one attempt to connect
 * @param statement one statement
 * @param transaction one transaction, its repetitions included
 * @param inDoubt looking for the outcome of a commit whose answer was lost; zero for not at all
 */
public record TimeoutsConfig(Duration connect, Duration statement, Duration transaction, Duration inDoubt) {}

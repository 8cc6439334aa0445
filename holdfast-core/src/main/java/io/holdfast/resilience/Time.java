package io.holdfast.resilience;

import java.time.InstantSource;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * How time passes: really, or as a test says.
 *
 * @param ticker measures it
 * @param clock tells the date
 * @param pauser lets it pass
 * @param random spreads what would otherwise happen at the same time; safe for use by many threads
 */
public record Time(Ticker ticker, InstantSource clock, Pauser pauser, RandomGenerator random) {

    /** As it really passes. */
    public static Time real() {
        return new Time(Ticker.system(), InstantSource.system(), Pauser.real(), new Random());
    }
}

package io.holdfast.resilience;

import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * How time passes: really, or as a test says.
 *
 * @param ticker measures it
 * @param pauser lets it pass
 * @param random spreads what would otherwise happen at the same time; safe for use by many threads
 */
public record Time(Ticker ticker, Pauser pauser, RandomGenerator random) {

    /** As it really passes. */
    public static Time real() {
        return new Time(Ticker.system(), Pauser.real(), new Random());
    }
}

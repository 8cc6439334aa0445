package io.holdfast.database;

import io.holdfast.engine.Place;
import io.holdfast.error.HoldfastException;
import io.holdfast.pool.Pool;

/** Whether a database can be used, and what with. */
sealed interface State {

    /** It answers. */
    record Up(Place place, Pool pool) implements State {}

    /** It did not answer until the time was up; {@code failure} says why. */
    record Down(HoldfastException failure) implements State {}

    /** Nobody wants it any more. */
    record Closed() implements State {}
}

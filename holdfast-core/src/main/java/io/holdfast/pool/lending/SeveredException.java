package io.holdfast.pool.lending;

/** The pool was cut off from its server while a caller waited: the caller looks for another way. */
public final class SeveredException extends Exception {
    private static final long serialVersionUID = 1L;

    SeveredException() {
        super("the pool was cut off", null, false, false);
    }
}

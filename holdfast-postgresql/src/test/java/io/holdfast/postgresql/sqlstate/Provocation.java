package io.holdfast.postgresql.sqlstate;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Phase;
import java.util.Optional;

/**
 * A way to make a real server, or the real driver, raise a code.
 *
 * @param code the code that must come
 * @param phase how far the work has come when it does
 * @param kind the kind that the message makes of it, where that is another one than the code alone has
 * @param attempt what raises it
 */
record Provocation(String code, Phase phase, Optional<ErrorKind> kind, Attempt attempt) {

    /** Something that fails. */
    @FunctionalInterface
    interface Attempt {
        void in(Scene scene) throws Exception;
    }

    static Provocation of(String code, Phase phase, Attempt attempt) {
        return new Provocation(code, phase, Optional.empty(), attempt);
    }

    /** The same, when its message makes {@code kind} of it. */
    Provocation as(ErrorKind kind) {
        return new Provocation(code, phase, Optional.of(kind), attempt);
    }

    @Override
    public String toString() {
        return code + " in " + phase;
    }
}

package io.holdfast.sqlite.resultcode;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Phase;
import java.util.Optional;
import org.sqlite.SQLiteErrorCode;

/**
 * A way to make SQLite raise a code with a real file.
 *
 * @param code the code that must come
 * @param phase how far the work has come when it does
 * @param kind the kind that the message makes of it, where that is another one than the code alone has
 * @param attempt what raises it
 */
record Provocation(SQLiteErrorCode code, Phase phase, Optional<ErrorKind> kind, Attempt attempt) {

    /** Something that fails. */
    @FunctionalInterface
    interface Attempt {
        void in(Scene scene) throws Exception;
    }

    static Provocation of(SQLiteErrorCode code, Phase phase, Attempt attempt) {
        return new Provocation(code, phase, Optional.empty(), attempt);
    }

    /** Statements in one connection, of which the last fails. */
    static Provocation of(SQLiteErrorCode code, String... statements) {
        return of(code, Phase.BODY, scene -> scene.run(statements));
    }

    /** The same, when its message makes {@code kind} of it. */
    Provocation as(ErrorKind other) {
        return new Provocation(code, phase, Optional.of(other), attempt);
    }

    /** The same in another phase. */
    Provocation in(Phase other) {
        return new Provocation(code, other, kind, attempt);
    }

    @Override
    public String toString() {
        return code.name() + " in " + phase;
    }
}

package io.holdfast.engine.document;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;

/** Why something is no body, or no text of one. Each tells where, and none the value that it is about. */
final class Refusal {
    private Refusal() {}

    /** A value that cannot be, wherever it stands; {@code sentence} says why. */
    static HoldfastException value(String sentence) {
        return Failure.of(ErrorKind.DATA, sentence).exception();
    }

    /** Something at {@code path} that no body may hold. */
    static HoldfastException field(FieldPath path, String complaint, String hint) {
        return Failure.of(ErrorKind.DATA, path + " " + complaint).withHint(hint).exception();
    }

    /** Something at {@code path} of a stored text that {@link BodyText#write} does not write. */
    static HoldfastException corrupt(FieldPath path, String complaint) {
        return Failure.of(ErrorKind.CORRUPT, "the stored text of a body is damaged: " + path + " " + complaint)
                .withHint("write the document anew, from a backup or from where it came from; "
                        + "only Holdfast may write these texts")
                .exception();
    }
}

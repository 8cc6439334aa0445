package io.holdfast.lifecycle;

import io.holdfast.routing.Role;

/** What became of an earlier document. */
sealed interface Outcome {

    /** Its key in the collection that it comes from. */
    String key();

    /** It lives in {@code home} now, and its copy is in the backup if there is one. */
    record Stored(String key, Role home) implements Outcome {}

    /** It was there already, with the same content. */
    record Present(String key) implements Outcome {}

    /**
     * It was not imported.
     *
     * @param detail more about {@code reason}, without a value of the document; may be empty
     */
    record Refused(String key, Reason reason, String detail) implements Outcome {}
}

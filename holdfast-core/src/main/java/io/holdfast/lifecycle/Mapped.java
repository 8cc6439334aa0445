package io.holdfast.lifecycle;

import io.holdfast.engine.document.Body;
import io.holdfast.routing.DocumentKey;
import java.time.Instant;
import java.util.Optional;

/** What an earlier document becomes. */
sealed interface Mapped {

    /** Its key in the collection that it comes from. */
    String key();

    /**
     * A document of a user.
     *
     * @param target under which id it is stored
     * @param created when it was made; empty if it does not say
     * @param body what is stored of it
     */
    record Document(String key, DocumentKey target, Optional<Instant> created, Body body) implements Mapped {
        /** The id under which it is stored. */
        String id() {
            return target.id();
        }
    }

    /**
     * Nothing.
     *
     * @param reason why
     * @param detail more about that, without a value of the document; may be empty
     */
    record Refused(String key, Reason reason, String detail) implements Mapped {}
}

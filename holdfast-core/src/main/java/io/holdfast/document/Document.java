package io.holdfast.document;

import io.holdfast.engine.document.Body;
import io.holdfast.engine.document.Envelope;
import java.time.Instant;

/**
 * A document as an application sees it.
 *
 * @param id tells it from the others of its collection
 * @param version grows by one with each change
 * @param createdAt when it was first stored, by the clock of the database, in whole milliseconds
 * @param body what it says
 */
public record Document(String id, long version, Instant createdAt, Body body) {

    static Document of(Envelope envelope) {
        return new Document(
                envelope.id(),
                envelope.version(),
                envelope.createdAt(),
                envelope.body().orElseThrow());
    }

    /** Tells nothing of the body. */
    @Override
    public String toString() {
        return "%s version %d".formatted(id, version);
    }
}

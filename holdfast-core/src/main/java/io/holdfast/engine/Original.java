package io.holdfast.engine;

import io.holdfast.engine.document.Body;
import java.util.Optional;

/**
 * A document, or a row of a table, of a collection that Holdfast does not keep.
 *
 * @param key its id as text: the next page is asked for with it
 * @param body all that it holds; empty if no body can hold it
 * @param problem why no body can, naming fields and never values; empty if one does
 */
public record Original(String key, Optional<Body> body, String problem) {

    /** One that {@code body} holds. */
    public static Original of(String key, Body body) {
        return new Original(key, Optional.of(body), "");
    }

    /** One that no body can hold. */
    public static Original unreadable(String key, String problem) {
        return new Original(key, Optional.empty(), problem);
    }

    /** Tells nothing of the body. */
    @Override
    public String toString() {
        return "Original[" + key + "]";
    }
}

package io.holdfast.config.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a tree of settings, with its position. */
public sealed interface Node {
    /** Where it starts. */
    Origin origin();

    /**
     * One value, as written.
     *
     * @param text the text; null where a key stands without a value
     */
    record Scalar(@Nullable String text, Origin origin) implements Node {
        /** Shows the place only: the text may be a secret. */
        @Override
        public String toString() {
            return "a value at " + origin;
        }
    }

    /** A list. */
    record Sequence(List<Node> items, Origin origin) implements Node {}

    /** Keys with their values, each key once, in their order. */
    record Mapping(List<Entry> entries, Origin origin) implements Node {}

    /**
     * A key and its value.
     *
     * @param origin where the key stands
     */
    record Entry(String key, Origin origin, Node value) {}
}

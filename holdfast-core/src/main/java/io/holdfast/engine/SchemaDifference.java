package io.holdfast.engine;

import java.util.List;

/**
 * One thing in which a structure is not as it was expected.
 *
 * @param change what about it
 * @param object what it is about: a kind and a name, such as {@code column orders.note}
 * @param expected how it was expected; empty where it was not
 * @param found how it is; empty where it is missing
 * @param sql the statements that make it as it was expected; empty where no single statement of the engine does
 */
public record SchemaDifference(Change change, String object, String expected, String found, List<String> sql) {

    /** Keeps a copy. */
    public SchemaDifference {
        sql = List.copyOf(sql);
    }

    /** What is different about a thing. */
    public enum Change {
        /** It was expected, and is not there. */
        MISSING,
        /** It is there, and was not expected. */
        EXTRA,
        /** It is there, and is another. */
        CHANGED,
        /** The columns of a table are all there, in another order: only {@code select *} and its like notice. */
        ORDER
    }

    /** Whether it is more than the order of columns. */
    public boolean matters() {
        return change != Change.ORDER;
    }
}

package io.holdfast.engine.document;

import java.util.List;

/**
 * What holds of every document of a collection. The database itself refuses others, whoever writes them. Of a deleted
 * document the fields are gone; of one whose outermost names begin with {@code $}, a database with SQL looks at the id alone.
 */
public sealed interface Rule {

    /** What tells it from the other rules of its collection, in lower-case words with underscores. */
    String name();

    /**
     * Every id begins with the same text.
     *
     * @param prefix that text
     */
    record IdBegins(String prefix) implements Rule {
        @Override
        public String name() {
            return "id";
        }
    }

    /**
     * A field is a text that begins with the same text everywhere.
     *
     * @param field which
     * @param prefix that text
     */
    record FieldBegins(Field field, String prefix) implements Rule {
        @Override
        public String name() {
            return field.name();
        }
    }

    /**
     * A field is one of a few texts.
     *
     * @param field which
     * @param texts those
     */
    record FieldIn(Field field, List<String> texts) implements Rule {
        /** Keeps a copy. */
        public FieldIn {
            texts = List.copyOf(texts);
        }

        @Override
        public String name() {
            return field.name();
        }
    }
}

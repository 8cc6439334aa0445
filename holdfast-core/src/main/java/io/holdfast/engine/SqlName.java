package io.holdfast.engine;

import java.util.List;

/**
 * The name of a table, a column or another object, with what qualifies it.
 *
 * @param parts its parts without the points between them; none where a statement has no name at that place
 */
public record SqlName(List<SqlToken> parts) {
    private static final SqlToken NOTHING = new SqlToken(SqlToken.Kind.WORD, "");

    /** Keeps a copy. */
    public SqlName {
        parts = List.copyOf(parts);
    }

    /** Whether the statement has no name at that place. */
    public boolean isEmpty() {
        return parts.isEmpty();
    }

    /** Its last part; a word without letters where there is none. */
    public SqlToken last() {
        return parts.isEmpty() ? NOTHING : parts.get(parts.size() - 1);
    }

    /** As the statement writes it, with its quotes; an empty text for none. */
    public String written() {
        return String.join(".", parts.stream().map(SqlToken::text).toList());
    }

    /** As it is written. */
    @Override
    public String toString() {
        return written();
    }
}

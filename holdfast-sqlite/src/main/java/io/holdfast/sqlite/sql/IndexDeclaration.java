package io.holdfast.sqlite.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a {@code CREATE INDEX} says beyond what SQLite's pragmas tell.
 *
 * @param parts the SQL of each part, without collation and direction
 * @param where the condition of a partial index
 */
public record IndexDeclaration(List<String> parts, Optional<String> where) {

    /** Reads the text that SQLite keeps of an index; empty if it cannot be read. */
    public static Optional<IndexDeclaration> of(String sql) {
        try {
            return Optional.of(parse(new Words(sql)));
        } catch (NotUnderstoodException e) {
            return Optional.empty();
        }
    }

    private static IndexDeclaration parse(Words words) throws NotUnderstoodException {
        words.expect("CREATE");
        words.accept("UNIQUE");
        words.expect("INDEX");
        words.accept("IF", "NOT", "EXISTS");
        words.name();
        if (words.acceptSymbol(".")) {
            words.name();
        }
        words.expect("ON");
        words.name();
        words.expectSymbol("(");
        List<String> parts = new ArrayList<>();
        do {
            parts.add(part(words));
        } while (words.acceptSymbol(","));
        words.expectSymbol(")");
        return new IndexDeclaration(List.copyOf(parts), where(words));
    }

    private static String part(Words words) {
        int start = words.position();
        words.skipUntil(",", ")");
        int limit = words.position();
        int end = limit;
        words.backTo(start);
        while (words.position() < limit) {
            int here = words.position();
            if (endsPart(words, limit)) {
                end = Math.min(end, here);
            } else {
                end = limit;
                words.next();
            }
        }
        words.backTo(limit);
        return words.between(start, end);
    }

    /** Moves past a collation, a direction or a place of nulls. */
    private static boolean endsPart(Words words, int limit) {
        if (words.peek().is("COLLATE") && words.position() + 1 < limit) {
            words.next();
            words.next();
            return true;
        }
        return words.accept("ASC")
                || words.accept("DESC")
                || words.accept("NULLS", "FIRST")
                || words.accept("NULLS", "LAST");
    }

    private static Optional<String> where(Words words) {
        if (!words.accept("WHERE")) {
            return Optional.empty();
        }
        int start = words.position();
        words.skipUntil(";");
        return Optional.of(words.between(start, words.position()));
    }
}

package io.holdfast.config.tree;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the word somebody probably meant. */
public final class Nearest {
    private Nearest() {}

    /** The one of {@code words} that {@code written} is a likely misspelling of. */
    public static Optional<String> to(String written, Collection<String> words) {
        return words.stream()
                .filter(word -> distance(written, word) <= allowed(written))
                .min(Comparator.<String>comparingInt(word -> distance(written, word))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static int allowed(String word) {
        return word.length() <= 3 ? 1 : Math.min(4, 1 + word.length() / 4);
    }

    /** The number of letters to insert, remove, change or swap with their neighbour. */
    static int distance(String left, String right) {
        int[] before = new int[right.length() + 1];
        int[] above = new int[right.length() + 1];
        for (int column = 0; column < above.length; column++) {
            above[column] = column;
        }
        for (int row = 1; row <= left.length(); row++) {
            int[] current = new int[right.length() + 1];
            current[0] = row;
            for (int column = 1; column < current.length; column++) {
                int change = left.charAt(row - 1) == right.charAt(column - 1) ? 0 : 1;
                current[column] =
                        Math.min(Math.min(above[column], current[column - 1]) + 1, above[column - 1] + change);
                if (row > 1
                        && column > 1
                        && left.charAt(row - 1) == right.charAt(column - 2)
                        && left.charAt(row - 2) == right.charAt(column - 1)) {
                    current[column] = Math.min(current[column], before[column - 2] + 1);
                }
            }
            before = above;
            above = current;
        }
        return above[right.length()];
    }
}

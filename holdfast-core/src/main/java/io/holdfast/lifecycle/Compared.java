package io.holdfast.lifecycle;

import java.util.List;
import java.util.stream.Stream;

/**
 * What came of a comparison of the source with the targets.
 *
 * @param equal how many documents are where they should be, with the same content
 * @param changed how many were changed or deleted there by somebody since they were imported
 * @param missing how many are missing, each database where one is missing counted
 * @param different how many hold something else, each database counted
 * @param examples the first of these
 */
public record Compared(long equal, long changed, long missing, long different, List<Difference> examples) {
    /** Nothing yet. */
    public static final Compared NOTHING = new Compared(0, 0, 0, 0, List.of());

    private static final int MOST = 100;

    /** Keeps a copy. */
    public Compared {
        examples = List.copyOf(examples);
    }

    /** How many differences there are. */
    public long differences() {
        return missing + different;
    }

    /** These and {@code more}. */
    Compared and(Compared more) {
        List<Difference> all = Stream.concat(examples.stream(), more.examples.stream())
                .limit(MOST)
                .toList();
        return new Compared(
                equal + more.equal, changed + more.changed, missing + more.missing, different + more.different, all);
    }
}

package io.holdfast.postgresql.catalogue;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * A change of the hard schema.
 *
 * @param what what is another afterwards
 * @param apply the statements that make it
 * @param undo the statements that take it back
 */
record Change(String what, String apply, String undo) {

    /** All that are written down: each three lines, an empty one between them. */
    static Stream<Change> all() throws IOException {
        return Stream.of(HardSchema.text("changes.txt").strip().split("\n\n")).map(block -> {
            List<String> lines = block.lines().toList();
            return new Change(lines.get(0), lines.get(1), lines.get(2));
        });
    }

    @Override
    public String toString() {
        return what;
    }
}

package io.holdfast.config.tree;

/**
 * Where a setting stands.
 *
 * @param source the kind of place
 * @param name the file's, variable's or flag's name
 * @param line the line in the file, from 1; 0 where there are no lines
 * @param column the column in the line, from 1; 0 where there are no lines
 */
public record Origin(Source source, String name, int line, int column) {
    /** The value nobody set. */
    public static final Origin DEFAULT = named(Source.DEFAULT, "default");

    /** A place that has a name and no lines. */
    public static Origin named(Source source, String name) {
        return new Origin(source, name, 0, 0);
    }

    /** {@code FILE:LINE:COLUMN}, or the name alone. */
    @Override
    public String toString() {
        return line == 0 ? name : name + ":" + line + ":" + column;
    }
}

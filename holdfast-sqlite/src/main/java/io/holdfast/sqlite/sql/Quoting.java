package io.holdfast.sqlite.sql;

/** Writes names so that SQLite reads them as they are. */
public final class Quoting {
    private Quoting() {}

    /** {@code name} in double quotes. */
    public static String name(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}

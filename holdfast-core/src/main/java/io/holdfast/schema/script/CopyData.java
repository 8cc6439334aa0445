package io.holdfast.schema.script;

/**
 * What stands behind {@code COPY … FROM STDIN;} in a script.
 *
 * @param lines the lines of data, each with its line end
 * @param end the place behind the line that ends them
 */
record CopyData(String lines, int end) {
    private static final String HINT =
            "put the data in the lines behind the semicolon, and \\. in a line of its own" + " behind them";

    /** The data of the statement at {@code statement} whose semicolon, or the script's end, is at {@code semicolon}. */
    static CopyData of(Source source, int statement, int semicolon) {
        int firstEnd = source.lineEnd(semicolon);
        requireNothingElse(source, Math.min(semicolon + 1, firstEnd), firstEnd);
        int first = Math.min(firstEnd + 1, source.length());
        int line = first;
        while (line < source.length()) {
            int end = source.lineEnd(line);
            int next = Math.min(end + 1, source.length());
            if (isEnd(source, line, end)) {
                return new CopyData(source.slice(first, line), next);
            }
            line = next;
        }
        throw source.refusal(statement, "the data that COPY is to read from here on never end", HINT);
    }

    /** What stands in the same line would be run behind the data by psql, and is data to nobody. */
    private static void requireNothingElse(Source source, int from, int to) {
        String rest = source.slice(from, to).strip();
        if (!rest.isEmpty() && !rest.startsWith("--")) {
            throw source.refusal(from, "something stands behind COPY … FROM STDIN; in the same line", HINT);
        }
    }

    private static boolean isEnd(Source source, int line, int end) {
        boolean mark = source.has(line, '\\', '.');
        return mark && (end == line + 2 || (end == line + 3 && source.at(line + 2) == '\r'));
    }
}

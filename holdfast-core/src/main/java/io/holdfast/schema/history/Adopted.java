package io.holdfast.schema.history;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Up to where another tool's history was taken over. Each line that was taken over says so, where others name their run.
 *
 * @param rank the last line of the other's table then
 * @param table the other's table
 */
public record Adopted(int rank, String table) {
    private static final Pattern FORM = Pattern.compile("flyway:(-?[0-9]{1,10}):(.+)", Pattern.DOTALL);

    /** What {@code history} says of it; empty where nothing was taken over. */
    public static Optional<Adopted> of(History history) {
        return history.rows().stream().flatMap(row -> of(row).stream()).findFirst();
    }

    private static Optional<Adopted> of(Row row) {
        Matcher form = FORM.matcher(row.run());
        return form.matches()
                ? Optional.of(new Adopted((int) Long.parseLong(form.group(1)), form.group(2)))
                : Optional.empty();
    }

    /** Whether {@code row} was taken over. */
    public static boolean is(Row row) {
        return of(row).isPresent();
    }

    /** As a line says it. */
    public String run() {
        return "flyway:%d:%s".formatted(rank, table);
    }
}

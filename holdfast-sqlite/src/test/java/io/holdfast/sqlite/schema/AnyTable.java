package io.holdfast.sqlite.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Writes {@code CREATE TABLE} at random, in every spelling that SQLite takes, and remembers what it wrote.
 *
 * <p>The columns are called after {@link #NAMES}; each is quoted in a way that fits.
 */
final class AnyTable {
    private static final List<String> NAMES =
            List.of("a", "B", "group", "c d", "e,f", "g(h", "i)j", "k''l", "check", "m--n", "größe", "order");
    private static final List<String> TYPES = List.of(
            "",
            "INTEGER",
            "int",
            "SMALLINT UNSIGNED",
            "VARCHAR(160)",
            "DECIMAL (10 , 2)",
            "double precision",
            "BLOB",
            "'odd'",
            "[my type]",
            "text",
            "DATETIME",
            "NUMERIC(+5,-2)");
    private static final List<String> BLANKS = List.of(" ", "\n", "\t", " /* , ) ' */ ", " -- it's (\n", "  ");

    private final Random random;
    private final List<String> columns = new ArrayList<>();
    private final List<String> parts = new ArrayList<>();
    private final List<String> checks = new ArrayList<>();
    private final List<String> references = new ArrayList<>();
    private boolean keyed;

    AnyTable(Random random) {
        this.random = random;
        int count = 1 + random.nextInt(6);
        List<String> names = new ArrayList<>(NAMES);
        for (int i = 0; i < count; i++) {
            columns.add(names.remove(random.nextInt(names.size())));
        }
        columns.forEach(column -> parts.add(column(column)));
        for (int i = random.nextInt(4); i > 0; i--) {
            parts.add(constraint());
        }
    }

    String sql() {
        String name = pick("t", "\"t\"", "[t]", "`t`", "'t'", "main.t");
        return "create" + blank() + "table" + blank() + pick("", "if not exists ") + name + blank() + "("
                + String.join(pick(",", " , "), parts) + ")" + pick("", "", " ");
    }

    List<String> columns() {
        return columns;
    }

    /** The names of the checks, as declared. */
    List<String> checks() {
        return checks;
    }

    /** The names of the foreign keys, as declared. */
    List<String> references() {
        return references;
    }

    private String column(String name) {
        var text = new StringBuilder(quoted(name)).append(blank()).append(pick(TYPES));
        for (int i = random.nextInt(4); i > 0; i--) {
            text.append(blank()).append(columnConstraint(name));
        }
        return text.toString();
    }

    private String columnConstraint(String column) {
        return switch (random.nextInt(9)) {
            case 0 -> "not" + blank() + "null" + conflict();
            case 1 -> "default" + blank() + pick("-1", "+ 2.5", "'x,)'", "(1 + (2))", "null", "true", "word", "x'00'");
            case 2 -> named("") + "unique" + conflict();
            case 3 -> check();
            case 4 -> reference("");
            case 5 -> "collate" + blank() + pick("nocase", "\"rtrim\"", "BINARY");
            case 6 -> "null";
            case 7 -> key(named("") + "primary key" + pick("", " asc", " desc") + conflict());
            default -> "constraint " + quoted("left alone") + " default 3";
        };
    }

    private String constraint() {
        String column = quoted(columns.get(random.nextInt(columns.size())));
        return switch (random.nextInt(4)) {
            case 0 -> named("") + "unique (" + column + pick("", " desc", " collate nocase") + ")" + conflict();
            case 1 -> check();
            case 2 -> key(named("") + "primary key" + blank() + "(" + column + ")" + conflict());
            default -> reference(column);
        };
    }

    /** A table has one primary key at most. */
    private String key(String text) {
        boolean first = !keyed;
        keyed = true;
        return first ? text : check();
    }

    private String check() {
        String name = pick("", "ck", "my check");
        checks.add(name);
        return named(name) + "check" + blank() + "("
                + pick("1", "')' <> '('", "(1 or (0)) /* ) */", "[a] is not null")
                        .replace("[a]", quoted(columns.get(0)))
                + ")";
    }

    private String reference(String column) {
        String name = pick("", "fk", "my key");
        references.add(name);
        String start = column.isEmpty() ? "" : "foreign key (" + column + ") ";
        return named(name) + start + "references" + blank() + pick("p", "[p]", "p(id)", "'p' (\"id\")")
                + pick("", " on delete cascade", " on update set null on delete no action", " match simple")
                + pick("", " deferrable", " not deferrable initially immediate", " deferrable initially deferred");
    }

    private String named(String name) {
        return name.isEmpty() ? "" : "constraint" + blank() + quoted(name) + blank();
    }

    private String conflict() {
        return pick("", "", " on conflict abort", " on conflict replace");
    }

    private String quoted(String name) {
        return switch (random.nextInt(name.matches("[aB]|größe") ? 5 : 4)) {
            case 0 -> "\"" + name + "\"";
            case 1 -> "[" + name + "]";
            case 2 -> "`" + name + "`";
            case 3 -> "\"" + name + "\"";
            default -> name;
        };
    }

    private String blank() {
        return pick(BLANKS);
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private String pick(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}

package io.holdfast.postgresql.review;

import io.holdfast.engine.Reviewer;
import io.holdfast.engine.SqlName;
import io.holdfast.engine.SqlToken;
import io.holdfast.engine.SqlToken.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What the statements have made so far: what happens to it disturbs nobody. */
final class Made {
    private static final String TEMPORARY = "pg_temp";
    private static final String USUAL = "public";

    /** Each is its kind and its name, as {@link #key} has it. */
    private final Set<String> objects = new HashSet<>();

    private final Set<String> old;
    private final String usual;

    /** The schema of names that say none. */
    private String schema;

    Made(Reviewer.Home home) {
        this.usual = home.schema().orElse(USUAL);
        this.schema = usual;
        this.old = home.tables();
    }

    /** What is remembered: tables, views, indexes and sequences share their names. */
    enum Sort {
        RELATION,
        SCHEMA,
        DOMAIN_WITH_CONSTRAINTS,
        OTHER
    }

    /** Names that say no schema are in {@code schema} from now on. */
    void workIn(String schema) {
        this.schema = schema;
    }

    /** They are where they were in the beginning. */
    void workAsUsual() {
        schema = usual;
    }

    /** Whether it was there before the first statement. */
    boolean isOld(SqlName table) {
        String place =
                table.parts().size() > 1 ? name(table.parts().get(table.parts().size() - 2)) : schema;
        return place.equals(usual) && old.contains(name(table.last()));
    }

    /** The session is another one. */
    void forgetTemporary() {
        objects.removeIf(key -> key.startsWith(Sort.RELATION + " " + TEMPORARY + "/"));
    }

    void add(Sort sort, SqlName name) {
        objects.add(key(sort, name));
    }

    /** A temporary table hides another one of the same name. */
    void addTemporary(SqlName name) {
        objects.add(key(Sort.RELATION, TEMPORARY, name));
    }

    void remove(Sort sort, SqlName name) {
        if (!objects.remove(key(Sort.RELATION, TEMPORARY, name)) || sort != Sort.RELATION) {
            objects.remove(key(sort, name));
        }
    }

    boolean has(Sort sort, SqlName name) {
        return !name.isEmpty() && (objects.contains(key(sort, name)) || (sort == Sort.RELATION && isTemporary(name)));
    }

    private boolean isTemporary(SqlName name) {
        return name.parts().size() == 1 && objects.contains(key(Sort.RELATION, TEMPORARY, name));
    }

    /** Has what was said of {@code from} said of {@code to}, which is in the same schema. */
    void rename(SqlName from, SqlName to) {
        boolean made = has(Sort.RELATION, from);
        boolean temporary = isTemporary(from);
        remove(Sort.RELATION, from);
        SqlName whole =
                from.parts().size() > 1 ? new SqlName(List.of(from.parts().get(0), to.last())) : to;
        if (temporary) {
            addTemporary(to);
        } else if (made) {
            add(Sort.RELATION, whole);
        } else {
            remove(Sort.RELATION, whole);
        }
    }

    /** A column that was added to an old table, which no application knows yet. */
    void addColumn(SqlName table, SqlName column) {
        objects.add(key(Sort.RELATION, table) + "." + name(column.last()));
    }

    boolean hasColumn(SqlName table, SqlName column) {
        return objects.contains(key(Sort.RELATION, table) + "." + name(column.last()));
    }

    /** The table under the name that is the same wherever it is named. */
    String table(SqlName name) {
        return key(Sort.RELATION, name);
    }

    private String key(Sort sort, SqlName name) {
        boolean qualified = name.parts().size() > 1;
        return key(sort, qualified ? name(name.parts().get(name.parts().size() - 2)) : schema, name);
    }

    private static String key(Sort sort, String schema, SqlName name) {
        String place = sort == Sort.SCHEMA ? "" : schema + "/";
        return sort + " " + place + name(name.last());
    }

    /** A name as the server has it: without its quotes, or else in small letters. */
    static String name(SqlToken token) {
        return token.is(Kind.NAME) ? token.content() : token.content().toLowerCase(Locale.ROOT);
    }
}

package io.holdfast.sqlite.review;

import io.holdfast.engine.Danger;
import io.holdfast.engine.MigrationStatement;
import io.holdfast.engine.Reviewer;
import io.holdfast.engine.SqlName;
import io.holdfast.engine.SqlReader;
import io.holdfast.engine.SqlToken;
import java.util.List;
import java.util.Optional;

/** Finds what disturbs an application at work on SQLite. */
public final class SqliteReviewer implements Reviewer {
    private final Made made;

    /** Has seen no statement of {@code home} yet. */
    public SqliteReviewer(Home home) {
        this.made = new Made(home);
    }

    @Override
    public void nextFile() {
        made.forgetTemporary();
    }

    @Override
    public List<Danger> review(MigrationStatement statement) {
        SqlReader reader = SqlReader.of(statement);
        String first = reader.keyword();
        reader.next();
        return switch (first) {
            case "CREATE" -> create(reader);
            case "INSERT", "REPLACE" -> copy(reader);
            case "ALTER" -> new Alteration(made).review(reader);
            case "DROP" -> drop(reader);
            case "WITH" -> with(reader);
            case "UPDATE" -> update(reader);
            case "DELETE" -> delete(reader);
            case "VACUUM" -> reader.mentions("INTO") ? List.of() : List.of(Rule.VACUUM.at("", ""));
            case "REINDEX" -> reindex(reader);
            case "PRAGMA" -> Pragma.review(reader);
            default -> List.of();
        };
    }

    /** What is new, and from which tables its rows are where it is made of a query. */
    private List<Danger> create(SqlReader reader) {
        boolean temporary = reader.takeAny("TEMPORARY", "TEMP");
        reader.take("VIRTUAL");
        boolean table = reader.take("TABLE");
        if (table || reader.take("VIEW")) {
            boolean unlessThere = reader.take("IF", "NOT", "EXISTS");
            SqlName name = reader.name();
            if (temporary || !unlessThere || !made.isOld(name)) {
                made.add(name, temporary);
            }
            if (table && reader.take("AS")) {
                copyFrom(reader);
            }
        }
        return List.of();
    }

    /** An old table may be copied into a new one, to be replaced by it. */
    private List<Danger> copy(SqlReader reader) {
        if (reader.skipTo("INTO") && made.has(reader.name())) {
            copyFrom(reader);
        }
        return List.of();
    }

    private void copyFrom(SqlReader query) {
        while (query.skipTo("FROM")) {
            SqlName old = query.name();
            if (!old.isEmpty() && !made.has(old)) {
                made.copy(old);
            }
        }
    }

    private List<Danger> drop(SqlReader reader) {
        boolean table = reader.take("TABLE");
        if (!table && !reader.take("VIEW")) {
            return List.of();
        }
        reader.take("IF", "EXISTS");
        SqlName name = reader.name();
        Optional<Rule> rule =
                table ? dropped(name) : Optional.of(Rule.DROP_VIEW).filter(found -> !made.has(name));
        made.remove(name);
        return rule.map(found -> found.at(name, "")).stream().toList();
    }

    /** The rename of an old table was told already; once its rows are elsewhere, it is not needed any more. */
    private Optional<Rule> dropped(SqlName table) {
        if (table.isEmpty() || made.has(table) || (made.isRenamed(table) && made.isCopied(table))) {
            return Optional.empty();
        }
        return Optional.of(made.isCopied(table) ? Rule.TABLE_REBUILD : Rule.DROP_TABLE);
    }

    /** The queries in front only read. */
    private List<Danger> with(SqlReader reader) {
        reader.until(token -> token.is("UPDATE") || token.is("DELETE") || token.is("INSERT") || token.is("REPLACE"));
        if (reader.take("UPDATE")) {
            return update(reader);
        }
        return reader.take("DELETE") ? delete(reader) : copy(reader);
    }

    private List<Danger> update(SqlReader reader) {
        if (reader.take("OR")) {
            reader.next();
        }
        return whole(Rule.UPDATE_WITHOUT_WHERE, reader);
    }

    private List<Danger> delete(SqlReader reader) {
        return reader.take("FROM") ? whole(Rule.DELETE_WITHOUT_WHERE, reader) : List.of();
    }

    private List<Danger> whole(Rule rule, SqlReader reader) {
        SqlName table = reader.name();
        boolean all = !reader.skipTo("WHERE") || isAlways(reader.rest());
        return all && !made.has(table) ? List.of(rule.at(table, "")) : List.of();
    }

    /** {@code WHERE true} and {@code WHERE 1 = 1} are written to please those who look for a WHERE. */
    private static boolean isAlways(List<SqlToken> condition) {
        boolean yes = condition.size() == 1
                && (condition.get(0).is("TRUE") || condition.get(0).isSign("1"));
        boolean same = condition.size() == 3
                && condition.get(1).isSign("=")
                && condition.get(0).is(SqlToken.Kind.OTHER)
                && condition.get(0).equals(condition.get(2));
        return yes || same;
    }

    private List<Danger> reindex(SqlReader reader) {
        SqlName name = reader.name();
        return made.has(name) ? List.of() : List.of(Rule.REINDEX.at(name, ""));
    }
}

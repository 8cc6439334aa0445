package io.holdfast.sqlite.sql;

import io.holdfast.sqlite.sql.TableDeclaration.ColumnDeclaration;
import io.holdfast.sqlite.sql.TableDeclaration.Draft;
import io.holdfast.sqlite.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code CREATE TABLE} as SQLite's grammar does (its {@code parse.y};
 * <a href="https://sqlite.org/lang_createtable.html">CREATE TABLE</a>). The text comes from SQLite itself, so it is
 * known to be valid; a part that this parser does not understand becomes a note and the next part goes on.
 */
final class TableParser {
    private static final Set<String> TABLE_CONSTRAINTS = Set.of("CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN");
    private static final Set<String> AFTER_TYPE = Set.of(
            "CONSTRAINT",
            "DEFAULT",
            "NULL",
            "NOT",
            "PRIMARY",
            "UNIQUE",
            "CHECK",
            "REFERENCES",
            "DEFERRABLE",
            "COLLATE",
            "AS");

    private final Words words;
    private final Draft draft;
    private final Constraints constraints;

    TableParser(String sql, Draft draft) {
        this.words = new Words(sql);
        this.draft = draft;
        this.constraints = new Constraints(words, draft);
    }

    void parse() {
        try {
            head();
        } catch (NotUnderstoodException e) {
            draft.notes.add("its declaration was not understood");
            return;
        }
        do {
            part();
        } while (words.acceptSymbol(","));
    }

    private void head() throws NotUnderstoodException {
        words.expect("CREATE");
        if (!words.accept("TEMP")) {
            words.accept("TEMPORARY");
        }
        words.expect("TABLE");
        words.accept("IF", "NOT", "EXISTS");
        words.name();
        if (words.acceptSymbol(".")) {
            words.name();
        }
        words.expectSymbol("(");
    }

    private void part() {
        int start = words.position();
        try {
            if (words.peek().kind() == Kind.WORD
                    && TABLE_CONSTRAINTS.contains(words.peek().keyword())) {
                tableConstraints();
            } else {
                column();
            }
        } catch (NotUnderstoodException e) {
            words.backTo(start);
            words.skipUntil(",", ")");
            draft.notes.add(
                    "this part of its declaration was not understood: " + words.between(start, words.position()));
        }
    }

    private boolean atPartEnd() {
        return words.atEnd() || words.peek().isSymbol(",") || words.peek().isSymbol(")");
    }

    private void tableConstraints() throws NotUnderstoodException {
        String name = "";
        while (!atPartEnd()) {
            if (words.accept("CONSTRAINT")) {
                name = words.name();
            } else {
                constraints.ofTable(name);
                name = "";
            }
        }
    }

    private void column() throws NotUnderstoodException {
        String column = words.name();
        skipType();
        String collation = "";
        Optional<String> generated = Optional.empty();
        String name = "";
        while (!atPartEnd()) {
            if (words.accept("CONSTRAINT")) {
                name = words.name();
            } else if (words.accept("COLLATE")) {
                collation = words.name();
            } else if (words.accept("AS")) {
                generated = Optional.of(words.bracketed());
                skipGeneratedKind();
            } else {
                constraints.ofColumn(name, column);
                name = "";
            }
        }
        draft.columns.put(TableDeclaration.folded(column), new ColumnDeclaration(collation, generated));
    }

    private void skipGeneratedKind() {
        if (!words.accept("STORED")) {
            words.accept("VIRTUAL");
        }
    }

    /** Everything that can be a name belongs to the type, {@code GENERATED ALWAYS} included, as in SQLite. */
    private void skipType() throws NotUnderstoodException {
        while (words.peek().canBeName() && !endsType(words.peek())) {
            words.next();
        }
        if (words.peek().isSymbol("(")) {
            words.bracketed();
        }
        words.accept("GENERATED", "ALWAYS");
    }

    private static boolean endsType(Token token) {
        return token.kind() == Kind.WORD && AFTER_TYPE.contains(token.keyword());
    }

    /** The columns of a key, without collations and directions. */
    static List<String> keyColumns(Words words, Draft draft) throws NotUnderstoodException {
        words.expectSymbol("(");
        var columns = new ArrayList<String>();
        do {
            columns.add(words.name());
            while (!words.peek().isSymbol(",") && !words.peek().isSymbol(")")) {
                keyColumnOption(words, draft);
            }
        } while (words.acceptSymbol(","));
        words.expectSymbol(")");
        return List.copyOf(columns);
    }

    private static void keyColumnOption(Words words, Draft draft) throws NotUnderstoodException {
        if (words.accept("COLLATE")) {
            words.name();
        } else if (words.accept("AUTOINCREMENT")) {
            draft.autoincrement = true;
        } else if (!words.accept("ASC") && !words.accept("DESC")) {
            throw new NotUnderstoodException("a key is made of columns");
        }
    }
}
